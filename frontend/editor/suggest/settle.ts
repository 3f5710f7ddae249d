/** The open suggestions of a text, and settling them: accepted, refused, withdrawn. */
import { Mark, type Node } from "@tiptap/pm/model";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { isFormat, isSuggestion, markNamed, piecesBetween, signature, type Piece, type Signed } from "./marks";

/** On transactions that are made of suggestions already: these are not rewritten. */
export const READY = "suggestionsReady";

export interface Suggestion extends Signed {
  /** The words as they stand, and as they would stand; equal when only their look changes. */
  before: string;
  after: string;
  from: number;
  to: number;
}

export type Chosen = (signed: Signed) => boolean;

/** Return the open suggestions in reading order. */
export function suggestionsIn(doc: Node): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const piece of piecesBetween(doc, 0, doc.content.size)) {
    const words = doc.textBetween(piece.from, piece.to);
    for (const mark of piece.marks.filter(isSuggestion)) {
      const signed = signature(mark);
      const key = `${signed.author} ${signed.id}`;
      const one = found.get(key) ?? { ...signed, before: "", after: "", from: piece.from, to: piece.to };
      found.set(key, one);
      const apart = piece.from - one.to > 1 ? " … " : ""; // the next paragraph
      one.to = piece.to;
      if (mark.type.name !== "insertion") one.before += (one.before && apart) + words;
      if (mark.type.name !== "deletion") one.after += (one.after && apart) + words;
    }
  }
  return [...found.values()];
}

/** Return the transaction that accepts or refuses the chosen suggestions. */
export function settle(state: EditorState, chosen: Chosen, accept: boolean): Transaction {
  const { tr } = state;
  for (const piece of piecesBetween(state.doc, 0, state.doc.content.size).reverse()) settlePiece(tr, piece, chosen, accept);
  return tr.setMeta(READY, true);
}

function settlePiece(tr: Transaction, piece: Piece, chosen: Chosen, accept: boolean): void {
  const marks = piece.marks.filter((mark) => isSuggestion(mark) && chosen(signature(mark)));
  if (!marks.length) return;
  if (markNamed(marks, accept ? "deletion" : "insertion")) {
    tr.delete(piece.from, piece.to);
    return;
  }
  marks.forEach((mark) => tr.removeMark(piece.from, piece.to, mark));
  const looks = markNamed(marks, "formatting");
  if (!looks || accept) return;
  piece.marks.filter(isFormat).forEach((mark) => tr.removeMark(piece.from, piece.to, mark));
  const before = Array.isArray(looks.attrs.before) ? (looks.attrs.before as unknown[]) : [];
  for (const json of before) tr.addMark(piece.from, piece.to, Mark.fromJSON(tr.doc.type.schema, json));
}
