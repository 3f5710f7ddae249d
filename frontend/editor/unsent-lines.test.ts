import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { linesWith } from "./unsent-lines";

function story(): Y.Doc {
  const doc = new Y.Doc();
  const paragraphs = ["Một hai.", "Ba."].map((words) => {
    const element = new Y.XmlElement("paragraph");
    element.push([new Y.XmlText(words)]);
    return element;
  });
  doc.getText("headline").insert(0, "Tít");
  doc.getXmlFragment("body").push(paragraphs);
  return doc;
}

describe("words that the server did not take", () => {
  it("are shown in their lines, marked, and no other line is", () => {
    const doc = story();
    const before = Y.encodeStateVector(doc);
    const text = (doc.getXmlFragment("body").get(0) as Y.XmlElement).get(0) as Y.XmlText;
    text.insert(3, " rưỡi");
    text.delete(0, 1);
    expect(linesWith(doc, Y.encodeStateAsUpdate(doc, before))).toEqual([
      [
        { words: "ột", mine: false },
        { words: " rưỡi", mine: true },
        { words: " hai.", mine: false },
      ],
    ]);
  });

  it("are none when something was only deleted", () => {
    const doc = story();
    const before = Y.encodeStateVector(doc);
    doc.getText("headline").delete(0, 2);
    expect(linesWith(doc, Y.encodeStateAsUpdate(doc, before))).toEqual([]);
  });
});
