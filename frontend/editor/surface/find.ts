/** Find and replace in the body, with or without case and Vietnamese marks. */
import { Extension, type Editor } from "@tiptap/core";
import type { Node as PMNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, TextSelection, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { h, icon, uniqueId } from "../dom";
import { t } from "../labels";
import { fold } from "./fold";
import iconClose from "@tabler/icons/outline/x.svg?raw";
import iconDown from "@tabler/icons/outline/chevron-down.svg?raw";
import iconUp from "@tabler/icons/outline/chevron-up.svg?raw";

export interface Match {
  from: number;
  to: number;
}

interface FindState {
  question: string;
  exact: boolean;
  current: number;
  matches: Match[];
}

const NONE: FindState = { question: "", exact: false, current: 0, matches: [] };
const KEY = new PluginKey<FindState>("find");
const MAX_MATCHES = 2_000;

/** Return where the question stands; `exact` heeds case and diacritics. Words over several formats are found too. */
export function findMatches(doc: PMNode, question: string, exact: boolean): Match[] {
  const matches: Match[] = [];
  const alike = exact ? (text: string): string => text : fold;
  const asked = alike(question.normalize("NFC"));
  if (!asked) return matches;
  const struck = doc.type.schema.marks.deletion;
  doc.descendants((node, position) => {
    if (!node.isTextblock || matches.length >= MAX_MATCHES) return !node.isTextblock;
    // Leaves count one place in the document, so they take one letter here.
    const text = alike(node.textBetween(0, node.content.size, undefined, "\ufffc"));
    for (let at = text.indexOf(asked); at >= 0 && matches.length < MAX_MATCHES; at = text.indexOf(asked, at + asked.length)) {
      const match = { from: position + 1 + at, to: position + 1 + at + asked.length };
      // Words that somebody suggested to strike are no longer the text's: nothing may be put in their place.
      if (!struck || !doc.rangeHasMark(match.from, match.to, struck)) matches.push(match);
    }
    return false;
  });
  return matches;
}

function nextFrom(state: EditorState, matches: Match[]): number {
  const index = matches.findIndex((match) => match.from >= state.selection.from);
  return index < 0 ? 0 : index;
}

const plugin = new Plugin<FindState>({
  key: KEY,
  state: {
    init: () => NONE,
    apply(tr, value, _old, state) {
      const asked = tr.getMeta(KEY) as Partial<FindState> | undefined;
      if (!asked && (!tr.docChanged || !value.question)) return value;
      const next = { ...value, ...asked };
      if (asked?.current !== undefined) return next;
      const matches = findMatches(tr.doc, next.question, next.exact);
      const current = asked ? nextFrom(state, matches) : Math.min(next.current, Math.max(0, matches.length - 1));
      return { ...next, matches, current };
    },
  },
  props: {
    decorations(state) {
      const found = KEY.getState(state);
      if (!found?.matches.length) return DecorationSet.empty;
      return DecorationSet.create(
        state.doc,
        found.matches.map((match, index) =>
          Decoration.inline(match.from, match.to, { class: index === found.current ? "se-found se-found-now" : "se-found" }),
        ),
      );
    },
  },
});

export const Find = Extension.create({ name: "find", addProseMirrorPlugins: () => [plugin] });

export interface FindPanel {
  element: HTMLElement;
  open(): void;
}

function ask(editor: Editor, values: Partial<FindState>): void {
  editor.view.dispatch(editor.state.tr.setMeta(KEY, values));
}

function go(editor: Editor, step: number): void {
  const found = KEY.getState(editor.state) ?? NONE;
  const count = found.matches.length;
  if (!count) return;
  const current = (found.current + step + count) % count;
  const match = found.matches[current]!;
  const tr = editor.state.tr.setMeta(KEY, { current }).setSelection(TextSelection.create(editor.state.doc, match.from, match.to));
  editor.view.dispatch(tr.scrollIntoView());
}

/** Return the spellings that were found, when marks were left aside and more than one word was meant. */
function spellings(editor: Editor): string[] {
  const found = KEY.getState(editor.state) ?? NONE;
  const words = found.matches.map(({ from, to }) => editor.state.doc.textBetween(from, to).toLowerCase());
  return found.exact ? [] : [...new Set(words)];
}

/** Replace one match or all, as one step; says how many. Who suggests makes suggestions of them. */
function replace(editor: Editor, words: string, all: boolean): number {
  if (!editor.isEditable) return 0;
  const found = KEY.getState(editor.state) ?? NONE;
  const chosen = all ? found.matches : found.matches.slice(found.current, found.current + 1);
  const { tr } = editor.state;
  // From the end, so that earlier places stay where they are.
  for (const match of [...chosen].reverse()) {
    if (words) tr.insertText(words.normalize("NFC"), match.from, match.to);
    else tr.delete(match.from, match.to);
  }
  const before = editor.state.doc;
  if (tr.docChanged) editor.view.dispatch(tr.setMeta("addToHistory", true));
  if (!all) go(editor, 0);
  return editor.state.doc.eq(before) ? 0 : chosen.length;
}

/** Build the panel; Ctrl+F anywhere in the editor opens it. */
export function findPanel(editor: Editor): FindPanel {
  const findId = uniqueId("find");
  const replaceId = uniqueId("find");
  const exactId = uniqueId("find");
  const question = h("input", { id: findId, type: "search", class: "form-control form-control-sm", autocomplete: "off" });
  const words = h("input", { id: replaceId, type: "text", class: "form-control form-control-sm", autocomplete: "off" });
  const exact = h("input", { id: exactId, type: "checkbox", class: "form-check-input" });
  const count = h("span", { class: "se-find-count", role: "status" });
  const said = h("p", { class: "se-find-said", role: "status" });
  // "ban" finds "bạn" and "bán" too: whoever replaces them all is asked once.
  let warned = "";
  const replaceAll = (): void => {
    const different = spellings(editor);
    if (different.length > 1 && warned !== question.value) {
      warned = question.value;
      said.textContent = t("Các chỗ tìm thấy viết khác nhau: {words}. Bấm Thay hết lần nữa để thay cả, hoặc đánh dấu ô dưới.", { words: different.slice(0, 6).join(", ") });
      return;
    }
    const count = replace(editor, words.value, true);
    said.textContent = count ? t("Đã thay {count} chỗ.", { count }) : "";
  };
  const small = (label: string, run: () => void): HTMLButtonElement => h("button", { type: "button", class: "btn btn-sm", onclick: run }, label);
  const iconOnly = (svg: string, label: string, run: () => void): HTMLButtonElement =>
    h("button", { type: "button", class: "se-icon-button", "aria-label": label, title: label, onclick: run }, icon(svg));

  const box = h(
    "div",
    { class: "se-find", role: "search", "aria-label": t("Tìm và thay"), hidden: true },
    h(
      "div",
      { class: "se-find-row" },
      h("label", { for: findId }, t("Tìm")), question, count,
      iconOnly(iconUp, t("Kết quả trước"), () => go(editor, -1)),
      iconOnly(iconDown, t("Kết quả sau"), () => go(editor, 1)),
      iconOnly(iconClose, t("Đóng"), () => close()),
    ),
    h(
      "div",
      { class: "se-find-row" },
      h("label", { for: replaceId }, t("Thay bằng")), words,
      small(t("Thay"), () => replace(editor, words.value, false)),
      small(t("Thay hết"), replaceAll),
    ),
    said,
    h("div", { class: "se-find-row form-check" }, exact, h("label", { for: exactId }, t("Đúng chữ hoa, chữ thường và dấu"))),
  );

  const element = h("div", { class: "se-find-place" }, box);
  const close = (): void => {
    box.hidden = true;
    ask(editor, { question: "" });
    editor.view.focus();
  };
  const search = (): void => {
    said.textContent = warned = "";
    ask(editor, { question: question.value, exact: exact.checked });
  };
  question.addEventListener("input", search);
  exact.addEventListener("change", search);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === question) go(editor, event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === words) replace(editor, words.value, false);
    else return;
    event.preventDefault();
  });
  editor.on("transaction", () => {
    const found = KEY.getState(editor.state) ?? NONE;
    if (box.hidden) return;
    count.textContent = !found.question ? "" : found.matches.length ? `${found.current + 1}/${found.matches.length}` : t("Không thấy");
  });
  return {
    element,
    open() {
      box.hidden = false;
      const { from, to } = editor.state.selection;
      const chosen = editor.state.doc.textBetween(from, to, " ");
      if (chosen && chosen.length < 80) question.value = chosen;
      box.querySelectorAll<HTMLButtonElement>(".btn").forEach((button) => (button.disabled = !editor.isEditable));
      question.focus();
      question.select();
      search();
    },
  };
}
