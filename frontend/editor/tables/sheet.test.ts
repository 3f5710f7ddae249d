import { expect, test } from "vitest";
import { cellsOfTabs, isSheet, namesColumns, squared, tableHtml } from "./sheet";

test("a cell of several lines stays one cell", () => {
  expect(cellsOfTabs('Xã\tGhi chú\r\nMường Tè\t"dòng một\ndòng ""hai"""\r\n')).toEqual([
    ["Xã", "Ghi chú"],
    ["Mường Tè", 'dòng một\ndòng "hai"'],
  ]);
});

test("empty cells keep their place, inches and lone quotes stay words", () => {
  expect(cellsOfTabs('\tA\t\n5" ống\t\tB')).toEqual([["", "A", ""], ['5" ống', "", "B"]]);
});

test("decomposed letters are composed", () => {
  expect(cellsOfTabs("Việt\tNam".normalize("NFD"))).toEqual([["Việt", "Nam"]]);
});

test("prose with one tab is no sheet", () => {
  expect(isSheet("Một đoạn\nHai đoạn\nBa\tđoạn")).toBe(false);
  expect(isSheet("Năm\tKhách\n2025\t10")).toBe(true);
  expect(isSheet("\tMột đoạn thụt đầu dòng")).toBe(false);
  expect(isSheet("không có gì")).toBe(false);
});

test("rows become as long as the longest", () => {
  expect(squared([["a"], ["b", "c", "d"], []])).toEqual([["a", "", ""], ["b", "c", "d"], ["", "", ""]]);
});

test("words over figures are a header; figures over figures and words over words are none", () => {
  expect(namesColumns([["Năm", "Khách"], ["2025", "10,2"]])).toBe(true);
  expect(namesColumns([["Tỉnh", "2024", "2025"], ["Lai Châu", "1.200", "1.350"]])).toBe(true);
  expect(namesColumns([["2024", "9,8"], ["2025", "10,2"]])).toBe(false);
  expect(namesColumns([["Họ tên", "Chức vụ"], ["Lan", "Phóng viên"]])).toBe(false);
});

test("what is pasted is never markup", () => {
  expect(tableHtml([["<img onerror=x>\nhai", "b"]])).toContain("<td>&lt;img onerror=x&gt;<br>hai</td>");
});
