/** Suggesting mode: what a person types becomes a suggestion; what others send, and undo, stays what it is. */
import { Extension, type Editor } from "@tiptap/core";
import { ChangeSet } from "@tiptap/pm/changeset";
import { Plugin, PluginKey, TextSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { isSuggestion, piecesBetween, type Signed } from "./marks";
import { asSuggestions } from "./rewrite";
import { READY } from "./settle";

const INPUT_METHOD = 229;
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
    if (!tr.docChanged || isForeign(tr) || tr.getMeta(READY)) return tr;
    if (!this.on) return withoutInherited(editor, tr);
    const rewritten = asSuggestions(editor.state, tr, this.fresh());
    if (!rewritten) this.refused();
    return rewritten;
  }

  /**
   * Strike selected words before an input method composes over them. At `compositionstart` the browser has already
   * reckoned where the syllable goes, and it would come out broken.
   */
  private makeRoom(view: EditorView): void {
    const { selection, tr } = view.state;
    const struck = this.on && !selection.empty ? asSuggestions(view.state, tr.deleteSelection(), this.fresh()) : null;
    if (!struck) return;
    const { $from, $to } = selection;
    const place = struck.mapping.map($from.sameParent($to) ? $to.pos : $from.pos);
    view.dispatch(struck.setSelection(TextSelection.near(struck.doc.resolve(place), -1)).setMeta(READY, true));
  }

  private fresh(): Signed {
    return { id: freshId(), author: this.author, at: new Date().toISOString() };
  }

  extension(): Extension {
    const mode = this;
    return Extension.create({
      name: "suggesting",
      // Blocks ask it whether they may be changed: a suggestion knows no attributes.
      addStorage: () => ({ on: () => mode.on }),
      dispatchTransaction({ transaction, next }) {
        const taken = mode.take(this.editor, transaction);
        if (taken) next(taken);
      },
      addProseMirrorPlugins: () => [
        new Plugin({
          key: new PluginKey("suggesting"),
          props: {
            handleDOMEvents: {
              keydown: (view, event) => {
                if (isInputMethods(event)) mode.makeRoom(view);
                return false;
              },
            },
          },
          // What plugins add by themselves (an automatic link) would come in as no suggestion.
          filterTransaction: (tr) => !(mode.on && tr.docChanged && tr.getMeta("appendedTransaction") && !isForeign(tr)),
        }),
      ],
    });
  }
}

/** Say whether an input method takes this key: browsers give it the code 229. */
function isInputMethods(event: KeyboardEvent): boolean {
  return event.keyCode === INPUT_METHOD && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
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
