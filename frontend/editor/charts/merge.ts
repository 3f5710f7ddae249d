/** Two people changed one chart's figures at the same time: the figures with what both did. */
import type { Cell, Sheet } from "./cells";

/** Rows or columns of a side, each by the key it has in all sheets: "b3" stood in the base, others were added. */
type Keys = string[];

const WINS = "w";
const LOSES = "l";

/** Say which of the base each of a side is: the same words, else in their order; the rest has been added. */
function keysOf(base: string[], side: string[], mark: string): Keys {
  if (base.length === side.length) return base.map((_, at) => `b${at}`);
  const keys: Keys = side.map((_, at) => `${mark}${at}`);
  let from = 0;
  const pair = (baseEnd: number, sideStart: number, sideEnd: number): void => {
    for (let at = 0; at < Math.min(baseEnd - from, sideEnd - sideStart); at += 1) keys[sideStart + at] = `b${from + at}`;
  };
  let next = 0;
  side.forEach((words, at) => {
    const found = base.indexOf(words, from);
    if (found < 0) return;
    pair(found, next, at);
    keys[at] = `b${found}`;
    from = found + 1;
    next = at + 1;
  });
  pair(base.length, next, side.length);
  return keys;
}

/** A sheet whose rows and columns have keys; the names of columns are the row "names". */
class Keyed {
  private readonly cells = new Map<string, Cell>();

  constructor(
    sheet: Sheet,
    readonly rows: Keys,
    readonly columns: Keys,
  ) {
    columns.forEach((column, along) => {
      this.cells.set(`names ${column}`, sheet.columns[along] ?? "");
      rows.forEach((row, down) => this.cells.set(`${row} ${column}`, sheet.rows[down]?.[along] ?? ""));
    });
  }

  at(row: string, column: string): Cell | undefined {
    return this.cells.get(`${row} ${column}`);
  }

  /** Say whether a row (or column) of this side holds anything that the base has not. */
  differs(base: Keyed, pairs: [string, string][]): boolean {
    return pairs.some(([row, column]) => this.at(row, column) !== undefined && this.at(row, column) !== base.at(row, column));
  }
}

/** Return what stays of both sides' keys, in order: nothing that either wrote into goes because the other removed it. */
function kept(wins: Keys, loses: Keys, winnerWrote: (key: string) => boolean, loserWrote: (key: string) => boolean): Keys {
  const found = wins.filter((key) => loses.includes(key) || winnerWrote(key));
  loses.forEach((key, at) => {
    if (wins.includes(key) || !loserWrote(key)) return;
    const before = loses.slice(0, at).reverse().find((one) => found.includes(one));
    found.splice(before === undefined ? 0 : found.indexOf(before) + 1, 0, key);
  });
  return found;
}

/** Return the winner's sheet with every change of the loser's that it does not contradict: one cell's, for instance. */
export function mergedSheet(base: Sheet, winner: Sheet, loser: Sheet): Sheet {
  const words = (sheet: Sheet): string[] => sheet.rows.map((row) => JSON.stringify(row));
  const plain = new Keyed(base, base.rows.map((_, at) => `b${at}`), base.columns.map((_, at) => `b${at}`));
  const sideOf = (sheet: Sheet, mark: string): Keyed =>
    new Keyed(sheet, keysOf(words(base), words(sheet), mark), keysOf(base.columns, sheet.columns, mark));
  const wins = sideOf(winner, WINS);
  const loses = sideOf(loser, LOSES);
  const inRow = (side: Keyed) => (row: string) => side.differs(plain, side.columns.map((column) => [row, column]));
  const inColumn = (side: Keyed) => (column: string) => side.differs(plain, ["names", ...side.rows].map((row) => [row, column]));
  const columns = kept(wins.columns, loses.columns, inColumn(wins), inColumn(loses));
  const rows = kept(wins.rows, loses.rows, inRow(wins), inRow(loses));
  const cell = (row: string, column: string): Cell => {
    const ours = wins.at(row, column);
    const theirs = loses.at(row, column);
    if (ours === undefined || theirs === undefined) return ours ?? theirs ?? plain.at(row, column) ?? "";
    return ours === plain.at(row, column) ? theirs : ours;
  };
  return {
    columns: columns.map((column) => String(cell("names", column))),
    rows: rows.map((row) => columns.map((column) => cell(row, column))),
  };
}
