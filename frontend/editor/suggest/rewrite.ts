/** Turns a person's own edit into suggestions: nothing that stood is lost, nothing new comes in unmarked. */
import { ChangeSet, type Change } from "@tiptap/pm/changeset";
import { Fragment, type Mark, type Node } from "@tiptap/pm/model";
import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { AddMarkStep, RemoveMarkStep } from "@tiptap/pm/transform";
import { isFormat, isSuggestion, markNamed, piecesBetween, signature, signedBy, type Piece, type Signed } from "./marks";

// A word typed over another is meant as a whole: what was replaced is not searched for letters that stayed.
const AS_TYPED = { encodeCharacter: () => 0, encodeNodeStart: () => 0, encodeNodeEnd: () => 0, compareTokens: () => false };
const CARRIED = ["composition", "uiEvent", "paste", "addToHistory"];

/** Return the edit as suggestions by this person, or null when it changes more than words and their look. */
export function asSuggestions(state: EditorState, tr: Transaction, fresh: Signed): Transaction | null {
  const typed = ChangeSet.create(state.doc, undefined, AS_TYPED).addSteps(tr.doc, tr.mapping.maps, null);
  // Clearing a page puts a new paragraph in its place: there it helps to know what really differs.
  const least = ChangeSet.create(state.doc).addSteps(tr.doc, tr.mapping.maps, null);
  for (const { changes } of [typed, least]) {
    const rewriting = new Rewriting(state, tr, fresh);
    if (rewriting.run(changes)) return rewriting.out;
  }
  return null;
}

class Rewriting {
  readonly out: Transaction;
  private caret: { place: number; after: number } | null = null;
  /** Something was tried on words that were already struck: no change, but no mistake either. */
  private harmless = false;

  constructor(
    private readonly state: EditorState,
    private readonly tr: Transaction,
    private readonly fresh: Signed,
  ) {
    this.out = state.tr;
  }

  run(changes: readonly Change[]): boolean {
    // From the last to the first, so that places before them stay what they were.
    for (const change of [...changes].reverse()) if (!this.change(change)) return false;
    this.tr.steps.forEach((step, index) => {
      if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) this.remark(step, index);
    });
    if (!this.out.docChanged && !this.harmless) return false;
    this.select();
    CARRIED.forEach((name) => this.tr.getMeta(name) !== undefined && this.out.setMeta(name, this.tr.getMeta(name)));
    if (this.tr.storedMarksSet) this.out.setStoredMarks(this.tr.storedMarks?.filter((mark) => !isSuggestion(mark)) ?? null);
    if (this.tr.scrolledIntoView) this.out.scrollIntoView();
    return true;
  }

  private change({ fromA, toA, fromB, toB }: Change): boolean {
    const { doc } = this.state;
    const words = wordsOf(this.tr.doc, fromB, toB);
    if (!words || holdsWholeBlocks(doc, fromA, toA)) return false;
    const pieces = piecesBetween(doc, fromA, toA);
    if (!words.length && !pieces.length) return false; // only the bounds of paragraphs
    const $from = doc.resolve(fromA);
    const $to = doc.resolve(toA);
    const within = $from.sameParent($to);
    const place = within ? toA : fromA;
    if (words.length && !doc.resolve(place).parent.inlineContent) return false;
    const signed = this.signedNear(pieces, $from.nodeBefore, within ? $to.nodeAfter : null);
    if (within) this.insert(words, place, signed);
    this.strike(pieces, signed);
    if (!within) this.insert(words, place, signed);
    if (!words.length) this.passOver(fromA, toA);
    return true;
  }

  /** Go on with a suggestion of this person that the change touches, so that a phrase is one suggestion. */
  private signedNear(pieces: Piece[], before: Node | null, after: Node | null): Signed {
    const sets = [before?.marks ?? [], ...pieces.map((piece) => piece.marks), after?.marks ?? []];
    for (const name of ["insertion", "deletion"]) {
      for (const marks of sets) {
        const mark = markNamed(marks, name);
        if (mark && signedBy(mark, this.fresh.author)) return signature(mark);
      }
    }
    return this.fresh;
  }

  private insert(words: Node[], place: number, signed: Signed): void {
    if (!words.length) return;
    const { schema } = this.state;
    const { parent } = this.state.doc.resolve(place);
    const mark = schema.marks.insertion!.create({ ...signed });
    const nodes = words.map((node) => node.mark(parent.type.allowedMarks(mark.addToSet(node.marks.filter((one) => !isSuggestion(one))))));
    this.out.insert(place, Fragment.from(nodes));
    const length = nodes.reduce((sum, node) => sum + node.nodeSize, 0);
    this.caret = { place: place + length, after: this.out.steps.length };
  }

  /** Own new words really go; all others are struck and stay. */
  private strike(pieces: Piece[], signed: Signed): void {
    const deletion = this.state.schema.marks.deletion!.create({ ...signed });
    for (const piece of [...pieces].reverse()) {
      const insertion = markNamed(piece.marks, "insertion");
      if (insertion && signedBy(insertion, this.fresh.author)) this.out.delete(piece.from, piece.to);
      else if (markNamed(piece.marks, "deletion")) this.harmless = true;
      else this.out.addMark(piece.from, piece.to, deletion);
    }
  }

  /** The caret goes over struck words the way the key was pressed. */
  private passOver(from: number, to: number): void {
    const { selection } = this.state;
    const forward = selection.empty && selection.head <= from;
    this.caret = { place: forward ? this.out.mapping.map(to) : from, after: this.out.steps.length };
  }

  private remark(step: AddMarkStep | RemoveMarkStep, index: number): void {
    const { mark } = step;
    const back = this.tr.mapping.slice(0, index).invert();
    const from = this.out.mapping.map(back.map(step.from, 1), 1);
    const to = this.out.mapping.map(back.map(step.to, -1), -1);
    if (to <= from || isSuggestion(mark)) return;
    const adds = step instanceof AddMarkStep;
    for (const piece of piecesBetween(this.out.doc, from, to)) {
      if (!isFormat(mark)) this.put(piece, mark, adds);
      else this.format(piece, mark, adds);
    }
  }

  private format(piece: Piece, mark: Mark, adds: boolean): void {
    const { author } = this.fresh;
    const insertion = markNamed(piece.marks, "insertion");
    if (insertion && signedBy(insertion, author)) return this.put(piece, mark, adds);
    const open = markNamed(piece.marks, "formatting");
    if (open && !signedBy(open, author)) return; // another person asks for another look: one question at a time
    const before = open ? (open.attrs.before as unknown) : looksOf(piece.marks);
    const after = looksOf(adds ? mark.addToSet(piece.marks) : mark.removeFromSet(piece.marks));
    this.put(piece, mark, adds);
    const type = this.state.schema.marks.formatting!;
    if (JSON.stringify(before) === JSON.stringify(after)) this.out.removeMark(piece.from, piece.to, type);
    else this.out.addMark(piece.from, piece.to, type.create({ ...(open ? signature(open) : this.fresh), before }));
  }

  private put(piece: Piece, mark: Mark, adds: boolean): void {
    if (adds) this.out.addMark(piece.from, piece.to, mark);
    else this.out.removeMark(piece.from, piece.to, mark);
  }

  private select(): void {
    const { selection } = this.tr;
    const back = this.tr.mapping.invert();
    const follow = (place: number): number => this.out.mapping.map(back.map(place));
    if (this.caret && selection.empty) {
      const place = this.out.mapping.slice(this.caret.after).map(this.caret.place);
      this.out.setSelection(TextSelection.near(this.out.doc.resolve(place), -1));
    } else if (selection instanceof TextSelection) {
      this.out.setSelection(TextSelection.between(this.out.doc.resolve(follow(selection.anchor)), this.out.doc.resolve(follow(selection.head))));
    }
  }
}

/** Return the runs of text between two places, or null when more than text stands there. */
function wordsOf(doc: Node, from: number, to: number): Node[] | null {
  const { content, openStart, openEnd } = doc.slice(from, to);
  const nodes: Node[] = [];
  content.forEach((node) => nodes.push(node));
  return openStart || openEnd || !nodes.every((node) => node.isText) ? null : nodes;
}

/** Say whether a picture, table, chart or the like would go: no mark could bring it back. */
function holdsWholeBlocks(doc: Node, from: number, to: number): boolean {
  let found = false;
  doc.nodesBetween(from, to, (node, place) => {
    const whole = place >= from && place + node.nodeSize <= to;
    if (whole && node.isBlock && (node.isAtom || node.type.spec.isolating === true)) found = true;
  });
  return found;
}

function looksOf(marks: readonly Mark[]): unknown[] {
  return marks.filter(isFormat).map((mark) => mark.toJSON() as unknown);
}
