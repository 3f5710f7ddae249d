/** Suggesting mode: what a person types becomes a suggestion; what others send, and undo, stays what it is. */
import { Extension, type Editor } from "@tiptap/core";
import { ChangeSet } from "@tiptap/pm/changeset";
import { Plugin, PluginKey, type Transaction } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { isSuggestion, piecesBetween } from "./marks";
import { asSuggestions } from "./rewrite";
import { SETTLES } from "./settle";

const BLOCK_BOUND = "\ufffc";

export class SuggestingMode {
  on = false;

  /** `refused` is told when an edit cannot be a suggestion. */
  constructor(
    private readonly author: string,
    private readonly refused: () => void,
  ) {}

  /** Return the edit as it may go in: rewritten, as it is, or null when it may not. */
  take(editor: Editor, tr: Transaction): Transaction | null {
    if (!tr.docChanged || isForeign(tr) || tr.getMeta(SETTLES)) return tr;
    if (!this.on) return withoutInherited(editor, tr);
    const fresh = { id: freshId(), author: this.author, at: new Date().toISOString() };
    const rewritten = asSuggestions(editor.state, tr, fresh);
    if (!rewritten) this.refused();
    return rewritten;
  }

  extension(): Extension {
    const mode = this;
    return Extension.create({
      name: "suggesting",
      dispatchTransaction({ transaction, next }) {
        const taken = mode.take(this.editor, transaction);
        if (taken) next(taken);
      },
      addProseMirrorPlugins: () => [
        new Plugin({
          key: new PluginKey("suggesting"),
          // What plugins add by themselves (an automatic link) would come in as no suggestion.
          filterTransaction: (tr) => !(mode.on && tr.docChanged && tr.getMeta("appendedTransaction") && !isForeign(tr)),
        }),
      ],
    });
  }
}

function isForeign(tr: Transaction): boolean {
  return tr.getMeta(ySyncPluginKey) !== undefined;
}

/** Words that somebody who writes types into another's suggestion are the text's own, not part of that suggestion. */
function withoutInherited(editor: Editor, tr: Transaction): Transaction {
  const { changes } = ChangeSet.create(editor.state.doc).addSteps(tr.doc, tr.mapping.maps, null);
  for (const { fromB, toB } of changes) {
    if (toB <= fromB || tr.doc.textBetween(fromB, toB, BLOCK_BOUND, BLOCK_BOUND).includes(BLOCK_BOUND)) continue;
    for (const piece of piecesBetween(tr.doc, fromB, toB)) {
      piece.marks.filter(isSuggestion).forEach((mark) => tr.removeMark(piece.from, piece.to, mark));
    }
  }
  return tr;
}

/** `crypto.randomUUID` is missing on plain http inside an agency. */
function freshId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
