/** The tools of a table: one row of buttons with one tab stop, and the same by keys. */
import { Extension, type Editor } from "@tiptap/core";
import { isInTable } from "@tiptap/pm/tables";
import { TextSelection } from "@tiptap/pm/state";
import { h, icon } from "../dom";
import { t } from "../labels";
import type { BlockHost } from "../views/host";

import iconColumnAfter from "@tabler/icons/outline/column-insert-right.svg?raw";
import iconColumnBefore from "@tabler/icons/outline/column-insert-left.svg?raw";
import iconColumnRemove from "@tabler/icons/outline/column-remove.svg?raw";
import iconHeaderColumn from "@tabler/icons/outline/table-column.svg?raw";
import iconHeaderRow from "@tabler/icons/outline/table-row.svg?raw";
import iconMerge from "@tabler/icons/outline/arrows-join-2.svg?raw";
import iconRowAfter from "@tabler/icons/outline/row-insert-bottom.svg?raw";
import iconRowBefore from "@tabler/icons/outline/row-insert-top.svg?raw";
import iconRowRemove from "@tabler/icons/outline/row-remove.svg?raw";
import iconSplit from "@tabler/icons/outline/arrows-split-2.svg?raw";

interface TableTool {
  icon: string;
  label: string;
  /** Keys as ProseMirror names them, and as people read them. */
  keys?: [code: string, words: string];
  run(editor: Editor): boolean;
}

/** Return what can be done to rows, columns and cells, in the order of the buttons. */
export function tableTools(): TableTool[] {
  return [
    { icon: iconRowBefore, label: t("Thêm hàng trên"), keys: ["Mod-Alt-ArrowUp", "Ctrl+Alt+↑"], run: (editor) => editor.commands.addRowBefore() },
    { icon: iconRowAfter, label: t("Thêm hàng dưới"), keys: ["Mod-Alt-ArrowDown", "Ctrl+Alt+↓"], run: (editor) => editor.commands.addRowAfter() },
    { icon: iconColumnBefore, label: t("Thêm cột bên trái"), keys: ["Mod-Alt-ArrowLeft", "Ctrl+Alt+←"], run: (editor) => editor.commands.addColumnBefore() },
    { icon: iconColumnAfter, label: t("Thêm cột bên phải"), keys: ["Mod-Alt-ArrowRight", "Ctrl+Alt+→"], run: (editor) => editor.commands.addColumnAfter() },
    { icon: iconRowRemove, label: t("Xóa hàng"), keys: ["Mod-Alt-Backspace", "Ctrl+Alt+Backspace"], run: (editor) => editor.commands.deleteRow() },
    { icon: iconColumnRemove, label: t("Xóa cột"), keys: ["Mod-Alt-Shift-Backspace", "Ctrl+Alt+Shift+Backspace"], run: (editor) => editor.commands.deleteColumn() },
    { icon: iconHeaderRow, label: t("Hàng đầu là tiêu đề"), run: (editor) => editor.commands.toggleHeaderRow() },
    { icon: iconHeaderColumn, label: t("Cột đầu là tiêu đề"), run: (editor) => editor.commands.toggleHeaderColumn() },
    { icon: iconMerge, label: t("Gộp ô đang chọn"), keys: ["Mod-Alt-g", "Ctrl+Alt+G"], run: (editor) => editor.commands.mergeOrSplit() },
    { icon: iconSplit, label: t("Tách ô"), run: (editor) => editor.commands.splitCell() },
  ];
}

/** A command needs the caret inside; from elsewhere it works on the last cell. */
function enterTable(editor: Editor, host: BlockHost): boolean {
  const position = host.position();
  const node = position === undefined ? null : editor.state.doc.nodeAt(position);
  if (position === undefined || !node) return false;
  const { from } = editor.state.selection;
  if (from <= position || from >= position + node.nodeSize) {
    const end = editor.state.doc.resolve(position + node.nodeSize - 1);
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(end, -1)));
  }
  return true;
}

/** Build the bar: arrow keys walk over it, Escape goes back to the cell. */
export function tableBar(editor: Editor, host: BlockHost): HTMLElement {
  const bar = h("div", { class: "se-table-tools", role: "toolbar", "aria-label": t("Công cụ bảng") });
  const buttons = tableTools().map(({ icon: svg, label, keys, run }, index) => {
    const title = keys ? `${label} (${keys[1]})` : label;
    const button = h("button", { type: "button", class: "se-head-button", "aria-label": label, title, tabindex: index ? -1 : 0 }, icon(svg));
    // The selection of cells must stay while a button is pressed.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      if (!enterTable(editor, host)) return;
      run(editor);
      // Pressed by a key, the next press may follow: the focus stays on the bar.
      if (event.detail > 0 || !button.isConnected) editor.view.focus();
    });
    return button;
  });
  bar.append(...buttons);
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") editor.view.focus();
    else if (step && at >= 0) {
      const next = buttons[(at + step + buttons.length) % buttons.length]!;
      buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
      next.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return bar;
}

/** Return the bar of the table around the caret, null outside any. */
export function barAtCaret(editor: Editor): HTMLElement | null {
  if (!isInTable(editor.state)) return null;
  const at = editor.view.domAtPos(editor.state.selection.from).node;
  const element = at instanceof Element ? at : at.parentElement;
  return element?.closest(".se-table")?.querySelector<HTMLElement>(".se-table-tools") ?? null;
}

/** The same by keys, inside a table only. */
export const TableKeys = Extension.create({
  name: "tableKeys",
  priority: 1100,
  addKeyboardShortcuts() {
    const { editor } = this;
    const inside = (run: TableTool["run"]) => () => isInTable(editor.state) && run(editor);
    const keyed = tableTools().flatMap(({ keys, run }) => (keys ? [[keys[0], inside(run)] as const] : []));
    return {
      ...Object.fromEntries(keyed),
      "Alt-F10": () => {
        const bar = barAtCaret(editor);
        bar?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
        return bar !== null;
      },
    };
  },
});
