import { expect, test } from "vitest";
import { spanIn } from "./offsets";

const words = (text: string, start: number, end: number): string => text.slice(...spanIn(text, start, end));

test("plain letters stand where they stand", () => {
  expect(words("Hai nguowif", 4, 11)).toBe("nguowif");
});

test("an emoji is one character for the server and two for the browser", () => {
  expect(words("😀 hoa2 😀", 2, 6)).toBe("hoa2");
});

test("letters with their marks apart are one character for the server", () => {
  const apart = "Tiếng Việt nghìên".normalize("NFD");
  expect(words(apart, 11, 17)).toBe("nghìên".normalize("NFD"));
});

test("the end of the text is an end", () => {
  expect(spanIn("ổ", 0, 1)).toEqual([0, 1]);
  expect(spanIn("ổ".normalize("NFD"), 0, 1)).toEqual([0, 3]);
  expect(spanIn("a\n😀", 2, 3)).toEqual([2, 4]);
});
