/** Keys that news blocks need beyond Tiptap's own: leaving captions and boxes, moving blocks. */
import { Extension, type Editor } from "@tiptap/core";
import type { Node as PMNode } from "@tiptap/pm/model";
import { Selection, TextSelection, type EditorState } from "@tiptap/pm/state";
import { NodeSelection } from "@tiptap/pm/state";

const CAPTIONED = new Set(["figure", "galleryItem", "video", "audio", "panorama360", "arScene", "beforeAfter", "pullQuote"]);
const REPEATED = new Set(["timelineEntry", "scrollyStep"]);
// Parts that change places among themselves, inside the block that holds them.
const PARTS = new Set(["galleryItem", "timelineEntry", "scrollyStep"]);
const CONTAINERS = new Set(["box", "note", "answer", "liveEntry", "timelineEntry", "scrollyStep"]);

/** Put an empty paragraph after the outermost block around the caret and go there. */
export function leaveBlock(editor: Editor, upTo = 1): boolean {
  const { selection } = editor.state;
  return leaveBlockAt(editor, selection.$from.depth >= upTo ? selection.$from.after(upTo) : selection.to);
}

/** Go to the empty paragraph at this place between blocks, made if there is none. */
export function leaveBlockAt(editor: Editor, place: number): boolean {
  const { state, view } = editor;
  const paragraph = state.schema.nodes.paragraph!;
  let after = place;
  for (let $at = state.doc.resolve(after); $at.depth > 0; $at = state.doc.resolve(after)) {
    if ($at.parent.canReplaceWith($at.index(), $at.index(), paragraph)) break;
    after = $at.after();
  }
  const next = state.doc.nodeAt(after);
  const tr = state.tr;
  if (!(next?.type.name === "paragraph" && next.content.size === 0)) {
    tr.insert(after, paragraph.create());
  }
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  view.focus();
  return true;
}

function enterInCaption(editor: Editor): boolean {
  const { $from, empty } = editor.state.selection;
  const name = $from.parent.type.name;
  if (!empty) return false;
  if (name === "question") {
    const answer = Selection.findFrom(editor.state.doc.resolve($from.after()), 1, true);
    if (answer) editor.view.dispatch(editor.state.tr.setSelection(answer).scrollIntoView());
    return true;
  }
  if (!CAPTIONED.has(name)) return false;
  return leaveBlock(editor, name === "galleryItem" ? $from.depth - 1 : $from.depth);
}

/** Enter in the empty last paragraph of a container leaves it; of a repeated entry, starts the next. */
function enterAtContainerEnd(editor: Editor): boolean {
  const { state, view } = editor;
  const { $from, empty } = state.selection;
  if (!empty || $from.depth < 2 || $from.parent.type.name !== "paragraph" || $from.parent.content.size) return false;
  const container = $from.node(-1);
  const last = $from.index(-1) === container.childCount - 1;
  if (!CONTAINERS.has(container.type.name) || !last || container.childCount < 2) return false;
  const tr = state.tr.delete($from.before(), $from.after());
  const depth = container.type.name === "answer" ? $from.depth - 2 : $from.depth - 1;
  const at = tr.mapping.map($from.after(depth));
  const next = REPEATED.has(container.type.name) ? container.type.createAndFill() : state.schema.nodes.paragraph!.create();
  if (!next) return false;
  tr.insert(at, next);
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
}

/** Move the block around the caret past its neighbour. */
export function moveBlock(editor: Editor, step: -1 | 1, depth = 1): boolean {
  const { state, view } = editor;
  const { $from, from } = state.selection;
  const top = state.selection instanceof NodeSelection && $from.depth < depth;
  const start = top ? from : $from.before(depth);
  const parent = top ? $from.parent : $from.node(depth - 1);
  const index = $from.index(top ? $from.depth : depth - 1);
  const node = parent.maybeChild(index);
  const other = parent.maybeChild(index + step);
  if (!node || !other) return false;
  const inside = from - start;
  const tr = state.tr.delete(start, start + node.nodeSize);
  const at = step < 0 ? start - other.nodeSize : start + other.nodeSize;
  tr.insert(at, node);
  tr.setSelection(top ? NodeSelection.create(tr.doc, at) : TextSelection.near(tr.doc.resolve(at + inside)));
  view.dispatch(tr.scrollIntoView());
  return true;
}

/** Return how deep the part around the caret lies; 1, the block itself, outside any part. */
function partDepth({ selection }: EditorState): number {
  const { $from } = selection;
  if (selection instanceof NodeSelection && PARTS.has(selection.node.type.name)) return $from.depth + 1;
  for (let depth = $from.depth; depth > 1; depth -= 1) if (PARTS.has($from.node(depth).type.name)) return depth;
  return 1;
}

/** Return the node with keys of its own: two live entries of one key would be one to readers. */
export function withOwnKeys(node: PMNode): PMNode {
  return node.type.name === "liveEntry" ? node.type.create({ ...node.attrs, key: freshKey() }, node.content, node.marks) : node;
}

/** Return a key that no other live entry has. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(36).padStart(2, "0")).join("").slice(0, 10);
}

/** Move the part or block around the caret; the only part of a block takes the block along. */
export function moveHere(editor: Editor, step: -1 | 1): boolean {
  const depth = partDepth(editor.state);
  const { $from } = editor.state.selection;
  const alone = depth > 1 && $from.node(depth - 1).childCount === 1;
  return moveBlock(editor, step, alone ? 1 : depth);
}

/** Put a copy of the block around the caret below it. */
export function repeatBlock(editor: Editor): boolean {
  const { state, view } = editor;
  const place = topBlock(state);
  if (!place) return false;
  const node = state.doc.nodeAt(place.from);
  if (!node) return false;
  view.dispatch(state.tr.insert(place.to, withOwnKeys(node)).scrollIntoView());
  return true;
}

/** Remove the block around the caret. */
export function removeBlock(editor: Editor): boolean {
  const place = topBlock(editor.state);
  if (!place) return false;
  const tr = editor.state.tr.delete(place.from, place.to);
  editor.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(place.from, tr.doc.content.size)))));
  return true;
}

function topBlock(state: EditorState): { from: number; to: number } | null {
  const { $from, from, to } = state.selection;
  if ($from.depth > 0) return { from: $from.before(1), to: $from.after(1) };
  return state.selection instanceof NodeSelection ? { from, to } : null;
}

export const NewsKeys = Extension.create({
  name: "newsKeys",
  // Before Tiptap's own Enter, which would split a figure in two.
  priority: 1100,
  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      Enter: () => enterInCaption(editor) || enterAtContainerEnd(editor),
      "Mod-Enter": () => leaveBlock(editor),
      "Alt-Shift-ArrowUp": () => moveHere(editor, -1),
      "Alt-Shift-ArrowDown": () => moveHere(editor, 1),
      "Alt-Shift-Backspace": () => removeBlock(editor),
      "Mod-Alt-d": () => repeatBlock(editor),
    };
  },
});
