import { Editor } from "@tiptap/core";
import { expect, test } from "vitest";
import { schemaExtensions } from "./build";
import { MARKS, NODES, providerOf } from "./types";

const editor = new Editor({ extensions: schemaExtensions() });

test("the editor knows exactly the nodes and marks of the document schema", () => {
  expect(Object.keys(editor.schema.nodes).sort()).toEqual(Object.keys(NODES).sort());
  expect(Object.keys(editor.schema.marks).sort()).toEqual(Object.keys(MARKS).sort());
});

test.each(Object.entries(NODES))("%s has the schema's content, group and attributes", (name, spec) => {
  const type = editor.schema.nodes[name]!;
  expect(type.spec.content ?? "").toBe(spec.content);
  expect(type.spec.group ?? "").toBe(spec.group ?? "");
  expect(type.spec.isolating ?? false).toBe(spec.isolating ?? false);
  expect(Object.keys(type.spec.attrs ?? {}).sort()).toEqual(Object.keys(spec.attrs).sort());
  for (const [attr, { default: value }] of Object.entries(spec.attrs)) {
    expect(type.spec.attrs![attr]!.default).toEqual(value);
  }
});

test.each(Object.entries(NODES).filter(([, spec]) => spec.group?.includes("block")))(
  "%s survives copying through HTML with its attributes",
  (name, spec) => {
    const attrs = Object.fromEntries(
      Object.entries(spec.attrs).map(([attr, { type, values, min }]) => {
        const sample = { integer: (min ?? 0) + 1, number: 1.5, boolean: true, enum: values?.[1], json: [{ a: 1 }], strings: ["một"] };
        return [attr, type in sample ? sample[type as keyof typeof sample] : "giá trị"];
      }),
    );
    const node = editor.schema.nodes[name]!.createAndFill(attrs)!;
    editor.commands.setContent({ type: "doc", content: [node.toJSON()] });
    const before = editor.getJSON();
    editor.commands.setContent(editor.getHTML());
    expect(editor.getJSON()).toEqual(before);
  },
);

test("only addresses of listed platforms have a provider", () => {
  expect(providerOf("https://www.youtube.com/watch?v=1")).toBe("youtube");
  expect(providerOf("https://youtube.com.evil.vn/")).toBeNull();
  expect(providerOf("http://youtube.com/")).toBeNull();
  expect(providerOf("javascript:alert(1)")).toBeNull();
});
