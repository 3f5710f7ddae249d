/** Everything that can be put into a story: one list for the slash menu and the insert menu. */
import type { Editor } from "@tiptap/core";
import type { Node as PMNode, NodeType } from "@tiptap/pm/model";
import { NodeSelection, TextSelection } from "@tiptap/pm/state";
import { h } from "../dom";
import { t } from "../labels";
import { nodeSpec } from "../schema/types";
import { LOOKS } from "../views/looks";
import { matchesWords } from "./fold";
import { freshKey } from "./keys";

import iconArchive from "@tabler/icons/outline/photo-search.svg?raw";
import iconBullets from "@tabler/icons/outline/list.svg?raw";
import iconCode from "@tabler/icons/outline/code.svg?raw";
import iconFootnote from "@tabler/icons/outline/asterisk.svg?raw";
import iconHeading2 from "@tabler/icons/outline/h-2.svg?raw";
import iconHeading3 from "@tabler/icons/outline/h-3.svg?raw";
import iconNumbers from "@tabler/icons/outline/list-numbers.svg?raw";
import iconParagraph from "@tabler/icons/outline/pilcrow.svg?raw";
import iconRule from "@tabler/icons/outline/minus.svg?raw";

export interface BlockChoice {
  key: string;
  label: string;
  group: string;
  icon: string;
  words: string;
  insert(editor: Editor): void;
}

type Attrs = Record<string, unknown>;

/** Put a block at the caret: in place of an empty paragraph, else after the nearest block that allows it. */
export function insertBlock(editor: Editor, node: PMNode): boolean {
  const { state, view } = editor;
  const { $from, to } = state.selection;
  let from = to;
  let until = to;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const parent = $from.node(depth - 1);
    const current = $from.node(depth);
    const index = $from.index(depth - 1);
    const empty = current.type.name === "paragraph" && current.content.size === 0;
    if (!parent.canReplaceWith(empty ? index : index + 1, index + 1, node.type)) continue;
    from = empty ? $from.before(depth) : $from.after(depth);
    until = $from.after(depth);
    break;
  }
  const tr = state.tr.replaceWith(from, until, node);
  // The writer goes on below: a story never ends in a block one cannot type after.
  if (from + node.nodeSize === tr.doc.content.size && !["paragraph", "heading"].includes(node.type.name)) {
    tr.insert(tr.doc.content.size, state.schema.nodes.paragraph!.create());
  }
  const inside = TextSelection.findFrom(tr.doc.resolve(from + 1), 1, true);
  const holdsText = inside && inside.from < from + node.nodeSize;
  tr.setSelection(holdsText ? inside : NodeSelection.create(tr.doc, from));
  view.dispatch(tr.scrollIntoView());
  const dom = view.nodeDOM(from);
  const field = dom instanceof HTMLElement && !holdsText ? dom.querySelector<HTMLElement>("input:not([type=file]), textarea, select") : null;
  if (field) field.focus();
  else view.focus();
  return true;
}

function put(editor: Editor, name: string, attrs: Attrs = {}): void {
  const node = editor.schema.nodes[name]?.createAndFill(attrs);
  if (node) insertBlock(editor, node);
}

const FIRST_ROWS = 3;
const FIRST_COLUMNS = 3;

function insertTable(editor: Editor): void {
  const { table, tableRow, tableHeader, tableCell } = editor.schema.nodes;
  const row = (type: NodeType): PMNode => tableRow!.create(null, Array.from({ length: FIRST_COLUMNS }, () => type.createAndFill()!));
  const rows = Array.from({ length: FIRST_ROWS }, (_, index) => row(index ? tableCell! : tableHeader!));
  insertBlock(editor, table!.create(null, rows));
}

// Attributes that a new block needs at once.
const FRESH: Record<string, () => Attrs> = {
  liveEntry: () => ({ at: new Date().toISOString(), key: freshKey() }),
};

// Other words people look for the block by.
const WORDS: Record<string, string> = {
  figure: "hình picture image photo",
  gallery: "album bộ ảnh gallery",
  video: "clip phim",
  audio: "ghi âm podcast tiếng",
  table: "table số liệu",
  chart: "chart đồ thị graph",
  mapLocator: "map địa điểm vị trí",
  timeline: "timeline mốc diễn biến",
  box: "box khung",
  questionAnswer: "phỏng vấn interview qa",
  liveEntry: "live tường thuật",
  embed: "youtube facebook tiktok nhúng embed",
  poll: "poll bình chọn khảo sát",
  blockquote: "quote lời",
  pullQuote: "quote nổi bật",
  note: "ghi chú đính chính cập nhật",
  footnote: "footnote chú thích",
  beforeAfter: "ảnh so sánh before after slider",
  panorama360: "panorama 360 toàn cảnh",
  arScene: "ar 3d",
  scrollySection: "scrolly emagazine",
  aiLabel: "ai trí tuệ nhân tạo",
};

const ARCHIVE_WORDS = "kho archive library";

const TEXT = "Chữ";
const MEDIA = "Ảnh, video, âm thanh";
const DATA = "Số liệu";
const STORY = "Kể chuyện";

const LAYOUT: [group: string, names: string[]][] = [
  [MEDIA, ["figure", "gallery", "video", "audio", "embed", "beforeAfter", "panorama360", "arScene"]],
  [DATA, ["table", "chart", "mapLocator", "poll"]],
  [STORY, ["box", "note", "questionAnswer", "timeline", "liveEntry", "scrollySection", "aiLabel"]],
];

function textChoices(): BlockChoice[] {
  const text = (key: string, label: string, icon: string, words: string, insert: (editor: Editor) => void): BlockChoice => ({
    key, label: t(label), group: t(TEXT), icon, words, insert,
  });
  const named = (name: string, icon: string, words: string, insert: (editor: Editor) => void): BlockChoice =>
    text(name, nodeSpec(name).label, icon, words, insert);
  return [
    named("paragraph", iconParagraph, "chữ thường text", (editor) => editor.chain().focus().setParagraph().run()),
    text("heading2", "Tít phụ", iconHeading2, "heading h2", (editor) => editor.chain().focus().setHeading({ level: 2 }).run()),
    text("heading3", "Tít phụ nhỏ", iconHeading3, "heading h3", (editor) => editor.chain().focus().setHeading({ level: 3 }).run()),
    named("bulletList", iconBullets, "list chấm", (editor) => editor.chain().focus().toggleBulletList().run()),
    named("orderedList", iconNumbers, "list số", (editor) => editor.chain().focus().toggleOrderedList().run()),
    named("blockquote", LOOKS.blockquote!.icon, WORDS.blockquote!, (editor) => editor.chain().focus().toggleBlockquote().run()),
    named("pullQuote", LOOKS.pullQuote!.icon, WORDS.pullQuote!, (editor) => put(editor, "pullQuote")),
    named("horizontalRule", iconRule, "ngăn cách", (editor) => put(editor, "horizontalRule")),
    named("footnote", iconFootnote, WORDS.footnote!, (editor) => editor.storage.footnotes.add()),
    named("codeBlock", iconCode, "code", (editor) => editor.chain().focus().toggleCodeBlock().run()),
  ];
}

export interface PictureSources {
  /** Ask for image files and put them in. */
  fromDevice(editor: Editor, gallery: boolean): void;
  /** Let the person choose in the archive; missing for somebody who may not see it. */
  fromArchive?(editor: Editor): void;
}

/** Return all choices. */
export function blockChoices(pictures: PictureSources): BlockChoice[] {
  const special: Record<string, (editor: Editor) => void> = {
    figure: (editor) => pictures.fromDevice(editor, false),
    gallery: (editor) => pictures.fromDevice(editor, true),
    table: insertTable,
  };
  const blocks = LAYOUT.flatMap(([group, names]) =>
    names.map((name) => ({
      key: name,
      label: t(nodeSpec(name).label),
      group: t(group),
      icon: LOOKS[name]!.icon,
      words: WORDS[name] ?? "",
      insert: special[name] ?? ((editor: Editor) => put(editor, name, FRESH[name]?.())),
    })),
  );
  const { fromArchive } = pictures;
  const archive: BlockChoice[] = fromArchive
    ? [{ key: "archive", label: t("Ảnh từ kho"), group: t(MEDIA), icon: iconArchive, words: ARCHIVE_WORDS, insert: fromArchive }]
    : [];
  const at = blocks.findIndex((block) => block.key === "gallery");
  return [...textChoices(), ...blocks.slice(0, at), ...archive, ...blocks.slice(at)];
}

/** Return the choices that a person's few letters, with or without marks, can mean. */
export function findChoices(choices: BlockChoice[], question: string): BlockChoice[] {
  const byLabel = choices.filter((choice) => matchesWords(choice.label, question));
  const byWords = choices.filter((choice) => !byLabel.includes(choice) && matchesWords(choice.words, question));
  const found = [...byLabel, ...byWords];
  // Kept together by group, as they are shown; the best answer's group comes first.
  const groups = [...new Set(found.map((choice) => choice.group))];
  return groups.flatMap((group) => found.filter((choice) => choice.group === group));
}

/** Return the rows of a menu under their groups' names. */
export function inGroups(choices: BlockChoice[], row: (choice: BlockChoice, index: number) => HTMLElement): HTMLElement[] {
  const groups = new Map<string, HTMLElement>();
  choices.forEach((choice, index) => {
    let group = groups.get(choice.group);
    if (!group) {
      const name = h("div", { class: "dropdown-header", "aria-hidden": "true" }, choice.group);
      group = h("div", { role: "group", "aria-label": choice.group }, name);
      groups.set(choice.group, group);
    }
    group.append(row(choice, index));
  });
  return [...groups.values()];
}
