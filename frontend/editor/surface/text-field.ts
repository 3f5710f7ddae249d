/** A Y.Text in a plain textarea: words merge, the caret keeps its place, undo takes back only one's own words. */
import * as Y from "yjs";

interface Edit {
  at: number;
  removed: number;
  inserted: string;
}

/** Return the one replacement that turns `before` into `after`; `caret` (in `after`) settles repeated letters. */
export function editBetween(before: string, after: string, caret: number): Edit {
  const most = Math.min(before.length, after.length);
  let tail = 0;
  const tailLimit = Math.min(most, after.length - caret);
  while (tail < tailLimit && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  let head = 0;
  while (head < most - tail && before[head] === after[head]) head += 1;
  return { at: head, removed: before.length - tail - head, inserted: after.slice(head, after.length - tail) };
}

/** Return where a caret stands after someone else's change. */
export function movedCaret(caret: number, delta: Y.YTextEvent["delta"]): number {
  let index = 0;
  for (const step of delta) {
    if (step.retain !== undefined) index += step.retain;
    else if (typeof step.insert === "string") {
      // Words coming in exactly at the caret stand behind it: the writer goes on where they were.
      if (index < caret) caret += step.insert.length;
      index += step.insert.length;
    } else if (step.delete !== undefined) {
      caret -= Math.min(step.delete, Math.max(0, caret - index));
    }
  }
  return caret;
}

/** Bind the field to the text, both ways, until the returned function is called. */
export function bindTextField(field: HTMLTextAreaElement, text: Y.Text): () => void {
  const own = {};
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set([own]), captureTimeout: 600 });

  const show = (): void => {
    field.value = text.toString();
    field.dispatchEvent(new CustomEvent("text-shown"));
  };

  const onInput = (): void => {
    const clean = field.value.replace(/\s*\n\s*/g, " ");
    if (clean !== field.value) {
      const caret = field.selectionStart;
      field.value = clean;
      field.setSelectionRange(caret, caret);
    }
    const edit = editBetween(text.toString(), field.value, field.selectionStart);
    if (!edit.removed && !edit.inserted) return;
    text.doc?.transact(() => {
      if (edit.removed) text.delete(edit.at, edit.removed);
      if (edit.inserted) text.insert(edit.at, edit.inserted);
    }, own);
  };

  const onText = (event: Y.YTextEvent): void => {
    if (event.transaction.origin === own) return;
    const start = movedCaret(field.selectionStart, event.delta);
    const end = movedCaret(field.selectionEnd, event.delta);
    show();
    if (document.activeElement === field) field.setSelectionRange(start, end);
  };

  const onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) undo.redo();
    else undo.undo();
  };

  field.addEventListener("input", onInput);
  field.addEventListener("keydown", onKey);
  text.observe(onText);
  show();
  return () => {
    field.removeEventListener("input", onInput);
    field.removeEventListener("keydown", onKey);
    text.unobserve(onText);
    undo.destroy();
  };
}
