/** Moments of a timeline as Vietnamese writers put them: read for order and mistakes, left in the writer's words. */
import { t } from "../labels";
import { fold } from "../surface/fold";

/** A moment as far as it is told; parts that are not told are missing. */
export interface Moment {
  year: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
}

const CLOCK = /(\d{1,2})\s*(?:gio|h|g|:)\s*(\d{1,2})?\s*(?:phut)?/;
const DAY = /(?:ngay\s*)?(\d{1,2})\s*(?:[/.-]|\s+thang\s+)\s*(\d{1,2})\s*(?:[/.-]|,?\s*(?:nam\s+)?)\s*(\d{4})/;
const MONTH = /(?:thang\s*)?(\d{1,2})\s*(?:[/-]|\s+nam\s+)\s*(\d{4})/;
const YEAR = /(?:^|nam\s+|\s)(\d{4})(?:$|\D)/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})/;
const RELATIVE: [words: string, days: number][] = [["hom nay", 0], ["hom qua", -1], ["hom kia", -2], ["ngay mai", 1], ["ngay kia", 2]];

function clock(words: string): { hour: number; minute: number } | null {
  const found = CLOCK.exec(words);
  return found ? { hour: Number(found[1]), minute: Number(found[2] ?? 0) } : null;
}

/** Return the moment that words tell, null when they tell no year. */
export function readMoment(text: string): Moment | null {
  const words = fold(text).replace(/\s+/g, " ").trim();
  const iso = ISO.exec(words);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), ...clock(words.slice(10)) };
  const day = DAY.exec(words);
  if (day) return { year: Number(day[3]), month: Number(day[2]), day: Number(day[1]), ...clock(words.replace(day[0], " ")) };
  const month = MONTH.exec(words);
  if (month) return { year: Number(month[2]), month: Number(month[1]) };
  const year = YEAR.exec(words);
  return year ? { year: Number(year[1]) } : null;
}

/** Return a number by which moments stand in order: what is told less exactly comes first. */
export function order({ year, month = 0, day = 0, hour = 0, minute = 0 }: Moment): number {
  return (((year * 13 + month) * 32 + day) * 25 + hour) * 60 + minute;
}

/** Put a date in place of a word such as "hôm nay", which means another day tomorrow; other words stay. */
export function tidyDate(text: string, today: Date): string {
  const words = fold(text);
  for (const [name, days] of RELATIVE) {
    const at = words.indexOf(name);
    if (at < 0) continue;
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + days);
    const written = `${day.getDate()}/${day.getMonth() + 1}/${day.getFullYear()}`;
    return `${text.slice(0, at)}${written}${text.slice(at + name.length)}`.trim();
  }
  return text;
}

/** Say what cannot be about a moment: a 31st of February, an hour past 24. Empty when nothing is wrong. */
export function dateProblem(text: string): string {
  const moment = readMoment(text);
  if (!moment) return "";
  const { year, month, day, hour = 0, minute = 0 } = moment;
  if (month !== undefined && (month < 1 || month > 12)) return t("Không có tháng {month}", { month });
  if (month !== undefined && day !== undefined && (day < 1 || day > new Date(year, month, 0).getDate())) {
    return t("Tháng {month}/{year} không có ngày {day}", { month, year, day });
  }
  if (hour > 24 || minute > 59) return t("Không có {hour} giờ {minute}", { hour, minute });
  return "";
}
