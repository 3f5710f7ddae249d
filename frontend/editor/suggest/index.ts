/** Suggesting as the page has it: the mode, its two buttons, the list of suggestions. */
import type { Editor } from "@tiptap/core";
import { h, icon } from "../dom";
import { t } from "../labels";
import type { WritingMode } from "../sync/link";
import { shapingChanged } from "../views/host";
import { knowPeople } from "./marks";
import { SuggestingMode } from "./mode";
import { SuggestionPanel } from "./panel";

import iconList from "@tabler/icons/outline/list-check.svg?raw";
import iconSuggest from "@tabler/icons/outline/pencil-question.svg?raw";

const SAID_FOR_MS = 8_000;

export class Suggesting {
  readonly mode: SuggestingMode;
  private readonly toggle = this.button(iconSuggest, t("Đề nghị sửa"), () => this.turn(!this.mode.on));
  private readonly list = this.button(iconList, t("Các đề nghị sửa"), () => this.panel?.show());
  private readonly badge = h("span", { class: "se-tool-count" });
  private readonly said = h("div", { class: "se-suggest-said", role: "alert", hidden: true });
  private panel: SuggestionPanel | null = null;
  private editor: Editor | null = null;
  private standing: WritingMode = "read";
  private timer = 0;

  constructor(
    private readonly person: string,
    people: Record<string, string>,
  ) {
    knowPeople(people);
    this.mode = new SuggestingMode(person, () => this.refuse());
    this.toggle.append(h("span", { class: "se-tool-words" }, t("Đề nghị sửa")));
    this.list.append(this.badge);
  }

  /** Put the buttons at the end of the toolbar, and return what stands below it. */
  mount(editor: Editor, toolbar: HTMLElement): HTMLElement[] {
    this.editor = editor;
    this.panel = new SuggestionPanel(
      editor,
      () => ({ settles: this.standing === "write", suggests: this.standing === "suggest", person: this.person }),
      (count) => (this.badge.textContent = count ? String(count) : ""),
    );
    toolbar.append(h("div", { class: "se-tool-group" }, this.toggle, this.list));
    return [this.panel.element, this.said];
  }

  /** Follow what the server says this person may do: who may only suggest cannot turn it off. */
  follow(standing: WritingMode): void {
    const changed = standing !== this.standing;
    this.standing = standing;
    this.toggle.disabled = standing !== "write";
    if (changed) this.turn(standing === "suggest");
    this.panel?.draw();
  }

  private turn(on: boolean): void {
    this.mode.on = on;
    this.toggle.classList.toggle("active", on);
    this.toggle.setAttribute("aria-pressed", String(on));
    this.said.hidden = true;
    if (this.editor) shapingChanged(this.editor);
  }

  private refuse(): void {
    window.clearTimeout(this.timer);
    this.said.textContent = t(
      "Khi đề nghị sửa chỉ thêm, bỏ chữ và đổi định dạng được. Muốn tách, gộp đoạn hay thêm, bỏ khối, hãy ghi bình luận.",
    );
    this.said.hidden = false;
    this.timer = window.setTimeout(() => (this.said.hidden = true), SAID_FOR_MS);
  }

  private button(svg: string, label: string, run: () => void): HTMLButtonElement {
    const element = h("button", { type: "button", class: "se-tool", "aria-label": label, title: label, tabindex: -1 }, icon(svg));
    // The caret stays in the text while a button is pressed.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    element.addEventListener("click", run);
    return element;
  }
}
