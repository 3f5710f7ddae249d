/** Cells copied from a spreadsheet: read as text, made square, told apart from prose. */

const MOST_CELLS = 20_000;

/** Return the cells of tab-separated text as Excel and Sheets write it: a cell of several lines stands in quotes. */
export function cellsOfTabs(text: string): string[][] {
  const rows: string[][] = [[]];
  const words = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  for (const [, quoted, plain, end] of words.matchAll(/(?:"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*))(\t|\n|$)/g)) {
    rows.at(-1)!.push((quoted?.replaceAll('""', '"') ?? plain ?? "").trim().normalize("NFC"));
    if (end === "\n") rows.push([]);
    if (!end) break;
  }
  return rows;
}

/** Say whether pasted text is a part of a sheet: two columns or more in most of its lines. A tab before a paragraph only indents it. */
export function isSheet(text: string): boolean {
  const lines = text.trim().split(/\r\n?|\n/);
  const tabbed = lines.filter((line) => /\S.*\t|\t.*\t/.test(line)).length;
  return tabbed > 0 && tabbed * 2 >= lines.length;
}

/** Return the cells with every row as long as the longest. A sheet too large for a story is cut. */
export function squared(cells: string[][]): string[][] {
  const width = Math.max(1, ...cells.map((row) => row.length));
  const most = Math.max(1, Math.floor(MOST_CELLS / width));
  return cells.slice(0, most).map((row) => [...row, ...Array<string>(width - row.length).fill("")]);
}

const FIGURE = /^[−–-]?[\d.,\s]*\d\s*%?$/;

/** Say whether the first row names the columns: all words, over a row with a figure. */
export function namesColumns(cells: string[][]): boolean {
  const [first = [], ...rest] = cells;
  const names = first.slice(1);
  const isYear = (cell: string): boolean => /^(19|20)\d\d$/.test(cell);
  const worded = names.length > 0 && names.every((cell) => cell !== "" && (!FIGURE.test(cell) || isYear(cell)));
  return worded && rest.some((row) => row.some((cell) => FIGURE.test(cell)));
}

/** Return the cells as the HTML of a table, for the editor's own way of pasting. */
export function tableHtml(cells: string[][]): string {
  const table = document.createElement("table");
  for (const row of squared(cells)) {
    const line = table.insertRow();
    for (const words of row) {
      const cell = line.insertCell();
      words.split("\n").forEach((part, index) => cell.append(...(index ? [document.createElement("br")] : []), part));
    }
  }
  return table.outerHTML;
}
