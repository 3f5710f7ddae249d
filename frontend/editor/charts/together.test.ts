import { beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { withCell, withColumn, withoutRow, withRow, type Sheet } from "./cells";
import { unnamed } from "./grid";
import { mergedSheet } from "./merge";
import { attrsOf, sheetOf } from "./styles";
import { keepBothFigures } from "./together";

const BASE: Sheet = { columns: ["Năm", "Khách"], rows: [["2023", 1], ["2024", 2], ["2025", 3]] };

class Person {
  readonly doc = new Y.Doc();
  mayWrite = true;

  constructor() {
    keepBothFigures(this.doc, () => this.mayWrite);
  }

  get chart(): Y.XmlElement {
    return this.doc.getXmlFragment("body").get(0) as Y.XmlElement;
  }

  get sheet(): Sheet {
    const { spec, data } = this.chart.getAttributes() as unknown as { spec: unknown; data: unknown };
    return sheetOf(spec, data)!;
  }

  set(sheet: Sheet): void {
    const { spec, data } = attrsOf("column", sheet, "nghìn lượt");
    this.doc.transact(() => {
      this.chart.setAttribute("spec", spec as string);
      this.chart.setAttribute("data", data as unknown as string);
    });
  }

  hear(...others: Person[]): void {
    for (const other of others) Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)), "link");
  }
}


let lan: Person;
let minh: Person;

async function meet(...people: Person[]): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    for (const one of people) one.hear(...people.filter((other) => other !== one));
    await vi.advanceTimersByTimeAsync(5_000);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  const first = new Person();
  first.doc.getXmlFragment("body").insert(0, [new Y.XmlElement("chart")]);
  first.set(BASE);
  lan = new Person();
  minh = new Person();
  for (const one of [lan, minh]) one.hear(first);
});

test.each([[1, 2], [2, 1]])("two cells changed at once both stay, whoever Yjs prefers", async (lanId, minhId) => {
  lan.doc.clientID = lanId;
  minh.doc.clientID = minhId;
  lan.set(withCell(lan.sheet, 0, 1, "10", unnamed));
  lan.set(withCell(lan.sheet, 1, 1, "20", unnamed));
  minh.set(withCell(minh.sheet, 2, 1, "30", unnamed));
  await meet(lan, minh);
  expect(lan.sheet.rows).toEqual([["2023", 10], ["2024", 20], ["2025", 30]]);
  expect(minh.sheet).toEqual(lan.sheet);
});

test("three at once, one of whom only looks on", async () => {
  const thu = new Person();
  thu.hear(lan);
  thu.mayWrite = false;
  lan.set(withCell(lan.sheet, 0, 1, "10", unnamed));
  minh.set(withRow(minh.sheet, 3));
  await meet(thu, lan, minh);
  expect(thu.sheet.rows.map((row) => row[1])).toEqual([10, 2, 3, ""]);
});

test("whoever looks on puts them together when both have gone", async () => {
  const thu = new Person();
  thu.hear(lan);
  lan.set(withCell(lan.sheet, 0, 1, "10", unnamed));
  minh.set(withCell(minh.sheet, 2, 1, "30", unnamed));
  thu.hear(lan);
  thu.hear(minh);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(thu.sheet.rows.map((row) => row[1])).toEqual([10, 2, 30]);
});

test("one after the other is no conflict, and nobody writes again", async () => {
  lan.set(withCell(lan.sheet, 0, 1, "10", unnamed));
  minh.hear(lan);
  minh.set(withCell(minh.sheet, 0, 1, "11", unnamed));
  const before = Y.encodeStateVector(minh.doc);
  await meet(lan, minh);
  expect(lan.sheet.rows[0]).toEqual(["2023", 11]);
  expect(Y.encodeStateVector(lan.doc)).toEqual(before);
});

test("a row that one removed and the other wrote into stays", () => {
  const removed = withoutRow(BASE, 1);
  const written = withCell(BASE, 1, 1, "20", unnamed);
  expect(mergedSheet(BASE, removed, written).rows).toEqual([["2023", 1], ["2024", 20], ["2025", 3]]);
  expect(mergedSheet(BASE, written, removed).rows).toEqual([["2023", 1], ["2024", 20], ["2025", 3]]);
  expect(mergedSheet(BASE, removed, withCell(BASE, 0, 1, "9", unnamed)).rows).toEqual([["2023", 9], ["2025", 3]]);
});

test("a column of one and a row of the other", () => {
  const both = mergedSheet(BASE, withColumn(BASE, unnamed), withCell(withRow(BASE, 3), 3, 0, "2026", unnamed));
  expect(both).toEqual({ columns: ["Năm", "Khách", "Cột 3"], rows: [["2023", 1, ""], ["2024", 2, ""], ["2025", 3, ""], ["2026", "", ""]] });
});
