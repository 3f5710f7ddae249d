/** Where in the text a thread is: by its mark, or by the words that were quoted. */
import type { Node } from "@tiptap/pm/model";

export interface Place {
  from: number;
  to: number;
}

/** Return the stretch that bears a thread's mark, from its first to its last letter. */
export function markedPlace(doc: Node, thread: string): Place | null {
  let place: Place | null = null;
  doc.descendants((node, at) => {
    if (!threadsOf(node).includes(thread)) return;
    place = { from: place?.from ?? at, to: at + node.nodeSize };
  });
  return place;
}

/** Return the threads whose marks a text node bears. */
export function threadsOf(node: Node): string[] {
  return node.marks.filter((mark) => mark.type.name === "comment").map((mark) => String(mark.attrs.thread));
}

/** Return the words between two places as a thread quotes them: one line, single spaces. */
export function quoteOf(doc: Node, place: Place): string {
  return doc.textBetween(place.from, place.to, " ", " ").replace(/\s+/g, " ").trim();
}

/** Return where quoted words stand first; white space may differ. */
export function quotedPlace(doc: Node, quote: string): Place | null {
  const wanted = quote.replace(/\s+/g, " ").trim();
  if (!wanted) return null;
  let words = "";
  const places: number[] = [];
  const add = (letter: string, at: number): void => {
    const isSpace = /\s/.test(letter);
    if (isSpace && (words === "" || words.endsWith(" "))) return;
    words += isSpace ? " " : letter;
    places.push(at);
  };
  doc.descendants((node, at) => {
    if (node.isText) for (let i = 0; i < node.text!.length; i++) add(node.text![i]!, at + i);
    else if (node.isBlock || node.type.name === "hardBreak") add(" ", at);
  });
  const start = words.indexOf(wanted);
  if (start < 0) return null;
  return { from: places[start]!, to: places[start + wanted.length - 1]! + 1 };
}
