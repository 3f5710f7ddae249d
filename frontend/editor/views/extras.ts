/** Buttons that a block's head carries beside its name. */
import type { Editor } from "@tiptap/core";
import { Fragment, type Node as PMNode } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import { h, icon } from "../dom";
import { t } from "../labels";
import { freshKey } from "../surface/keys";
import { tableBar } from "../tables/tools";
import { order, readMoment } from "./dates";
import { commitFields } from "./field";
import type { BlockHost, Desk } from "./host";

import iconClock from "@tabler/icons/outline/clock.svg?raw";
import iconPlus from "@tabler/icons/outline/plus.svg?raw";
import iconSort from "@tabler/icons/outline/sort-ascending.svg?raw";

function headButton(svg: string, label: string, run: () => void, words = false): HTMLButtonElement {
  const button = h(
    "button",
    { type: "button", class: `se-head-button${words ? " se-head-words" : ""}`, "aria-label": label, title: label },
    icon(svg),
    words && label,
  );
  // The caret stays in the text while a button is pressed.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
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

/** Say now: a live entry is told as it happens. */
function nowButton(host: BlockHost): HTMLElement {
  return headButton(iconClock, t("Bây giờ"), () => host.set({ at: new Date().toISOString() }), true);
}

/** Put a fresh entry above this one: readers see the newest first, and so does the desk. */
function newerButton(editor: Editor, host: BlockHost): HTMLElement {
  return headButton(iconPlus, t("Tin mới hơn"), () => {
    const position = host.position();
    const entry = editor.schema.nodes.liveEntry!.createAndFill({ at: new Date().toISOString(), key: freshKey() });
    if (position === undefined || !entry || !host.editable()) return;
    const tr = editor.state.tr.insert(position, entry);
    editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(position + 1))).scrollIntoView());
    editor.view.focus();
  }, true);
}

/** Put a timeline's entries in the order of their dates; those that tell no year stay behind the one before them. */
function sortButton(editor: Editor, host: BlockHost): HTMLElement {
  return headButton(iconSort, t("Xếp theo thời gian"), () => {
    commitFields();
    const position = host.position();
    const timeline = position === undefined ? null : editor.state.doc.nodeAt(position);
    if (position === undefined || !timeline || !host.editable()) return;
    const entries: { entry: PMNode; at: number }[] = [];
    timeline.forEach((entry) => {
      const moment = readMoment(String(entry.attrs.date ?? ""));
      entries.push({ entry, at: moment ? order(moment) : (entries.at(-1)?.at ?? -Infinity) });
    });
    const sorted = [...entries].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
    if (sorted.every((one, index) => one === entries[index])) return;
    const content = Fragment.from(sorted.map(({ entry }) => entry));
    editor.view.dispatch(editor.state.tr.replaceWith(position + 1, position + timeline.nodeSize - 1, content));
  }, true);
}

/** Return the extra elements for the head of this kind of block. */
export function extrasFor(name: string, editor: Editor, desk: Desk, host: BlockHost): HTMLElement[] {
  const adder = (label: string, child: string): HTMLElement[] => [
    headButton(iconPlus, label, () => appendChild(editor, host, child), true),
  ];
  switch (name) {
    case "table":
      return [tableBar(editor, host)];
    case "gallery":
      return galleryButton(editor, desk, host);
    case "timeline":
      return [sortButton(editor, host), ...adder(t("Thêm mốc"), "timelineEntry")];
    case "liveEntry":
      return [nowButton(host), newerButton(editor, host)];
    case "scrollySection":
      return adder(t("Thêm bước"), "scrollyStep");
    default:
      return [];
  }
}
