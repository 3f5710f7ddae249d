import { expect, test } from "vitest";
import { countSyllables, fold, matchesWords, readingMinutes } from "./fold";

test("letters lose their marks and keep their places", () => {
  expect(fold("Đà Nẵng, ƯƠNG")).toBe("da nang, uong");
  expect(fold("Thừa Thiên – Huế")).toHaveLength("Thừa Thiên – Huế".length);
});

test("a block is found by the beginnings of its words", () => {
  expect(matchesWords("Hộp thông tin", "hop ti")).toBe(true);
  expect(matchesWords("Hộp thông tin", "ông")).toBe(false);
});

test("syllables are counted as newsrooms count", () => {
  expect(countSyllables("Tối 31-12, hơn 20.000 người – đông!")).toBe(8);
  expect(countSyllables(" \n ")).toBe(0);
  expect(readingMinutes(0)).toBe(0);
  expect(readingMinutes(20)).toBe(1);
  expect(readingMinutes(1000)).toBe(3);
});
