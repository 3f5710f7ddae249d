/** The marks of open threads, shown in the text; the passage a comment is being written about. */
import { Extension, type Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import { threadsOf, type Place } from "./places";

interface Shown {
  /** Open threads; a resolved one's mark stays in the text, unseen, until it is opened again. */
  open: ReadonlySet<string>;
  chosen: string;
  /** What a comment is being written about, in positions that other people's typing does not move. */
  about: { from: unknown; to: unknown } | null;
  drawn: DecorationSet;
}

const KEY = new PluginKey<Shown>("threads");

/** Show marks of open threads; `onChoose` hears of a click on one. */
export function threadMarks(onChoose: (thread: string) => void): Extension {
  return Extension.create({
    name: "threadMarks",
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin<Shown>({
          key: KEY,
          state: {
            init: () => ({ open: new Set(), chosen: "", about: null, drawn: DecorationSet.empty }),
            apply(tr, before) {
              const change = tr.getMeta(KEY) as Partial<Shown> | undefined;
              if (!change && !tr.docChanged) return before;
              const after = { ...before, ...change };
              return { ...after, drawn: draw(tr.doc, after, after.about && placeAbout(editor, after)) };
            },
          },
          props: {
            decorations: (state) => KEY.getState(state)?.drawn,
            handleClick(_view, _at, event) {
              const thread = (event.target as HTMLElement).closest<HTMLElement>("[data-talk]")?.dataset.talk;
              if (thread) onChoose(thread);
              return false;
            },
          },
        }),
      ];
    },
  });
}

function draw(doc: Node, shown: Omit<Shown, "drawn">, about: Place | null): DecorationSet {
  const drawn = about && about.to <= doc.content.size ? [Decoration.inline(about.from, about.to, { class: "talk-about" })] : [];
  if (shown.open.size) {
    doc.descendants((node, at) => {
      const thread = threadsOf(node).findLast((one) => shown.open.has(one));
      if (!thread) return;
      const look = { class: thread === shown.chosen ? "talk-mark talk-mark-chosen" : "talk-mark", "data-talk": thread };
      drawn.push(Decoration.inline(at, at + node.nodeSize, look));
    });
  }
  return drawn.length ? DecorationSet.create(doc, drawn) : DecorationSet.empty;
}

/** Say which threads are open, which one is chosen. Nothing is drawn anew when neither changed. */
export function showThreads(editor: Editor, open: ReadonlySet<string>, chosen: string): void {
  const now = KEY.getState(editor.state);
  if (!now || (now.chosen === chosen && now.open.size === open.size && [...open].every((one) => now.open.has(one)))) return;
  editor.view.dispatch(editor.state.tr.setMeta(KEY, { open, chosen }));
}

/** Remember the passage that a comment is being written about; null forgets it. */
export function writeAbout(editor: Editor, place: Place | null): void {
  const sync = ySyncPluginKey.getState(editor.state);
  const relative = (at: number): unknown => absolutePositionToRelativePosition(at, sync.type, sync.binding.mapping);
  const about = place && { from: relative(place.from), to: relative(place.to) };
  editor.view.dispatch(editor.state.tr.setMeta(KEY, { about }));
}

/** Return where the passage being written about is now, if it still is. */
export function aboutNow(editor: Editor): Place | null {
  const shown = KEY.getState(editor.state);
  return shown ? placeAbout(editor, shown) : null;
}

function placeAbout(editor: Editor, shown: Omit<Shown, "drawn">): Place | null {
  const sync = ySyncPluginKey.getState(editor.state);
  if (!shown.about || !sync?.binding) return null;
  const absolute = (at: unknown): number | null => relativePositionToAbsolutePosition(sync.doc, sync.type, at, sync.binding.mapping);
  const [from, to] = [absolute(shown.about.from), absolute(shown.about.to)];
  return from !== null && to !== null && from < to ? { from, to } : null;
}

/** Put a thread's mark on a passage; undo does not take a comment's place away. */
export function putMark(editor: Editor, thread: string, place: Place): void {
  const mark = editor.schema.marks.comment!.create({ thread });
  editor.view.dispatch(editor.state.tr.addMark(place.from, place.to, mark).setMeta("addToHistory", false));
}
