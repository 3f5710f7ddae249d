/** The list of open suggestions: who asks for what, and the answers of whoever holds the story. */
import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { h, uniqueId } from "../dom";
import { t } from "../labels";
import { colourOf, momentOf, nameOf } from "./marks";
import { settle, suggestionsIn, type Chosen, type Suggestion } from "./settle";

/** What this person may do with suggestions: settle all, take back the own ones, or only read them. */
export interface Rights {
  settles: boolean;
  suggests: boolean;
  person: string;
}

const REDRAW_AFTER_MS = 150;
const EVERYBODY = "";

export class SuggestionPanel {
  readonly element: HTMLElement;
  private readonly list = h("ul", { class: "se-suggestion-list" });
  private readonly count = h("span", { class: "se-suggestion-count", role: "status" });
  private readonly who = h("select", { class: "form-select form-select-sm", "aria-label": t("Đề nghị của ai") });
  private readonly all = [this.answerAll(t("Chấp nhận tất cả"), true), this.answerAll(t("Từ chối tất cả"), false)];
  private open: Suggestion[] = [];
  private timer = 0;

  constructor(
    private readonly editor: Editor,
    private readonly rights: () => Rights,
    private readonly onCount: (count: number) => void,
  ) {
    const title = uniqueId("suggestions");
    const shut = h("button", { type: "button", class: "btn btn-sm", onclick: () => this.show(false) }, t("Đóng"));
    const head = h("div", { class: "se-suggestion-head" }, h("h2", { id: title, class: "se-suggestion-title" }, t("Đề nghị sửa")), this.count, this.who, ...this.all, shut);
    this.element = h("section", { class: "se-suggestions", "aria-labelledby": title, hidden: true }, head, this.list);
    this.who.addEventListener("change", () => this.draw());
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    editor.on("update", () => this.drawSoon());
    this.draw();
  }

  /** Open or close; opened, the first suggestion has the keyboard. */
  show(open = this.element.hidden): void {
    this.element.hidden = !open;
    if (!open) return this.editor.view.focus();
    this.draw();
    (this.rows()[0] ?? this.who).focus();
  }

  draw(): void {
    this.open = suggestionsIn(this.editor.state.doc);
    this.onCount(this.open.length);
    if (this.element.hidden) return;
    this.drawPeople();
    const shown = this.shown();
    const held = this.rows().indexOf(document.activeElement?.closest<HTMLElement>(".se-suggestion-row") as HTMLElement);
    this.list.replaceChildren(...shown.map((one) => this.row(one)));
    if (held >= 0) (this.rows()[Math.min(held, shown.length - 1)] ?? this.who).focus();
    this.count.textContent = shown.length ? t("{count} đề nghị", { count: shown.length }) : t("Không còn đề nghị nào chờ trả lời.");
    this.all.forEach((button) => (button.hidden = !this.rights().settles || !shown.length));
  }

  private drawSoon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => !this.editor.isDestroyed && this.draw(), REDRAW_AFTER_MS);
  }

  private drawPeople(): void {
    const chosen = this.who.value;
    const authors = [...new Set(this.open.map((one) => one.author))];
    this.who.replaceChildren(
      h("option", { value: EVERYBODY }, t("Mọi người")),
      ...authors.map((author) => h("option", { value: author }, nameOf(author))),
    );
    this.who.value = authors.includes(chosen) ? chosen : EVERYBODY;
  }

  private shown(): Suggestion[] {
    return this.open.filter((one) => this.who.value === EVERYBODY || one.author === this.who.value);
  }

  private rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>(".se-suggestion-row")];
  }

  private row(one: Suggestion): HTMLElement {
    const { settles, suggests, person } = this.rights();
    const answers: HTMLElement[] = [];
    const only: Chosen = ({ id, author }) => id === one.id && author === one.author;
    if (settles) answers.push(this.answer(t("Chấp nhận"), "btn-primary", only, true), this.answer(t("Từ chối"), "", only, false));
    else if (suggests && one.author === person) answers.push(this.answer(t("Rút lại"), "", only, false));
    const words =
      one.before === one.after
        ? [h("span", {}, t("Đổi định dạng: ")), h("span", {}, one.after)]
        : [one.before && h("del", {}, one.before), one.before && one.after && " → ", one.after && h("ins", {}, one.after)];
    return h(
      "li",
      { class: `se-suggestion-row ${colourOf(one.author)}`, tabindex: 0, "data-suggestion": one.id, onclick: () => this.goTo(one) },
      h("div", { class: "se-suggestion-by" }, h("strong", {}, nameOf(one.author)), " ", h("time", { datetime: one.at }, momentOf(one.at))),
      h("div", { class: "se-suggestion-words" }, ...words),
      answers.length ? h("div", { class: "se-suggestion-answers" }, ...answers) : null,
    );
  }

  private answer(label: string, look: string, chosen: Chosen, accept: boolean): HTMLElement {
    const button = h("button", { type: "button", class: `btn btn-sm ${look}` }, label);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.settle(chosen, accept);
    });
    return button;
  }

  private answerAll(label: string, accept: boolean): HTMLButtonElement {
    const button = h("button", { type: "button", class: "btn btn-sm" }, label);
    button.addEventListener("click", () => {
      const keys = new Set(this.shown().map((one) => `${one.author} ${one.id}`));
      this.settle(({ id, author }) => keys.has(`${author} ${id}`), accept);
    });
    return button;
  }

  private settle(chosen: Chosen, accept: boolean): void {
    this.editor.view.dispatch(settle(this.editor.state, chosen, accept));
    this.draw();
  }

  private goTo(one: Suggestion): void {
    const { doc, tr } = this.editor.state;
    const place = TextSelection.near(doc.resolve(Math.min(one.from + 1, doc.content.size)));
    this.editor.view.dispatch(tr.setSelection(place).scrollIntoView());
  }

  /** Arrows walk over the list, Enter shows the place, Escape goes back to the text. */
  private onKey(event: KeyboardEvent): void {
    const rows = this.rows();
    const at = rows.indexOf(event.target as HTMLElement);
    if (event.key === "Escape") this.show(false);
    else if (at >= 0 && event.key === "ArrowDown") rows[at + 1]?.focus();
    else if (at >= 0 && event.key === "ArrowUp") rows[at - 1]?.focus();
    else if (at >= 0 && event.key === "Enter") rows[at]!.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
