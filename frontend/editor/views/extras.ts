/** Buttons that a block's head carries beside its name. */
import type { Editor } from "@tiptap/core";
import { Fragment } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import { h, icon } from "../dom";
import { t } from "../labels";
import { tableBar } from "../tables/tools";
import type { BlockHost, Desk } from "./host";

import iconPlus from "@tabler/icons/outline/plus.svg?raw";

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
      return adder(t("Thêm mốc"), "timelineEntry");
    case "scrollySection":
      return adder(t("Thêm bước"), "scrollyStep");
    default:
      return [];
  }
}
