/** The outline of the story and the list of keyboard shortcuts. */
import type { Editor } from "@tiptap/core";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { h } from "../dom";
import { t } from "../labels";
import { nodeSpec } from "../schema/types";
import { openDialog } from "./dialog";

interface OutlineRow {
  level: number;
  words: string;
  position: number;
}

const LISTED = new Set([
  "figure", "gallery", "video", "audio", "table", "chart", "mapLocator", "timeline", "box", "questionAnswer",
  "liveEntry", "embed", "poll", "beforeAfter", "panorama360", "arScene", "scrollySection", "note", "aiLabel", "pullQuote",
]);

function outlineRows(editor: Editor): OutlineRow[] {
  const rows: OutlineRow[] = [];
  editor.state.doc.forEach((node, position) => {
    const name = node.type.name;
    if (name === "heading") rows.push({ level: Number(node.attrs.level), words: node.textContent, position });
    else if (LISTED.has(name)) {
      const words = String(node.attrs.title ?? node.attrs.caption ?? node.attrs.question ?? node.attrs.label ?? "") || node.textContent.slice(0, 60);
      rows.push({ level: 5, words: words ? `${t(nodeSpec(name).label)}: ${words}` : t(nodeSpec(name).label), position });
    }
  });
  return rows;
}

/** Show headings and blocks; choosing one goes there. */
export function openOutline(editor: Editor): void {
  const rows = outlineRows(editor);
  const list = h("ul", { class: "se-outline" });
  const empty = h("p", { class: "text-secondary mb-0" }, t("Bài chưa có tít phụ hay khối nào. Dàn bài hiện ra khi có tít phụ."));
  const dialog = openDialog(t("Dàn bài"), rows.length ? list : empty);
  for (const row of rows) {
    const go = (): void => {
      dialog.close();
      const { doc, tr } = editor.state;
      const node = doc.nodeAt(row.position);
      const near = node?.isAtom ? NodeSelection.create(doc, row.position) : TextSelection.near(doc.resolve(row.position + 1));
      editor.view.dispatch(tr.setSelection(near).scrollIntoView());
      editor.view.focus();
    };
    const button = h("button", { type: "button", class: "se-outline-row", onclick: go }, row.words || t("(chưa có chữ)"));
    list.append(h("li", { class: `se-outline-${row.level}` }, button));
  }
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]!.focus();
  });
  list.querySelector("button")?.focus();
}

const SHORTCUTS: [keys: string, meaning: string][] = [
  ["/", "Chèn khối: gõ tên, có dấu hay không dấu đều được"],
  ["Ctrl+B", "Đậm"],
  ["Ctrl+I", "Nghiêng"],
  ["Ctrl+U", "Gạch chân"],
  ["Ctrl+K", "Liên kết"],
  ["Ctrl+Alt+2", "Tít phụ"],
  ["Ctrl+Alt+3", "Tít phụ nhỏ"],
  ["Ctrl+Alt+0", "Đoạn văn"],
  ["Ctrl+Shift+8", "Danh sách"],
  ["Ctrl+Shift+7", "Danh sách đánh số"],
  ["Ctrl+Shift+B", "Trích dẫn"],
  ["Ctrl+\\", "Bỏ định dạng"],
  ["Ctrl+Enter", "Ra khỏi khối, xuống đoạn mới"],
  ["Alt+Shift+↑ / ↓", "Chuyển khối lên, xuống"],
  ["Ctrl+Alt+D", "Nhân đôi khối"],
  ["Alt+Shift+Backspace", "Xóa khối"],
  ["Esc", "Từ ô của khối: chọn cả khối"],
  ["Ctrl+Alt+↑ ↓ ← →", "Trong bảng: thêm hàng, cột"],
  ["Ctrl+Alt+Backspace", "Trong bảng: xóa hàng; thêm Shift để xóa cột"],
  ["Ctrl+Alt+G", "Trong bảng: gộp ô đang chọn, hoặc tách ô"],
  ["Ctrl+Z / Ctrl+Y", "Hoàn tác, làm lại phần của mình"],
  ["Ctrl+Alt+M", "Bình luận chữ đang chọn"],
  ["Ctrl+F", "Tìm và thay"],
  ["F8 / Shift+F8", "Chỗ soát lỗi sau, trước"],
  ["Alt+Enter", "Xem chỗ soát lỗi ở con trỏ"],
  ["Ctrl+S", "Lưu ngay"],
  ["Alt+F10", "Đến công cụ của bảng, ngoài bảng thì đến thanh công cụ"],
  ["Ctrl+/", "Bảng phím tắt này"],
];

/** Show the keyboard shortcuts. */
export function openShortcuts(): void {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const rows = SHORTCUTS.map(([keys, meaning]) =>
    h("div", { class: "se-shortcut" }, h("dt", {}, h("kbd", {}, mac ? keys.replaceAll("Ctrl", "⌘") : keys)), h("dd", {}, t(meaning))),
  );
  openDialog(t("Phím tắt"), h("dl", { class: "se-shortcuts" }, ...rows));
}
