/** The figures of a chart as rows of cells: read as newsrooms write them, changed one at a time. */

export type Cell = string | number;

/** Names of columns, and rows as long as those; the first column names what a row is about. */
export interface Sheet {
  columns: string[];
  rows: Cell[][];
}

const MINUS = /^[−–]/;

/** Read a number as Vietnamese newsrooms write it: 1.234,5. Returns the text itself when it is none. */
export function readFigure(text: string): Cell {
  const clean = text.trim().replace(/[\s\u00a0%]/g, "").replace(MINUS, "-");
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(clean)) return Number(clean.replace(/\./g, "").replace(",", "."));
  // An English sheet gives itself away by both signs or by repeated commas.
  if (/^-?\d{1,3}(,\d{3})+\.\d+$/.test(clean) || /^-?\d{1,3}(,\d{3}){2,}$/.test(clean)) return Number(clean.replace(/,/g, ""));
  if (/^-?\d+([.,]\d+)?$/.test(clean)) return Number(clean.replace(",", "."));
  return text.trim();
}

/** Write a cell as it can be typed and read back: 1234.5 is 1.234,5. */
export function printFigure(cell: Cell): string {
  return typeof cell === "number" ? new Intl.NumberFormat("vi", { maximumFractionDigits: 10 }).format(cell) : cell;
}

/** Return the cells of pasted text: tabs of a spreadsheet, or semicolons of a CSV line. */
export function cellsOfText(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const separator = text.includes("\t") ? "\t" : lines.length > 1 && text.includes(";") ? ";" : "\t";
  return lines.map((line) => line.split(separator).map((cell) => cell.trim().normalize("NFC")));
}

/** Return the cells of the first table of pasted HTML; null when there is none. Joined cells keep their place. */
export function cellsOfHtml(html: string): string[][] | null {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  return [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => {
      const words = (cell.textContent ?? "").replace(/\s+/g, " ").trim().normalize("NFC");
      return [words, ...Array<string>(Math.max(0, cell.colSpan - 1)).fill("")];
    }),
  );
}

/** Return names no two of which are alike, none empty. */
export function distinctNames(names: string[], unnamed: (number: number) => string): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const wanted = name.trim() || unnamed(index + 1);
    let free = wanted;
    for (let number = 2; taken.has(free); number += 1) free = `${wanted} ${number}`;
    taken.add(free);
    return free;
  });
}

/** Turn pasted or imported cells, names of columns first, into a sheet. */
export function sheetOfCells(cells: Cell[][], unnamed: (number: number) => string): Sheet {
  const width = Math.max(1, ...cells.map((row) => row.length));
  const first = cells[0] ?? [];
  // A first row that holds figures names nothing.
  const named = !first.slice(1).some((cell) => typeof (typeof cell === "string" ? readFigure(cell) : cell) === "number");
  const names = Array.from({ length: width }, (_, at) => (named ? String(first[at] ?? "") : ""));
  const rows = (named ? cells.slice(1) : cells).filter((row) => row.some((cell) => cell !== ""));
  return {
    columns: distinctNames(names, unnamed),
    rows: rows.map((row) => Array.from({ length: width }, (_, at) => typed(row[at] ?? "", at))),
  };
}

const typed = (cell: Cell, column: number): Cell => (column === 0 ? String(cell) : typeof cell === "string" ? readFigure(cell) : cell);

/** Return the sheet with one cell changed; row -1 holds the names of columns. What others changed elsewhere stays. */
export function withCell(sheet: Sheet, row: number, column: number, text: string, unnamed: (number: number) => string): Sheet {
  if (column >= sheet.columns.length || row >= sheet.rows.length) return sheet;
  if (row < 0) {
    const names = sheet.columns.map((name, at) => (at === column ? text : name));
    return { ...sheet, columns: distinctNames(names, unnamed) };
  }
  return { ...sheet, rows: sheet.rows.map((cells, at) => (at === row ? cells.map((cell, place) => (place === column ? typed(text, column) : cell)) : cells)) };
}

/** Return the sheet with these cells written from a place on; it grows as far as they reach. */
export function withBlock(sheet: Sheet, row: number, column: number, cells: string[][], unnamed: (number: number) => string): Sheet {
  const width = Math.max(sheet.columns.length, ...cells.map((line) => column + line.length));
  const height = Math.max(sheet.rows.length, row + cells.length);
  let next: Sheet = {
    columns: distinctNames(Array.from({ length: width }, (_, at) => sheet.columns[at] ?? ""), unnamed),
    rows: Array.from({ length: height }, (_, at) => Array.from({ length: width }, (_unused, place) => sheet.rows[at]?.[place] ?? "")),
  };
  cells.forEach((line, down) => line.forEach((text, along) => (next = withCell(next, row + down, column + along, text, unnamed))));
  return next;
}

/** Return the sheet with an empty row before this place. */
export function withRow(sheet: Sheet, at: number): Sheet {
  return { ...sheet, rows: [...sheet.rows.slice(0, at), sheet.columns.map(() => ""), ...sheet.rows.slice(at)] };
}

/** Return the sheet with one more column at the end. */
export function withColumn(sheet: Sheet, unnamed: (number: number) => string): Sheet {
  return { columns: distinctNames([...sheet.columns, ""], unnamed), rows: sheet.rows.map((row) => [...row, ""]) };
}

// `toSpliced` is missing in the browsers of older office machines.
const without = <T>(list: T[], at: number): T[] => list.filter((_, index) => index !== at);

export function withoutRow(sheet: Sheet, at: number): Sheet {
  return { ...sheet, rows: without(sheet.rows, at) };
}

export function withoutColumn(sheet: Sheet, at: number): Sheet {
  return { columns: without(sheet.columns, at), rows: sheet.rows.map((row) => without(row, at)) };
}

/** Return the sheet with rows and columns exchanged. */
export function turned(sheet: Sheet, unnamed: (number: number) => string): Sheet {
  const corner = sheet.columns[0] ?? "";
  const names = distinctNames([corner, ...sheet.rows.map((row) => String(row[0] ?? ""))], unnamed);
  return { columns: names, rows: sheet.columns.slice(1).map((name, at) => [name, ...sheet.rows.map((row) => row[at + 1] ?? "")]) };
}

/** Return the cells that should be figures and are none: row and column, from 0. */
export function oddCells(sheet: Sheet): { row: number; column: number; words: string }[] {
  return sheet.rows.flatMap((cells, row) =>
    cells.flatMap((cell, column) => (column > 0 && typeof cell === "string" && cell !== "" ? [{ row, column, words: cell }] : [])),
  );
}

/** Say whether nothing has been written into it. */
export function isBlank(sheet: Sheet): boolean {
  return sheet.rows.every((row) => row.every((cell) => cell === ""));
}
