/** Buttons that a block's head carries beside its name. */
import type { Editor } from "@tiptap/core";
import { Fragment } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import { h, icon } from "../dom";
import { t } from "../labels";
import type { BlockHost, Desk } from "./host";

import iconColumnAdd from "@tabler/icons/outline/column-insert-right.svg?raw";
import iconColumnRemove from "@tabler/icons/outline/column-remove.svg?raw";
import iconHeader from "@tabler/icons/outline/table-row.svg?raw";
import iconMerge from "@tabler/icons/outline/arrow-merge.svg?raw";
import iconPlus from "@tabler/icons/outline/plus.svg?raw";
import iconRowAdd from "@tabler/icons/outline/row-insert-bottom.svg?raw";
import iconRowRemove from "@tabler/icons/outline/row-remove.svg?raw";
import iconSplit from "@tabler/icons/outline/arrows-split-2.svg?raw";

function headButton(svg: string, label: string, run: () => void, words = false): HTMLButtonElement {
  const button = h(
    "button",
    { type: "button", class: `se-head-button${words ? " se-head-words" : ""}`, "aria-label": label, title: label },
    icon(svg),
    words && label,
  );
  // On mousedown the selection must stay in the table, or the command would not know its cell.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
}

function intoBlock(editor: Editor, host: BlockHost, run: () => void): void {
  const position = host.position();
  if (position === undefined) return;
  const node = editor.state.doc.nodeAt(position);
  const { from } = editor.state.selection;
  // A command needs the caret inside; from elsewhere it works on the last cell.
  if (node && (from <= position || from >= position + node.nodeSize)) {
    const end = editor.state.doc.resolve(position + node.nodeSize - 1);
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(end, -1)));
  }
  run();
  editor.view.focus();
}

function tableButtons(editor: Editor, host: BlockHost): HTMLElement[] {
  const button = (svg: string, label: string, run: () => void): HTMLElement =>
    headButton(svg, label, () => intoBlock(editor, host, run));
  return [
    button(iconRowAdd, t("Thêm hàng dưới"), () => editor.commands.addRowAfter()),
    button(iconColumnAdd, t("Thêm cột bên phải"), () => editor.commands.addColumnAfter()),
    button(iconRowRemove, t("Xóa hàng"), () => editor.commands.deleteRow()),
    button(iconColumnRemove, t("Xóa cột"), () => editor.commands.deleteColumn()),
    button(iconHeader, t("Hàng đầu là tiêu đề"), () => editor.commands.toggleHeaderRow()),
    button(iconMerge, t("Gộp ô đang chọn"), () => editor.commands.mergeCells()),
    button(iconSplit, t("Tách ô"), () => editor.commands.splitCell()),
  ];
}

/** Append one more child of the given type to a container block. */
function appendChild(editor: Editor, host: BlockHost, type: string, attrs: Record<string, unknown> = {}): void {
  const position = host.position();
  const parent = position === undefined ? null : editor.state.doc.nodeAt(position);
  const child = editor.schema.nodes[type]?.createAndFill(attrs);
  if (position === undefined || !parent || !child) return;
  const at = position + parent.nodeSize - 1;
  const tr = editor.state.tr.insert(at, Fragment.from(child));
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  editor.view.focus();
}

function galleryButton(editor: Editor, { media }: Desk, host: BlockHost): HTMLElement[] {
  const file = h("input", { type: "file", accept: "image/*", multiple: true, class: "visually-hidden", tabindex: -1 });
  file.addEventListener("change", () => {
    for (const chosen of file.files ?? []) appendChild(editor, host, "galleryItem", { pending: media.hold(chosen) });
    file.value = "";
  });
  return [headButton(iconPlus, t("Thêm ảnh"), () => file.click(), true), file];
}

/** Return the extra elements for the head of this kind of block. */
export function extrasFor(name: string, editor: Editor, desk: Desk, host: BlockHost): HTMLElement[] {
  const adder = (label: string, child: string): HTMLElement[] => [
    headButton(iconPlus, label, () => appendChild(editor, host, child), true),
  ];
  switch (name) {
    case "table":
      return tableButtons(editor, host);
    case "gallery":
      return galleryButton(editor, desk, host);
    case "timeline":
      return adder(t("Thêm mốc"), "timelineEntry");
    case "scrollySection":
      return adder(t("Thêm bước"), "scrollyStep");
    default:
      return [];
  }
}
