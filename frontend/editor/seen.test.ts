import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { fingerprint } from "./seen";

describe("the name of a text", () => {
  it("is the one that the server gives", () => {
    const doc = new Y.Doc();
    doc.getText("headline").insert(0, "Tít");
    doc.getText("standfirst").insert(0, "Sapo");
    const paragraph = new Y.XmlElement("paragraph");
    const figure = new Y.XmlElement("figure");
    doc.getXmlFragment("body").push([paragraph, figure]);
    const text = new Y.XmlText();
    paragraph.push([text]);
    text.insert(0, "hai 🌾", { bold: {}, link: { href: "https://a.example/" } });
    text.insert(0, "một ", { "comment--IwKnNogv": { thread: "1" } });
    for (const [name, value] of Object.entries({ layout: "wide", focalY: 1, focalX: 0.25, credit: null })) {
      figure.setAttribute(name, value as string);
    }
    // hoitu/stories/document/tests/test_seen.py expects the same digits of the same text.
    expect(fingerprint(doc)).toBe("741662afabe418a1");
  });

  it("is another one after a deletion alone", () => {
    const doc = new Y.Doc();
    doc.getText("headline").insert(0, "abc");
    const before = fingerprint(doc);
    doc.getText("headline").delete(0, 1);
    expect(fingerprint(doc)).not.toBe(before);
  });
});
