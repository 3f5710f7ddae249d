/** A footnote: a numbered mark in the line; its words are edited in a dialog. */
import { Extension, type Editor, type NodeViewRenderer } from "@tiptap/core";
import { h } from "../dom";
import { t } from "../labels";
import { askText } from "../surface/dialog";

declare module "@tiptap/core" {
  interface Storage {
    footnotes: { add(): void };
  }
}

async function edit(editor: Editor, position: () => number | undefined): Promise<void> {
  const at = position();
  const node = at === undefined ? null : editor.state.doc.nodeAt(at);
  if (!node || !editor.isEditable) return;
  const words = await askText(t("Chú giải cuối bài"), {
    label: t("Nội dung chú giải"), value: node.textContent, kind: "text", remove: t("Xóa chú giải"),
  });
  const now = position();
  const current = now === undefined ? null : editor.state.doc.nodeAt(now);
  if (now === undefined || current?.type.name !== "footnote") return;
  const { tr, schema } = editor.state;
  const text = words === null ? current.textContent : words;
  if (!text) tr.delete(now, now + current.nodeSize);
  else if (text !== current.textContent) tr.replaceWith(now + 1, now + current.nodeSize - 1, schema.text(text));
  if (tr.docChanged) editor.view.dispatch(tr);
  editor.view.focus();
}

/** Adds `editor.storage.footnotes.add()`. */
export const Footnotes = Extension.create<object, { add(): void }>({
  name: "footnotes",
  addStorage: () => ({ add: () => undefined }),
  onCreate() {
    this.storage.add = () => {
      const at = this.editor.state.selection.to;
      const node = this.editor.schema.nodes.footnote!.create();
      this.editor.view.dispatch(this.editor.state.tr.insert(at, node));
      void edit(this.editor, () => at);
    };
  },
});

/** The mark in the line. */
export const footnoteView: NodeViewRenderer = ({ editor, node, getPos }) => {
  const dom = h("button", { type: "button", class: "se-footnote", contenteditable: "false" });
  const show = (words: string): void => {
    dom.title = words;
    dom.setAttribute("aria-label", `${t("Chú giải cuối bài")}: ${words}`);
  };
  dom.addEventListener("click", () => void edit(editor, getPos));
  show(node.textContent);
  return {
    dom,
    update(next) {
      if (next.type.name !== "footnote") return false;
      show(next.textContent);
      return true;
    },
    ignoreMutation: () => true,
  };
};
