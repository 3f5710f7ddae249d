/**
 * A chart's figures are one attribute, and of two people's attributes Yjs keeps one. Whoever hears of another's change
 * that did not know the own one puts both together here, on top of the one that Yjs kept; every browser gets the same.
 */
import * as Y from "yjs";
import { distinctNames, type Sheet } from "./cells";
import { unnamed } from "./grid";
import { mergedSheet } from "./merge";
import { attrsOf, sheetOf, styleOf, unitOf } from "./styles";

/** One change of the figures, as its writer left them. */
interface Version {
  spec: unknown;
  data: unknown;
}

const CHART = "chart";
const MOST_LOOKED_AT = 400;
/** Who only looks on leaves it to the two for so long; both may have gone. */
const OTHERS_WAIT_MS = 2_000;

const nameOf = ({ client, clock }: Y.ID): string => `${client} ${clock}`;
const valueOf = (item: Y.Item): unknown => (item.content instanceof Y.ContentAny ? item.content.arr.at(-1) : undefined);

/** Keep both when two people change one chart at the same time; `mayWrite` asks whether this person may put them together. */
export function keepBothFigures(doc: Y.Doc, mayWrite: () => boolean): void {
  const known = new WeakMap<Y.XmlElement, Map<string, Version>>();
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    for (const [type, keys] of transaction.changed) {
      if (type instanceof Y.XmlElement && type.nodeName === CHART && keys.has("data")) look(type, transaction);
    }
  });

  function look(chart: Y.XmlElement, transaction: Y.Transaction): void {
    const versions = known.get(chart) ?? new Map<string, Version>();
    known.set(chart, versions);
    const items = itemsOf(chart, "data");
    const specs = itemsOf(chart, "spec");
    const isNew = ({ id }: Y.Item): boolean => id.clock >= (transaction.beforeState.get(id.client) ?? 0);
    for (const item of items) {
      if (valueOf(item) === undefined || versions.has(nameOf(item.id))) continue;
      // One change writes both attributes, one after the other.
      const spec = specs.find(({ id }) => id.client === item.id.client && Math.abs(id.clock - item.id.clock) === 1);
      versions.set(nameOf(item.id), { spec: (spec && valueOf(spec)) ?? chart.getAttribute("spec"), data: valueOf(item) });
    }
    if (transaction.local) return;
    const before = items.find((item) => !isNew(item));
    const current = items[0];
    if (!before || !current) return;
    const origins = new Set(items.filter(isNew).map(({ origin }) => (origin ? nameOf(origin) : "")));
    for (const tip of items.filter((item) => isNew(item) && !origins.has(nameOf(item.id)))) {
      const base = forkOf(tip, items, isNew);
      if (!base || base === before) continue;
      const own = items.slice(items.indexOf(before), items.indexOf(base)).some(({ id }) => id.client === doc.clientID);
      const [winner, loser] = current === tip ? [tip, before] : [before, tip];
      const put = (): void => putTogether(chart, current, [base, winner, loser].map((item) => versions.get(nameOf(item.id))));
      if (own) queueMicrotask(put);
      else window.setTimeout(put, OTHERS_WAIT_MS);
    }
  }

  function putTogether(chart: Y.XmlElement, current: Y.Item, [base, winner, loser]: (Version | undefined)[]): void {
    if (!base || !winner || !loser || chart._item?.deleted || !mayWrite()) return;
    if (itemsOf(chart, "data")[0] !== current) return; // somebody was quicker, and has told
    const sheets = [base, winner, loser].map(({ spec, data }) => sheetOf(spec, data));
    const [stood, kept, lost] = sheets;
    if (!kept || !lost) return;
    const both = mergedSheet(stood ?? { columns: [], rows: [] }, kept, lost);
    const sheet: Sheet = { ...both, columns: distinctNames(both.columns, unnamed) };
    if (JSON.stringify(sheet) === JSON.stringify(kept)) return;
    const { spec, data } = attrsOf(styleOf(winner.spec), sheet, unitOf(winner.spec));
    doc.transact(() => {
      chart.setAttribute("spec", spec as string);
      chart.setAttribute("data", data as unknown as string);
    }, keepBothFigures);
  }
}

/** Return the operations that ever set an attribute, the one that holds first. */
function itemsOf(element: Y.XmlElement, name: string): Y.Item[] {
  const found: Y.Item[] = [];
  for (let item = element._map.get(name) ?? null; item && found.length < MOST_LOOKED_AT; item = item.left) found.push(item);
  return found;
}

/** Return what the writer of a new operation had before them, when they began. */
function forkOf(tip: Y.Item, items: Y.Item[], isNew: (item: Y.Item) => boolean): Y.Item | undefined {
  let item: Y.Item | undefined = tip;
  while (item && isNew(item)) {
    const origin: Y.ID | null = item.origin;
    item = origin ? items.find(({ id }) => id.client === origin.client && id.clock === origin.clock) : undefined;
  }
  return item;
}
