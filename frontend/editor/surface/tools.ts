/** The commands behind the buttons: what they are called, when they are on, which keys they have. */
import type { Editor } from "@tiptap/core";
import type {} from "@tiptap/extension-collaboration";
import { t } from "../labels";
import { MARKS } from "../schema/types";
import { askText } from "./dialog";

import iconAlignCenter from "@tabler/icons/outline/align-center.svg?raw";
import iconAlignLeft from "@tabler/icons/outline/align-left.svg?raw";
import iconAlignRight from "@tabler/icons/outline/align-right.svg?raw";
import iconBold from "@tabler/icons/outline/bold.svg?raw";
import iconClear from "@tabler/icons/outline/clear-formatting.svg?raw";
import iconBullets from "@tabler/icons/outline/list.svg?raw";
import iconCode from "@tabler/icons/outline/code.svg?raw";
import iconItalic from "@tabler/icons/outline/italic.svg?raw";
import iconLink from "@tabler/icons/outline/link.svg?raw";
import iconNumbers from "@tabler/icons/outline/list-numbers.svg?raw";
import iconQuote from "@tabler/icons/outline/quote.svg?raw";
import iconRedo from "@tabler/icons/outline/arrow-forward-up.svg?raw";
import iconStrike from "@tabler/icons/outline/strikethrough.svg?raw";
import iconSubscript from "@tabler/icons/outline/subscript.svg?raw";
import iconSuperscript from "@tabler/icons/outline/superscript.svg?raw";
import iconUnderline from "@tabler/icons/outline/underline.svg?raw";
import iconUndo from "@tabler/icons/outline/arrow-back-up.svg?raw";

export interface Tool {
  key: string;
  label: string;
  icon: string;
  keys?: string;
  run(editor: Editor): unknown;
  active?(editor: Editor): boolean;
  enabled?(editor: Editor): boolean;
}

const mark = (key: string, label: string, icon: string, keys?: string): Tool => ({
  key, label, icon, keys,
  run: (editor) => editor.chain().focus().toggleMark(key).run(),
  active: (editor) => editor.isActive(key),
});

/** Ask for an address and put it on the selected words; on a bare caret the address itself becomes the words. */
export async function editLink(editor: Editor): Promise<void> {
  const before = editor.getAttributes("link").href as string | undefined;
  const answer = await askText(t("Liên kết"), {
    label: t("Địa chỉ trang"), value: before ?? "", kind: "url", remove: before ? t("Bỏ liên kết") : undefined,
  });
  const chain = editor.chain().focus();
  if (answer === null) chain.run();
  else if (!answer) chain.extendMarkRange("link").unsetLink().run();
  else {
    const href = /^(https?:|mailto:|tel:|\/|#)/i.test(answer) ? answer : `https://${answer}`;
    if (editor.state.selection.empty && !before) {
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.extendMarkRange("link").setLink({ href }).run();
  }
}

/** Take formats away; comments and suggestions are none. */
export function clearFormats(editor: Editor): boolean {
  const formats = Object.entries(MARKS).filter(([, mark]) => mark.kind === "format");
  return formats.reduce((chain, [name]) => chain.unsetMark(name), editor.chain().focus()).run();
}

const align = (key: string, label: string, icon: string, value: string | null, keys: string): Tool => ({
  key, label, icon, keys,
  run: (editor) =>
    editor.chain().focus().updateAttributes("paragraph", { textAlign: value }).updateAttributes("heading", { textAlign: value }).run(),
  active: (editor) => value !== null && editor.isActive({ textAlign: value }),
});

/** All buttons of the toolbar, in groups. */
export function toolGroups(): Tool[][] {
  return [
    [
      { key: "undo", label: t("Hoàn tác"), icon: iconUndo, keys: "Ctrl+Z", run: (editor) => editor.chain().focus().undo().run(), enabled: (editor) => editor.can().undo() },
      { key: "redo", label: t("Làm lại"), icon: iconRedo, keys: "Ctrl+Y", run: (editor) => editor.chain().focus().redo().run(), enabled: (editor) => editor.can().redo() },
    ],
    [
      mark("bold", t("Đậm"), iconBold, "Ctrl+B"),
      mark("italic", t("Nghiêng"), iconItalic, "Ctrl+I"),
      { key: "link", label: t("Liên kết"), icon: iconLink, keys: "Ctrl+K", run: (editor) => void editLink(editor), active: (editor) => editor.isActive("link") },
    ],
    [
      { key: "bulletList", label: t("Danh sách"), icon: iconBullets, keys: "Ctrl+Shift+8", run: (editor) => editor.chain().focus().toggleBulletList().run(), active: (editor) => editor.isActive("bulletList") },
      { key: "orderedList", label: t("Danh sách đánh số"), icon: iconNumbers, keys: "Ctrl+Shift+7", run: (editor) => editor.chain().focus().toggleOrderedList().run(), active: (editor) => editor.isActive("orderedList") },
      { key: "blockquote", label: t("Trích dẫn"), icon: iconQuote, keys: "Ctrl+Shift+B", run: (editor) => editor.chain().focus().toggleBlockquote().run(), active: (editor) => editor.isActive("blockquote") },
    ],
  ];
}

/** Rarer formats, kept in the "more" menu. */
export function moreTools(): Tool[] {
  return [
    mark("underline", t("Gạch chân"), iconUnderline, "Ctrl+U"),
    mark("strike", t("Gạch ngang"), iconStrike, "Ctrl+Shift+S"),
    mark("subscript", t("Chỉ số dưới"), iconSubscript, "Ctrl+,"),
    mark("superscript", t("Chỉ số trên"), iconSuperscript, "Ctrl+."),
    mark("code", t("Mã"), iconCode, "Ctrl+E"),
    align("alignLeft", t("Căn trái"), iconAlignLeft, null, "Ctrl+Shift+L"),
    align("alignCenter", t("Căn giữa"), iconAlignCenter, "center", "Ctrl+Shift+E"),
    align("alignRight", t("Căn phải"), iconAlignRight, "right", "Ctrl+Shift+R"),
    { key: "clear", label: t("Bỏ định dạng"), icon: iconClear, keys: "Ctrl+\\", run: clearFormats },
  ];
}

/** Formats offered beside a selection. */
export function selectionTools(): Tool[] {
  const [, marks = []] = toolGroups();
  return [...marks, ...moreTools().filter((tool) => tool.key === "underline" || tool.key === "clear")];
}
