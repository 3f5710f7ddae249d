/** The handle beside a block: drag it, or press it for what can be done with the block. */
import type { Editor } from "@tiptap/core";
import { DragHandle } from "@tiptap/extension-drag-handle";
import { NodeSelection } from "@tiptap/pm/state";
import { h, icon, walkMenu } from "../dom";
import { t } from "../labels";
import { leaveBlock, moveBlock, removeBlock, repeatBlock } from "./keys";

import iconAdd from "@tabler/icons/outline/plus.svg?raw";
import iconCopy from "@tabler/icons/outline/copy.svg?raw";
import iconDown from "@tabler/icons/outline/arrow-down.svg?raw";
import iconGrip from "@tabler/icons/outline/grip-vertical.svg?raw";
import iconTrash from "@tabler/icons/outline/trash.svg?raw";
import iconUp from "@tabler/icons/outline/arrow-up.svg?raw";

/** Return the drag handle extension with its menu. */
export function blockHandle(): ReturnType<typeof DragHandle.configure> {
  let position = -1;
  let editor: Editor | null = null;
  const menu = h("div", { class: "se-menu dropdown-menu", role: "menu", "aria-label": t("Khối này") });
  const element = h(
    "button",
    { type: "button", class: "se-handle", tabindex: -1, "aria-label": t("Kéo để chuyển khối, bấm để xem lựa chọn"), title: t("Kéo để chuyển khối, bấm để xem lựa chọn") },
    icon(iconGrip),
  );

  const close = (): void => {
    menu.remove();
    document.removeEventListener("pointerdown", outside);
  };
  const outside = (event: Event): void => {
    if (!menu.contains(event.target as Node)) close();
  };
  const item = (svg: string, label: string, run: (current: Editor) => void): HTMLElement => {
    const button = h("button", { type: "button", role: "menuitem", class: "dropdown-item" }, icon(svg), label);
    button.addEventListener("click", () => {
      close();
      if (editor) run(editor);
      editor?.view.focus();
    });
    return button;
  };
  menu.append(
    item(iconAdd, t("Thêm đoạn bên dưới"), (current) => leaveBlock(current)),
    item(iconUp, t("Chuyển lên"), (current) => moveBlock(current, -1)),
    item(iconDown, t("Chuyển xuống"), (current) => moveBlock(current, 1)),
    item(iconCopy, t("Nhân đôi"), (current) => repeatBlock(current)),
    item(iconTrash, t("Xóa khối"), (current) => removeBlock(current)),
  );

  element.addEventListener("click", () => {
    if (!editor?.isEditable || position < 0 || !editor.state.doc.nodeAt(position)) return;
    editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, position)));
    const at = element.getBoundingClientRect();
    document.body.append(menu);
    menu.classList.add("show");
    menu.style.left = `${at.left + window.scrollX}px`;
    menu.style.top = `${at.bottom + 4 + window.scrollY}px`;
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    document.addEventListener("pointerdown", outside);
  });
  walkMenu(menu, () => {
    close();
    editor?.view.focus();
  });

  return DragHandle.configure({
    render: () => element,
    onNodeChange: (changed) => {
      editor = changed.editor;
      position = changed.node ? ((changed as unknown as { pos: number }).pos ?? -1) : -1;
    },
  });
}
