/** Findings as decorations: they move with the text, and nothing is redrawn while a syllable is composed. */
import type { Node as PMNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type { Finding } from "./reader";

export interface Marked {
  from: number;
  to: number;
  finding: Finding;
}

export const PROOF = new PluginKey<DecorationSet>("proof");
type FindingsOf = (text: string) => Finding[];

/** Return the words of a block, one letter for each place in the document. */
export function wordsOf(block: PMNode): string {
  return block.textBetween(0, block.content.size, undefined, (leaf) => (leaf.type.name === "hardBreak" ? "\n" : "\ufffc"));
}

/** Call with each block of words and the place where its words begin. */
export function eachBlock(doc: PMNode, visit: (text: string, at: number) => void): void {
  doc.descendants((node, position) => {
    if (!node.isTextblock) return !node.isText;
    if (!node.type.spec.code) visit(wordsOf(node), position + 1);
    return false;
  });
}

function drawn(doc: PMNode, findings: FindingsOf): DecorationSet {
  const made: Decoration[] = [];
  eachBlock(doc, (text, at) => {
    for (const finding of findings(text)) {
      const attrs = { class: `se-proof se-proof-${finding.kind}`, "data-kind": finding.kind };
      made.push(Decoration.inline(at + finding.from, at + finding.to, attrs, { finding }));
    }
  });
  return DecorationSet.create(doc, made);
}

/** The plugin; `opened` is told which finding was clicked. */
export function proofMarks(findings: FindingsOf, opened: (marked: Marked, view: EditorView) => void): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: PROOF,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        if (tr.getMeta(PROOF)) return drawn(tr.doc, findings);
        if (!tr.docChanged) return set;
        // Other people's words come as a new document, in which nothing can be followed.
        if (tr.getMeta(ySyncPluginKey)) return drawn(tr.doc, findings);
        return set.map(tr.mapping, tr.doc);
      },
    },
    props: {
      decorations: (state) => PROOF.getState(state),
      handleClick(view, position) {
        const marked = markedAt(view.state, position);
        if (marked) opened(marked, view);
        return false;
      },
    },
  });
}

/** Return every mark of the body, in its order. */
export function allMarked(state: EditorState): Marked[] {
  const found = PROOF.getState(state)?.find() ?? [];
  return found
    .map((one) => ({ from: one.from, to: one.to, finding: (one.spec as { finding: Finding }).finding }))
    .sort((a, b) => a.from - b.from);
}

/** Return the mark at a place. */
export function markedAt(state: EditorState, position: number): Marked | undefined {
  return allMarked(state).find((one) => one.from <= position && position <= one.to);
}

/** Return whether the marked words are still those that were judged. */
export function isStill(doc: PMNode, marked: Marked): boolean {
  return doc.textBetween(marked.from, marked.to, "\n", "\ufffc") === marked.finding.words;
}
