/** Which lines of a document hold letters of an update. */
import * as Y from "yjs";

/** A run of one line; `mine` are letters that only this browser has. */
export interface Run {
  words: string;
  mine: boolean;
}

// Whatever kind of shared type: only its items are read.
type Shared = Y.AbstractType<any>;
type Ranges = Map<number, [number, number][]>;

/** Return the lines of a document that hold letters of this update. */
export function linesWith(doc: Y.Doc, update: Uint8Array): Run[][] {
  const ranges: Ranges = new Map();
  for (const { id, length } of Y.decodeUpdate(update).structs) {
    ranges.set(id.client, [...(ranges.get(id.client) ?? []), [id.clock, id.clock + length]]);
  }
  const lines = [runsOf(doc.getText("headline"), ranges), runsOf(doc.getText("standfirst"), ranges)];
  for (const block of doc.getXmlFragment("body").toArray()) lines.push(runsOf(block as Shared, ranges));
  return lines.filter((line) => line.some((run) => run.mine && run.words.trim()));
}

function runsOf(type: Shared, ranges: Ranges, runs: Run[] = []): Run[] {
  for (let item = type._start; item; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentType) runsOf(item.content.type, ranges, runs);
    if (!(item.content instanceof Y.ContentString)) continue;
    const own = ranges.get(item.id.client) ?? [];
    for (const [place, unit] of item.content.str.split("").entries()) {
      const clock = item.id.clock + place;
      const mine = own.some(([start, end]) => start <= clock && clock < end);
      const last = runs.at(-1);
      if (last?.mine === mine) last.words += unit;
      else runs.push({ words: unit, mine });
    }
  }
  return runs;
}
