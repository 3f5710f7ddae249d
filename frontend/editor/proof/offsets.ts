/** Places in the server's composed text (code points of NFC) as places in a string of the browser (UTF-16). */

/** Return a function from code points of `text` in NFC to UTF-16 units of `text` as it is. */
export function placesIn(text: string): (point: number) => number {
  const starts: number[] = [];
  let at = 0;
  // A letter with the marks behind it is composed as one; what lies inside it begins where it begins.
  for (const cluster of text.match(/\P{M}?\p{M}*/gsu) ?? []) {
    for (const _ of cluster.normalize("NFC")) starts.push(at);
    at += cluster.length;
  }
  return (point) => starts[point] ?? at;
}

/** As `placesIn`, for an end: the whole of the last letter belongs to the span. */
export function spanIn(text: string, start: number, end: number): [from: number, to: number] {
  const place = placesIn(text);
  return [place(start), place(end)];
}
