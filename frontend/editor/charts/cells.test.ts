import { expect, test } from "vitest";
import { cellsOfHtml, cellsOfText, oddCells, printFigure, readFigure, sheetOfCells, turned, withBlock, withCell, withoutColumn } from "./cells";
import { attrsOf, chartSpec, sheetOf, STYLES, styleOf, unitOf, type Style } from "./styles";

const unnamed = (number: number): string => `Cột ${number}`;
const VISITS = sheetOfCells(cellsOfText("Năm\tKhách\tDoanh thu\n2024\t1.200\t3,5\n2025\t1.850\t4,25\n"), unnamed);

test("figures are read as Vietnamese newsrooms write them", () => {
  const written = ["1.234,5", "20.000", "3,2%", "12", "n/a", "−1,5", "1,234.5", "1 200", "2.5", ""];
  expect(written.map(readFigure)).toEqual([1234.5, 20000, 3.2, 12, "n/a", -1.5, 1234.5, 1200, 2.5, ""]);
});

test("what is printed is read back", () => {
  for (const figure of [0, -3, 1234.5, 1_000_000, 0.125, 1850]) expect(readFigure(printFigure(figure))).toBe(figure);
});

test("a sheet pasted from Excel becomes columns and figures", () => {
  expect(VISITS).toEqual({ columns: ["Năm", "Khách", "Doanh thu"], rows: [["2024", 1200, 3.5], ["2025", 1850, 4.25]] });
});

test("figures without names get names, names twice are told apart", () => {
  expect(sheetOfCells([["2024", "1"], ["2025", "2"]], unnamed).columns).toEqual(["Cột 1", "Cột 2"]);
  expect(sheetOfCells([["a", "b", "b"], ["x", 1, 2]], unnamed).columns).toEqual(["a", "b", "b 2"]);
});

test("an HTML table keeps joined cells in their place", () => {
  const html = `<table><tr><td colspan=2>Huyện</td><td>Số</td></tr><tr><td>A</td><td></td><td>1.200</td></tr></table>`;
  expect(cellsOfHtml(html)).toEqual([["Huyện", "", "Số"], ["A", "", "1.200"]]);
  expect(cellsOfHtml("<p>không có bảng</p>")).toBeNull();
});

test("one cell's change leaves what others changed meanwhile", () => {
  const theirs = withCell(VISITS, 0, 1, "9.999", unnamed);
  const both = withCell(theirs, 1, 2, "5", unnamed);
  expect(both.rows).toEqual([["2024", 9999, 3.5], ["2025", 1850, 5]]);
  expect(withCell(VISITS, 7, 0, "mất hàng", unnamed)).toEqual(VISITS);
});

test("a pasted block grows the sheet as far as it reaches", () => {
  const grown = withBlock(VISITS, 1, 2, [["1", "2"], ["3", "x"]], unnamed);
  expect(grown).toEqual({
    columns: ["Năm", "Khách", "Doanh thu", "Cột 4"],
    rows: [["2024", 1200, 3.5, ""], ["2025", 1850, 1, 2], ["", "", 3, "x"]],
  });
  expect(oddCells(grown)).toEqual([{ row: 2, column: 3, words: "x" }]);
});

test("rows and columns exchange and go", () => {
  expect(turned(VISITS, unnamed)).toEqual({ columns: ["Năm", "2024", "2025"], rows: [["Khách", 1200, 1850], ["Doanh thu", 3.5, 4.25]] });
  expect(withoutColumn(VISITS, 1).columns).toEqual(["Năm", "Doanh thu"]);
});

test.each(Object.keys(STYLES) as Style[])("style %s is known again with its figures and unit", (style) => {
  const sheet = style === "arc" ? withoutColumn(VISITS, 2) : VISITS;
  const { spec, data } = attrsOf(style, sheet, "nghìn lượt");
  expect(styleOf(spec)).toBe(style);
  expect(unitOf(spec)).toBe("nghìn lượt");
  // The shared document gives a row's keys in any order.
  const stored = data.map((row) => Object.fromEntries(Object.entries(row).reverse()));
  expect(sheetOf(spec, stored)).toEqual(sheet);
});

test("one series needs no folding", () => {
  expect(chartSpec("column", ["Năm", "Khách"])).toMatchObject({ mark: "bar", encoding: { y: { field: "Khách" } } });
});
