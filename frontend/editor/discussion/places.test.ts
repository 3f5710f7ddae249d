import { Schema } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { markedPlace, quotedPlace, quoteOf } from "./places";

const schema = new Schema({
  nodes: { doc: { content: "paragraph+" }, paragraph: { content: "text*" }, text: {} },
  marks: { comment: { attrs: { thread: {} }, excludes: "" } },
});
const comment = (thread: string) => schema.mark("comment", { thread });
const paragraph = (...texts: [string, ...string[]][]) =>
  schema.node("paragraph", null, texts.map(([words, ...threads]) => schema.text(words, threads.map(comment))));
const doc = schema.node("doc", null, [
  paragraph(["Sáng nay, "], ["cầu", "a"], [" được", "a", "b"], [" thông xe."]),
  paragraph(["Người  dân rất vui.", "b"]),
]);

test("a thread is where its mark is, over other marks and paragraphs", () => {
  expect(quoteOf(doc, markedPlace(doc, "a")!)).toBe("cầu được");
  expect(quoteOf(doc, markedPlace(doc, "b")!)).toBe("được thông xe. Người dân rất vui.");
  expect(markedPlace(doc, "c")).toBeNull();
});

test("quoted words are found again, whatever white space is between them", () => {
  for (const quote of ["Sáng nay", "được thông xe. Người dân", "rất vui.", "Người dân"]) {
    expect(quoteOf(doc, quotedPlace(doc, quote)!)).toBe(quote);
  }
  expect(quotedPlace(doc, "tàu thông xe")).toBeNull();
  expect(quotedPlace(doc, "  ")).toBeNull();
});
