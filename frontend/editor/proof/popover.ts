/** What is said about one finding, and what can be done about it, beside the words. */
import { h } from "../dom";
import { t } from "../labels";
import type { Finding } from "./reader";

export interface Choices {
  replace(words: string): void;
  ignore(): void;
  /** Missing for somebody who does not keep the house's list. */
  allow?(): void;
  closed(): void;
}

const KINDS: Record<string, string> = {
  typing: "Phím gõ",
  spelling: "Chính tả",
  tone: "Dấu thanh",
  doubled: "Lặp từ",
  spacing: "Dấu cách",
  punctuation: "Dấu câu",
  wording: "Quy tắc viết",
  name: "Tên riêng",
  unit: "Địa danh cũ",
};

export function kindName(kind: string): string {
  return t(KINDS[kind] ?? kind);
}

const EDGE_PX = 8;

export class Popover {
  readonly element = h("div", { class: "se-proof-pop", role: "dialog", "aria-label": t("Soát lỗi"), hidden: true });
  private closed: (() => void) | null = null;

  constructor() {
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.close(true);
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.element.hidden && !this.element.contains(event.target as Node)) this.close(false);
    });
  }

  /** Show a finding under a box of the window; `focus` brings the keyboard in. */
  show(finding: Finding, box: DOMRect, choices: Choices, focus: boolean): void {
    const button = (label: string, style: string, run: () => void): HTMLButtonElement =>
      h("button", { type: "button", class: `btn btn-sm ${style}`, onclick: () => {
        this.close(true);
        run();
      } }, label);
    const visible = (words: string): string => words.replaceAll(" ", "\u2423");
    const named = (words: string): string => (finding.kind === "spacing" ? visible(words) : words);
    const choicesRow = finding.replacements.map((words) => button(named(words), "btn-primary", () => choices.replace(words)));
    const { allow } = choices;
    this.element.replaceChildren(
      h("p", { class: "se-proof-kind" }, kindName(finding.kind)),
      h("p", { class: "se-proof-message" }, finding.message),
      h("div", { class: "se-proof-choices" }, ...choicesRow),
      h("div", { class: "se-proof-choices" }, button(t("Bỏ qua"), "", () => choices.ignore()), allow && button(t("Thêm vào từ được dùng"), "", allow)),
    );
    this.place(box);
    this.closed = (): void => choices.closed();
    if (focus) this.element.querySelector("button")?.focus();
  }

  /** Show several findings to choose from. */
  list(rows: { finding: Finding; where: string; open(): void }[], box: DOMRect): void {
    const items = rows.map((row) =>
      h("button", { type: "button", class: "se-proof-row", onclick: () => row.open() },
        h("span", { class: "se-proof-kind" }, `${kindName(row.finding.kind)} · ${row.where}`), h("span", {}, row.finding.message)),
    );
    this.element.replaceChildren(...(items.length ? items : [h("p", { class: "se-proof-message" }, t("Không thấy lỗi nào."))]));
    this.place(box);
    this.closed = null;
    this.element.querySelector("button")?.focus();
  }

  close(back: boolean): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    if (back) this.closed?.();
  }

  private place(box: DOMRect): void {
    const { element } = this;
    element.hidden = false;
    const below = box.bottom + EDGE_PX;
    const fits = below + element.offsetHeight < window.innerHeight;
    element.style.top = `${fits ? below : Math.max(EDGE_PX, box.top - element.offsetHeight - EDGE_PX)}px`;
    element.style.left = `${Math.max(EDGE_PX, Math.min(box.left, window.innerWidth - element.offsetWidth - EDGE_PX))}px`;
  }
}
