/** The text and the panel beside it: from a passage to a new comment, from a mark to its thread, and back. */
import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { keepDrafts } from "./drafts";
import { aboutNow, putMark, showThreads, writeAbout } from "./marks";
import { offerNames } from "./names";
import { markedPlace, quotedPlace, quoteOf, type Place } from "./places";

const LOOK_AFTER_PAUSE_MS = 400;
const PANEL = "#talk";

/** A comment that is being written: the id its mark will bear, and the words it is about. */
interface Pending {
  thread: string;
  quote: string;
}

export class Talk {
  private pending: Pending | null = null;
  private chosen = "";
  private timer = 0;

  constructor(private readonly editor: Editor) {
    keepDrafts(document, PANEL);
    offerNames(document);
    document.addEventListener("htmx:afterSettle", () => this.look());
    document.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("talk-sent", (event) => this.onSent(event));
    document.addEventListener("change", (event) => nameFile(event.target as HTMLInputElement));
    editor.on("update", () => this.lookSoon());
    this.look();
    this.goToAddress();
    window.addEventListener("hashchange", () => this.goToAddress());
  }

  /** Write a comment about what is selected. True when something is. */
  begin(): boolean {
    const { selection, doc } = this.editor.state;
    const quote = quoteOf(doc, selection);
    const form = this.form();
    if (selection.empty || !quote || !form) return false;
    this.pending = { thread: crypto.randomUUID(), quote };
    writeAbout(this.editor, selection);
    this.fill(form);
    form.closest("details")!.open = true;
    document.querySelector<HTMLDetailsElement>("#binh-luan")!.open = true;
    form.querySelector<HTMLTextAreaElement>("textarea")!.focus();
    form.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Show a thread in the panel, as a click on its mark asks for. */
  choose(thread: string): void {
    this.chosen = thread;
    const row = document.getElementById(`thread-${thread}`);
    document.querySelector<HTMLDetailsElement>("#binh-luan")?.setAttribute("open", "");
    row?.scrollIntoView({ block: "nearest" });
    row?.querySelector("details.talk-reply")?.setAttribute("open", "");
    this.look();
  }

  private form(): HTMLFormElement | null {
    return document.querySelector<HTMLFormElement>("[data-talk-new]");
  }

  private fill(form: HTMLFormElement): void {
    const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
    const quoted = form.querySelector<HTMLElement>(".talk-quote")!;
    field("thread").value = this.pending?.thread ?? "";
    field("quote").value = this.pending?.quote ?? "";
    field("anchored").value = this.pending && this.mayMark ? "1" : "";
    quoted.textContent = this.pending?.quote ?? "";
    quoted.hidden = !this.pending;
  }

  /** A mark is a change of the text: readers cannot make it, and an approved text would lose its approval by it. */
  private get mayMark(): boolean {
    return this.editor.isEditable && document.querySelector(PANEL)?.hasAttribute("data-anchors") === true;
  }

  private onSent(event: Event): void {
    const target = event.target as HTMLElement;
    const named = target.querySelector(".talk-file-name");
    if (named) named.textContent = "";
    if (!target.closest("[data-talk-new]")) return;
    const { kind } = (event as CustomEvent<{ kind: string }>).detail;
    const place = aboutNow(this.editor);
    // Only now: whoever gives up, or keeps a private note, leaves nothing in the text that others share.
    if (this.pending && place && this.mayMark && kind !== "note") putMark(this.editor, this.pending.thread, place);
    this.giveUp();
  }

  private onClick(event: Event): void {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>(`${PANEL} [data-thread]`);
    if (target.closest("[data-talk-cancel]")) this.giveUp();
    else if (target.closest("[data-talk-find]") && row) this.goToText(row);
  }

  private giveUp(): void {
    this.pending = null;
    writeAbout(this.editor, null);
    const form = this.form();
    if (!form) return;
    form.reset();
    this.fill(form);
    form.closest("details")!.open = false;
  }

  private goToText(row: HTMLElement): void {
    const place = this.placeOf(row);
    if (!place) return;
    this.chosen = row.dataset.thread!;
    const { state, view } = this.editor;
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, place.from, place.to)).scrollIntoView());
    const { node } = view.domAtPos(place.from);
    (node instanceof HTMLElement ? node : node.parentElement)?.scrollIntoView({ block: "center" });
    this.look();
  }

  private placeOf(row: HTMLElement): Place | null {
    const { doc } = this.editor.state;
    const quote = row.querySelector("[data-talk-find]")?.textContent ?? "";
    return markedPlace(doc, row.dataset.thread!) ?? quotedPlace(doc, quote);
  }

  private goToAddress(): void {
    const [, thread] = /^#thread-([0-9a-f-]{36})$/.exec(location.hash) ?? [];
    if (thread) this.choose(thread);
    const fold = document.querySelector<HTMLDetailsElement>("#tro-chuyen");
    if (location.hash === "#tro-chuyen" && fold) fold.open = true;
  }

  private lookSoon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), LOOK_AFTER_PAUSE_MS);
  }

  /** Bring text and panel together: which marks are seen, which thread is chosen, whose words are gone. */
  private look(): void {
    const marked = document.querySelector<HTMLElement>("#talk-threads")?.dataset.marked ?? "";
    showThreads(this.editor, new Set(marked.split(" ").filter(Boolean)), this.chosen);
    for (const row of document.querySelectorAll<HTMLElement>(`${PANEL} [data-thread]`)) {
      row.classList.toggle("talk-chosen", row.dataset.thread === this.chosen);
      const lost = row.querySelector<HTMLElement>(".talk-lost");
      if (lost) lost.hidden = this.placeOf(row) !== null;
    }
    const form = this.form();
    // The panel may have been drawn anew while somebody writes about a passage.
    if (form && this.pending && !form.querySelector<HTMLInputElement>("[name=thread]")!.value) {
      this.fill(form);
      form.closest("details")!.open = true;
    }
  }
}

/** Say which picture was chosen; the browser's own field would not fit. */
function nameFile(input: HTMLInputElement): void {
  const named = input.closest(".talk-file")?.parentElement?.querySelector(".talk-file-name");
  if (named) named.textContent = input.files?.[0]?.name ?? "";
}
