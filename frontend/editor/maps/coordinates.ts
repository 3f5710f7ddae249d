/** Coordinates as people bring them: two numbers, degrees and minutes, or a link of a map. */

export interface Place {
  lat: number;
  lon: number;
}

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
// The pin of a link comes before the middle of its picture.
const LINKS = [
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(`mlat=${NUMBER}&(?:amp;)?mlon=${NUMBER}`),
  new RegExp(`[?&](?:q|query|ll|daddr|destination)=(?:loc:)?${NUMBER}(?:,|%2C)\\+?${NUMBER}`, "i"),
  new RegExp(`@${NUMBER},${NUMBER}`),
  new RegExp(`#map=[\\d.]+/${NUMBER}/${NUMBER}`),
  new RegExp(`^geo:${NUMBER},${NUMBER}`, "i"),
];
const PART = String.raw`(\d{1,3})\s*[°º]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["”″]|'')\s*)?`;
const DEGREES = new RegExp(`^${PART}([NSBbns])[\\s,;]*${PART}([EWĐTewđt])$`);
const EARTH_METRES = 6_371_000;
/** Vietnam, islands included: a pair the other way round is told by it. */
const HERE = { lat: [6, 24], lon: [101, 118] } as const;

function checked(lat: number, lon: number): Place | null {
  const within = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most;
  const turned = within(lon, HERE.lat) && within(lat, HERE.lon);
  const place = turned ? { lat: lon, lon: lat } : { lat, lon };
  const valid = Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180;
  return valid ? { lat: Number(place.lat.toFixed(6)), lon: Number(place.lon.toFixed(6)) } : null;
}

function degrees(whole = "0", minutes = "0", seconds = "0"): number {
  const number = (words: string): number => Number(words.replace(",", "."));
  return number(whole) + number(minutes) / 60 + number(seconds) / 3600;
}

/** Return the place that a text names, null when it names none. */
export function readPlace(text: string): Place | null {
  const words = text.trim().normalize("NFC");
  for (const pattern of LINKS) {
    const found = /^(https:|geo:)/i.test(words) ? pattern.exec(words) : null;
    if (found) return checked(Number(found[1]), Number(found[2]));
  }
  const told = DEGREES.exec(words);
  if (told) {
    const south = /s/i.test(told[4]!) ? -1 : 1;
    const west = /[wt]/i.test(told[8]!) ? -1 : 1;
    return checked(south * degrees(told[1], told[2], told[3]), west * degrees(told[5], told[6], told[7]));
  }
  const pair = /^\(?(-?\d{1,3}(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)°?\)?$/.exec(words) ?? /^(-?\d{1,3}(?:,\d+)?)\s*;\s*(-?\d{1,3}(?:,\d+)?)$/.exec(words);
  return pair ? checked(Number(pair[1]!.replace(",", ".")), Number(pair[2]!.replace(",", "."))) : null;
}

/** Return the place so many metres to the north and east. */
export function moved({ lat, lon }: Place, north: number, east: number): Place {
  const turn = 180 / Math.PI / EARTH_METRES;
  const narrow = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  const to = (value: number, most: number): number => Number(Math.min(most, Math.max(-most, value)).toFixed(6));
  return { lat: to(lat + north * turn, 90), lon: to(lon + (east * turn) / narrow, 180) };
}

/** Write a place as Vietnamese papers do: 21,02850° B, 105,85420° Đ. */
export function printPlace({ lat, lon }: Place, sides: [north: string, south: string, east: string, west: string]): string {
  const number = (value: number): string => Math.abs(value).toFixed(5).replace(".", ",");
  return `${number(lat)}° ${lat < 0 ? sides[1] : sides[0]}, ${number(lon)}° ${lon < 0 ? sides[3] : sides[2]}`;
}
