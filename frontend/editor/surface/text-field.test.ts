import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bindTextField, editBetween, movedCaret } from "./text-field";

function apply(before: string, after: string, caret: number): string {
  const { at, removed, inserted } = editBetween(before, after, caret);
  return before.slice(0, at) + inserted + before.slice(at + removed);
}

describe("editBetween", () => {
  test.each([
    ["", "a", 1],
    ["abc", "abXc", 3],
    ["aaaa", "aaaaa", 2],
    ["việt", "viet", 3],
    ["Cầu Rồng", "", 0],
    ["abcabc", "abc", 3],
  ])("%s becomes %s", (before, after, caret) => {
    expect(apply(before, after, caret)).toBe(after);
  });

  test("a letter among equal ones goes in where the caret is", () => {
    expect(editBetween("aaaa", "aaaaa", 2)).toEqual({ at: 1, removed: 0, inserted: "a" });
  });
});

test("a caret moves with words before it and stays with words behind it", () => {
  expect(movedCaret(5, [{ insert: "abc" }])).toBe(8);
  expect(movedCaret(5, [{ retain: 5 }, { insert: "abc" }])).toBe(5);
  expect(movedCaret(5, [{ retain: 1 }, { delete: 2 }])).toBe(3);
  expect(movedCaret(5, [{ retain: 4 }, { delete: 9 }])).toBe(4);
});

test("two fields over one text agree, and undo takes back only one's own", () => {
  const doc = new Y.Doc();
  const text = doc.getText("headline");
  const field = document.createElement("textarea");
  bindTextField(field, text);
  field.value = "Cầu Rồng";
  field.setSelectionRange(8, 8);
  field.dispatchEvent(new Event("input"));
  doc.transact(() => text.insert(0, "Nóng: "), "elsewhere");
  expect(field.value).toBe("Nóng: Cầu Rồng");
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true }));
  expect(field.value).toBe("Nóng: ");
});

test("a headline has one line", () => {
  const doc = new Y.Doc();
  const field = document.createElement("textarea");
  bindTextField(field, doc.getText("headline"));
  field.value = "Dòng một\nDòng hai";
  field.dispatchEvent(new Event("input"));
  expect(doc.getText("headline").toString()).toBe("Dòng một Dòng hai");
});
