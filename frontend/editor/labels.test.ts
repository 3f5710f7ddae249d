import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import english from "./labels.en.json";
import { t, useLabels } from "./labels";
import { NODES } from "./schema/types";

const here = import.meta.dirname;

function sources(): string[] {
  return readdirSync(here, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(here, name), "utf8"));
}

function sentences(): string[] {
  // Any literal with a Vietnamese letter is a text somebody sees, or a word to search by.
  const literal = /"((?:[^"\\\n]|\\.)*[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ](?:[^"\\\n]|\\.)*)"/giu;
  const called = /\bt\(\s*"((?:[^"\\]|\\.)*)"/g;
  const found = sources().flatMap((text) => {
    const withoutSearchWords = text.replace(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "").replace(/const WORDS[\s\S]*?\n};/, "").replace(/"[^"]*", \(editor\) =>/g, "");
    return [...withoutSearchWords.matchAll(literal), ...text.matchAll(called)].map((match) => JSON.parse(`"${match[1]}"`) as string);
  });
  const schema = Object.values(NODES).flatMap((node) => [
    node.label,
    ...(node.content_label ? [node.content_label] : []),
    ...Object.values(node.attrs).map((attr) => attr.label),
  ]);
  return [...new Set([...found, ...schema])].filter((sentence) => !["đ", "Đ"].includes(sentence));
}

test("every sentence has an English one", () => {
  expect(sentences().filter((sentence) => !(sentence in english))).toEqual([]);
});

test("places are filled in either language", () => {
  expect(t("Đã lưu lúc {time}", { time: "14:05" })).toBe("Đã lưu lúc 14:05");
  useLabels(english);
  expect(t("Đã lưu lúc {time}", { time: "14:05" })).toBe("Saved at 14:05");
  useLabels({});
});
