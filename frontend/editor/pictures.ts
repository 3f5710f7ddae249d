/** Image files that come by drag and drop, by paste or from the file dialog, and what becomes of them. */
import { Extension, type Editor } from "@tiptap/core";
import { Fragment, Slice, type Node as PMNode } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { h } from "./dom";
import { t } from "./labels";
import type { Media, Uploaded } from "./media";
import { cleanPastedHtml } from "./paste";
import { providerOf } from "./schema/types";
import { insertBlock } from "./surface/blocks";
import { withOwnKeys } from "./surface/keys";

function imagesOf(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

/** Put pictures at the caret: a figure each, or one gallery. */
export function insertPictures(editor: Editor, media: Media, files: File[], gallery = false): void {
  const { figure, galleryItem, gallery: group } = editor.schema.nodes;
  if (!figure || !galleryItem || !group || !files.length) return;
  if (gallery && files.length > 1) {
    const items = files.map((file) => galleryItem.create({ pending: media.hold(file) }));
    insertBlock(editor, group.create(null, Fragment.from(items)));
    return;
  }
  // The last first: each goes in right after the caret's block.
  for (const file of [...files].reverse()) insertBlock(editor, figure.create({ pending: media.hold(file) }));
}

/** Ask for image files, then put them in. */
export function pickPictures(editor: Editor, media: Media, gallery: boolean): void {
  const input = h("input", { type: "file", accept: "image/*", multiple: true, class: "visually-hidden", "aria-label": t("Chọn ảnh") });
  document.body.append(input);
  input.addEventListener("change", () => {
    insertPictures(editor, media, [...(input.files ?? [])], gallery);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  input.click();
}

/** Give every node that waited for this upload its asset; words the person already wrote stay. */
export function placeUpload(editor: Editor, pending: string, uploaded: Uploaded): void {
  const { tr } = editor.state;
  editor.state.doc.descendants((node, position) => {
    if (node.attrs.pending !== pending) return;
    tr.setNodeMarkup(position, undefined, {
      ...node.attrs,
      asset: uploaded.id,
      pending: null,
      alt: node.attrs.alt || uploaded.alt || null,
      credit: node.attrs.credit || uploaded.credit || null,
    });
    if (!node.content.size && uploaded.caption) tr.insertText(uploaded.caption, tr.mapping.map(position) + 1);
  });
  // The upload itself is nothing the writer would undo.
  if (tr.docChanged) editor.view.dispatch(tr.setMeta("addToHistory", false));
}

/** Keys of live entries that stand in the text; an entry that is cut or dragged keeps its own, which readers' links name. */
function takenKeys(view: EditorView): Set<string> {
  const keys = new Set<string>();
  if (!view.dragging) view.state.doc.forEach((node) => node.type.name === "liveEntry" && keys.add(String(node.attrs.key)));
  return keys;
}

/** Pasted `data:` pictures become files that go the ordinary way; copies of live entries get keys of their own. */
function adopted(media: Media, slice: Slice, taken: Set<string>): Slice {
  const adopt = (node: PMNode): PMNode => {
    const pending: unknown = node.attrs.pending;
    const content = mapFragment(node.content, adopt);
    if (typeof pending !== "string" || !pending.startsWith("data:image/")) {
      const copy = node.copy(content);
      return taken.has(String(node.attrs.key)) ? withOwnKeys(copy) : copy;
    }
    return node.type.create({ ...node.attrs, pending: media.hold(fileOf(pending)) }, content, node.marks);
  };
  return new Slice(mapFragment(slice.content, adopt), slice.openStart, slice.openEnd);
}

function mapFragment(fragment: Fragment, change: (node: PMNode) => PMNode): Fragment {
  const nodes: PMNode[] = [];
  fragment.forEach((node) => nodes.push(node.isText ? node : change(node)));
  return Fragment.from(nodes);
}

function fileOf(address: string): File {
  const [head = "", data = ""] = address.split(",", 2);
  const type = /data:([^;]+)/.exec(head)?.[1] ?? "image/png";
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  return new File([bytes], `anh-dan.${type.split("/")[1] ?? "png"}`, { type });
}

/** A lone address of a listed platform, pasted into an empty paragraph, is meant to be seen. */
function pasteEmbed(editor: Editor, text: string): boolean {
  const url = text.trim();
  const { parent } = editor.state.selection.$from;
  const provider = /\s/.test(url) ? null : providerOf(url);
  const embed = editor.schema.nodes.embed;
  if (!provider || !embed || parent.type.name !== "paragraph" || parent.content.size) return false;
  return insertBlock(editor, embed.create({ url, provider }));
}

/** Paste and drop: cleaned words, and pictures. */
export function intake(media: Media): Extension {
  return Extension.create({
    name: "intake",
    priority: 1050,
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          key: new PluginKey("intake"),
          props: {
            transformPastedHTML: cleanPastedHtml,
            transformPastedText: (text) => text.normalize("NFC"),
            transformPasted: (slice, view) => adopted(media, slice, takenKeys(view)),
            handlePaste(_view, event) {
              if (pasteEmbed(editor, event.clipboardData?.getData("text/plain") ?? "")) return true;
              const files = imagesOf(event.clipboardData);
              // Word and Excel put a picture of the words beside the words: the words are meant.
              if (!files.length || /<(p|table)\b/.test(event.clipboardData?.getData("text/html") ?? "")) return false;
              insertPictures(editor, media, files);
              return true;
            },
            handleDrop(view, event, _slice, moved) {
              const files = imagesOf(event.dataTransfer);
              if (moved || !files.length) return false;
              const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
              if (place) editor.commands.setTextSelection(place.pos);
              insertPictures(editor, media, files);
              return true;
            },
          },
        }),
      ];
    },
  });
}
