/** Proofreading as one writes: asks after a pause, marks, explains; never changes a word by itself. */
import { Extension, type Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { h, icon } from "../dom";
import { t } from "../labels";
import { allMarked, eachBlock, isStill, markedAt, PROOF, proofMarks, type Marked } from "./marks";
import { Popover } from "./popover";
import { Reader, type Finding } from "./reader";
import iconCheck from "@tabler/icons/outline/text-spellcheck.svg?raw";

const PAUSE_MS = 600;
const AFTER_FAILURE_MS = 15_000;
const STORED_AS = "hoitu-soat-loi";

export interface ProofSettings {
  url: string;
  allowUrl: string;
  token: () => string;
}

/** A finding of a plain field or of the body. */
type Place = { field: HTMLTextAreaElement; finding: Finding } | { marked: Marked; finding: Finding };

export class Proofing {
  readonly controls: HTMLElement;
  private readonly reader: Reader;
  private readonly popover = new Popover();
  private readonly toggle: HTMLButtonElement;
  private readonly count: HTMLButtonElement;
  private readonly ignored = new Set<string>();
  private isOn = localStorage.getItem(STORED_AS) !== "off";
  private timer = 0;
  private silentUntil = 0;
  private isAsking = false;
  private editor!: Editor;

  constructor(
    private readonly fields: HTMLTextAreaElement[],
    private readonly settings: ProofSettings,
  ) {
    this.reader = new Reader(settings.url, settings.token);
    this.toggle = h("button", { type: "button", class: "se-tool", tabindex: -1, "aria-label": t("Soát lỗi"), title: t("Soát lỗi"), onclick: () => this.turn(!this.isOn) }, icon(iconCheck));
    this.count = h("button", { type: "button", class: "se-tool se-proof-count", tabindex: -1, onclick: () => this.showList() });
    for (const one of [this.toggle, this.count]) one.addEventListener("mousedown", (event) => event.preventDefault());
    this.controls = h("div", { class: "se-tool-group" }, this.toggle, this.count);
  }

  /** What the editor is made with: a plugin that came later would have it draw a long story a second time. */
  extension(): Extension {
    return Extension.create({
      name: "proof",
      addProseMirrorPlugins: () => [proofMarks((text) => this.shown(text), (marked) => this.openBody(marked, false))],
    });
  }

  /** Begin to read along in the editor that was made with `extension()`. */
  begin(editor: Editor): void {
    this.editor = editor;
    document.body.append(this.popover.element);
    editor.on("update", () => this.soon());
    for (const field of this.fields) ["input", "text-shown"].forEach((name) => field.addEventListener(name, () => this.soon()));
    editor.on("destroy", () => this.end());
    this.showSwitch();
    this.showCount();
    this.soon(0);
  }

  /** Handle F8 (next finding) and Alt+Enter (the finding at the caret). True when the key was one of them. */
  onKey(event: KeyboardEvent): boolean {
    if (!this.isOn || event.isComposing) return false;
    if (event.key === "F8") return this.next(event.shiftKey ? -1 : 1);
    if (event.key === "Enter" && event.altKey) return this.openAtCaret();
    return false;
  }

  private turn(on: boolean): void {
    this.isOn = on;
    localStorage.setItem(STORED_AS, on ? "on" : "off");
    this.showSwitch();
    this.popover.close(false);
    if (on) this.soon(0);
    this.draw();
  }

  private showSwitch(): void {
    this.toggle.setAttribute("aria-pressed", String(this.isOn));
    this.toggle.classList.toggle("active", this.isOn);
  }

  private end(): void {
    window.clearTimeout(this.timer);
    this.popover.element.remove();
  }

  private soon(pause = PAUSE_MS): void {
    window.clearTimeout(this.timer);
    if (this.isOn) this.timer = window.setTimeout(() => void this.check(), Math.max(pause, this.silentUntil - Date.now()));
  }

  private async check(): Promise<void> {
    // A syllable being composed is nobody's mistake yet.
    if (this.editor.isDestroyed || !this.isOn) return;
    if (this.isAsking || this.editor.view.composing) return this.soon();
    this.isAsking = true;
    try {
      const texts = this.fields.map((field) => field.value);
      eachBlock(this.editor.state.doc, (text) => texts.push(text));
      const more = await this.reader.ask(texts);
      this.silentUntil = 0;
      if (more) this.soon(0);
    } catch {
      // Writing goes on as before; what is marked stays, and the next look is a while away.
      this.silentUntil = Date.now() + AFTER_FAILURE_MS;
      this.soon();
    } finally {
      this.isAsking = false;
    }
    this.draw();
  }

  /** What is shown of a text: nothing when switched off, not what was ignored. */
  private shown(text: string): Finding[] {
    if (!this.isOn) return [];
    return (this.reader.findings(text) ?? []).filter((finding) => !this.ignored.has(`${finding.kind}|${finding.words}`));
  }

  private draw(): void {
    const { editor } = this;
    if (editor.isDestroyed) return;
    if (editor.view.composing) return this.soon();
    editor.view.dispatch(editor.state.tr.setMeta(PROOF, true).setMeta("addToHistory", false));
    this.showCount();
    this.fields.forEach((field) => field.classList.toggle("se-proof-field", this.shown(field.value).length > 0));
  }

  private showCount(): void {
    const places = this.places().length;
    this.count.hidden = !this.isOn;
    this.count.textContent = String(places);
    this.count.setAttribute("aria-label", t("{count} chỗ cần xem", { count: places }));
    this.count.title = t("{count} chỗ cần xem", { count: places });
  }

  private places(): Place[] {
    const inFields = this.fields.flatMap((field) => this.shown(field.value).map((finding) => ({ field, finding })));
    return [...inFields, ...allMarked(this.editor.state).map((marked) => ({ marked, finding: marked.finding }))];
  }

  private next(step: number): boolean {
    const places = this.places();
    if (!places.length) return true;
    const here = this.caret();
    const ahead = (one: Place): number => ("field" in one ? this.fields.indexOf(one.field) * 1e7 + one.finding.from : 1e9 + one.marked.from);
    const later = step > 0 ? places.find((one) => ahead(one) > here) : [...places].reverse().find((one) => ahead(one) < here);
    this.open(later ?? (step > 0 ? places[0]! : places.at(-1)!));
    return true;
  }

  private caret(): number {
    const field = this.fields.indexOf(document.activeElement as HTMLTextAreaElement);
    return field >= 0 ? field * 1e7 + this.fields[field]!.selectionStart : 1e9 + this.editor.state.selection.from;
  }

  private openAtCaret(): boolean {
    const field = this.fields.find((one) => one === document.activeElement);
    if (field) {
      const at = field.selectionStart;
      const finding = this.shown(field.value).find((one) => one.from <= at && at <= one.to);
      if (finding) this.open({ field, finding });
      return finding !== undefined;
    }
    const marked = markedAt(this.editor.state, this.editor.state.selection.from);
    if (marked) this.openBody(marked, true);
    return marked !== undefined;
  }

  private open(place: Place): void {
    if ("marked" in place) {
      const { view, state } = this.editor;
      view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, place.marked.from)).scrollIntoView());
      return this.openBody(place.marked, true);
    }
    const { field, finding } = place;
    field.focus();
    field.setSelectionRange(finding.from, finding.to);
    this.popover.show(finding, field.getBoundingClientRect(), {
      ...this.choices(finding),
      replace: (words) => {
        if (field.readOnly || field.value.slice(finding.from, finding.to) !== finding.words) return this.soon(0);
        field.setRangeText(words, finding.from, finding.to, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      },
      closed: () => field.focus(),
    }, true);
  }

  private openBody(marked: Marked, focus: boolean): void {
    const { view } = this.editor;
    const start = view.coordsAtPos(marked.from);
    const box = new DOMRect(start.left, start.top, 1, start.bottom - start.top);
    this.popover.show(marked.finding, box, {
      ...this.choices(marked.finding),
      replace: (words) => this.replace(marked, words),
      closed: () => view.focus(),
    }, focus);
  }

  private replace(marked: Marked, words: string): void {
    const { view, state } = this.editor;
    // Somebody may have written here since: then there is nothing to put right any more.
    const now = allMarked(state).find((one) => one.finding === marked.finding && one.from === marked.from) ?? marked;
    if (!this.editor.isEditable || now.to > state.doc.content.size || !isStill(state.doc, now)) return this.soon(0);
    view.dispatch(state.tr.insertText(words, now.from, now.to));
  }

  private choices(finding: Finding): { ignore(): void; allow?(): void } {
    const ignore = (): void => {
      this.ignored.add(`${finding.kind}|${finding.words}`);
      this.draw();
    };
    const mayBeRight = ["typing", "spelling", "tone", "name", "wording", "unit"].includes(finding.kind);
    if (!this.reader.mayAdd || !this.settings.allowUrl || !mayBeRight) return { ignore };
    return { ignore, allow: () => void this.allow(finding) };
  }

  private async allow(finding: Finding): Promise<void> {
    try {
      await this.reader.post(this.settings.allowUrl, { words: finding.words });
      this.reader.forget();
      this.soon(0);
    } catch {
      this.count.title = t("Chưa thêm được. Hãy thử lại.");
    }
  }

  private showList(): void {
    const rows = this.places().map((place) => ({
      finding: place.finding,
      where: "field" in place ? (place.field.getAttribute("aria-label") ?? "") : t("Nội dung"),
      open: () => this.open(place),
    }));
    this.popover.list(rows, this.count.getBoundingClientRect());
  }
}
