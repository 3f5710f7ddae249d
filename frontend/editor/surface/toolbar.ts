/** The toolbar (one tab stop, arrow keys inside), its menus, and the bubble beside a selection. */
import { Extension, type Editor } from "@tiptap/core";
import { BubbleMenu } from "@tiptap/extension-bubble-menu";
import { CellSelection } from "@tiptap/pm/tables";
import { NodeSelection } from "@tiptap/pm/state";
import { commentTools } from "../discussion/surface";
import { h, icon, walkMenu } from "../dom";
import { t } from "../labels";
import { inGroups, type BlockChoice } from "./blocks";
import { clearFormats, editLink, moreTools, selectionTools, toolGroups, type Tool } from "./tools";

import iconArchive from "@tabler/icons/outline/photo-search.svg?raw";
import iconDots from "@tabler/icons/outline/dots.svg?raw";
import iconKeyboard from "@tabler/icons/outline/keyboard.svg?raw";
import iconOutline from "@tabler/icons/outline/list-tree.svg?raw";
import iconPhoto from "@tabler/icons/outline/photo-plus.svg?raw";
import iconPlus from "@tabler/icons/outline/plus.svg?raw";
import iconSearch from "@tabler/icons/outline/search.svg?raw";

export interface ToolbarActions {
  pickPicture(): void;
  /** Missing for somebody who may not see the archive. */
  pickFromArchive?(): void;
  find(): void;
  outline(): void;
  shortcuts(): void;
}

type Refresh = (editor: Editor) => void;

function button(svg: string, label: string, run: () => void, keys?: string): HTMLButtonElement {
  const element = h(
    "button",
    { type: "button", class: "se-tool", "aria-label": label, title: keys ? `${label} (${keys})` : label },
    icon(svg),
  );
  // The caret stays in the text while a button is pressed.
  element.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("click", run);
  return element;
}

function toolButton(tool: Tool, editor: Editor, refreshes: Refresh[]): HTMLButtonElement {
  const element = button(tool.icon, tool.label, () => tool.run(editor), tool.keys);
  element.dataset.tool = tool.key;
  refreshes.push((current) => {
    if (tool.active) {
      const active = tool.active(current);
      element.classList.toggle("active", active);
      element.setAttribute("aria-pressed", String(active));
    }
    element.disabled = !current.isEditable || (tool.enabled ? !tool.enabled(current) : false);
  });
  return element;
}

const STYLES: [value: string, label: string][] = [
  ["paragraph", "Đoạn văn"],
  ["2", "Tít phụ"],
  ["3", "Tít phụ nhỏ"],
  ["4", "Tít phụ nhỏ nhất"],
];

function styleSelect(editor: Editor, refreshes: Refresh[]): HTMLSelectElement {
  const select = h(
    "select",
    { class: "se-style", "aria-label": t("Kiểu đoạn") },
    ...STYLES.map(([value, label]) => h("option", { value }, t(label))),
  );
  select.addEventListener("change", () => {
    const chain = editor.chain().focus();
    if (select.value === "paragraph") chain.setParagraph().run();
    else chain.setHeading({ level: Number(select.value) as 2 | 3 | 4 }).run();
  });
  refreshes.push((current) => {
    select.value = current.isActive("heading") ? String(current.getAttributes("heading").level) : "paragraph";
    select.disabled = !current.isEditable;
  });
  return select;
}

/** A button with a list below it; closes on choice, Escape or a click elsewhere. */
function menuButton(svg: string, label: string, fill: (close: () => void) => HTMLElement[], words = false): HTMLElement {
  const menu = h("div", { class: "se-menu se-tool-menu dropdown-menu", role: "menu", "aria-label": label });
  const open = button(svg, label, () => toggle(!menu.classList.contains("show")));
  if (words) open.append(h("span", { class: "se-tool-words" }, label));
  open.setAttribute("aria-haspopup", "menu");
  const holder = h("div", { class: "se-menu-holder" }, open, menu);
  const outside = (event: Event): void => {
    if (!holder.contains(event.target as Node) && !menu.contains(event.target as Node)) toggle(false);
  };
  const toggle = (show: boolean): void => {
    menu.hidden = !show;
    menu.classList.toggle("show", show);
    open.setAttribute("aria-expanded", String(show));
    document.removeEventListener("pointerdown", outside);
    if (!show) return;
    menu.replaceChildren(...fill(() => toggle(false)));
    place(open, menu);
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    document.addEventListener("pointerdown", outside);
  };
  walkMenu(menu, () => {
    toggle(false);
    open.focus();
  });
  toggle(false);
  return holder;
}

/** Fixed to the window, because the toolbar itself scrolls sideways on a phone and would cut the menu off. */
function place(opener: HTMLElement, menu: HTMLElement): void {
  const at = opener.getBoundingClientRect();
  const above = at.top > window.innerHeight / 2;
  menu.style.top = above ? "auto" : `${at.bottom + 4}px`;
  menu.style.bottom = above ? `${window.innerHeight - at.top + 4}px` : "auto";
  menu.style.maxHeight = `${(above ? at.top : window.innerHeight - at.bottom) - 16}px`;
  menu.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - menu.offsetWidth - 8))}px`;
}

function menuItem(svg: string, label: string, run: () => void, keys?: string): HTMLElement {
  const item = h(
    "button",
    { type: "button", role: "menuitem", class: "dropdown-item" },
    icon(svg), h("span", {}, label), keys && h("kbd", { class: "ms-auto" }, keys),
  );
  item.addEventListener("click", run);
  return item;
}

function insertItems(editor: Editor, choices: BlockChoice[], close: () => void): HTMLElement[] {
  return inGroups(choices, (choice) =>
    menuItem(choice.icon, choice.label, () => {
      close();
      choice.insert(editor);
    }),
  );
}

/** Arrow keys walk over the buttons; Tab leaves the toolbar. */
function oneTabStop(bar: HTMLElement): void {
  const stops = (): HTMLElement[] =>
    [...bar.querySelectorAll<HTMLElement>(".se-tool, .se-style")].filter((one) => !(one as HTMLButtonElement).disabled);
  const set = (chosen: HTMLElement | undefined): void =>
    bar.querySelectorAll<HTMLElement>(".se-tool, .se-style").forEach((one) => (one.tabIndex = one === chosen ? 0 : -1));
  set(bar.querySelector<HTMLElement>(".se-style") ?? undefined);
  bar.addEventListener("focusin", (event) => set(event.target as HTMLElement));
  bar.addEventListener("keydown", (event) => {
    const list = stops();
    const at = list.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const next = event.key === "ArrowRight" ? at + 1 : event.key === "ArrowLeft" ? at - 1 : null;
    if (next === null) return;
    event.preventDefault();
    list[(next + list.length) % list.length]?.focus();
  });
}

/** Build the toolbar over an editor that exists. */
export function buildToolbar(editor: Editor, choices: BlockChoice[], actions: ToolbarActions): HTMLElement {
  const refreshes: Refresh[] = [];
  const group = (...children: HTMLElement[]): HTMLElement => h("div", { class: "se-tool-group" }, ...children);
  const named = (name: string, ...children: HTMLElement[]): HTMLElement => {
    const made = group(...children);
    made.classList.add(name);
    return made;
  };
  const [history = [], ...groups] = toolGroups().map((tools) => tools.map((tool) => toolButton(tool, editor, refreshes)));
  const more = menuButton(iconDots, t("Định dạng khác"), (close) =>
    [...moreTools(), { label: t("Phím tắt"), icon: iconKeyboard, keys: "Ctrl+/", run: actions.shortcuts }].map((tool) =>
      menuItem(tool.icon, tool.label, () => {
        close();
        tool.run(editor);
      }, tool.keys),
    ),
  );
  const picture = button(iconPhoto, t("Thêm ảnh"), actions.pickPicture);
  const archive = actions.pickFromArchive ? [button(iconArchive, t("Chọn ảnh từ kho"), actions.pickFromArchive)] : [];
  const insert = menuButton(iconPlus, t("Chèn"), (close) => insertItems(editor, choices, close), true);
  refreshes.push((current) => {
    [picture, ...archive].forEach((one) => (one.disabled = !current.isEditable));
    [insert, more].forEach((one) => (one.querySelector<HTMLButtonElement>(".se-tool")!.disabled = !current.isEditable));
  });
  const bar = h(
    "div",
    { class: "se-toolbar", role: "toolbar", "aria-label": t("Công cụ soạn thảo") },
    named("se-tools-style", styleSelect(editor, refreshes)),
    ...groups.map((tools) => group(...tools)),
    group(more),
    named("se-tools-insert", picture, ...archive, insert),
    group(...history),
    group(
      button(iconSearch, t("Tìm và thay"), actions.find, "Ctrl+F"),
      button(iconOutline, t("Dàn bài"), actions.outline),
    ),
  );
  oneTabStop(bar);
  const refresh = (): void => refreshes.forEach((one) => one(editor));
  editor.on("transaction", refresh);
  editor.on("update", refresh);
  refresh();
  return bar;
}

/** The few formats beside selected words, and Ctrl+K. */
export function selectionBubble(): Extension {
  const element = h("div", { class: "se-bubble", role: "toolbar", "aria-label": t("Định dạng chữ đang chọn") });
  return Extension.create({
    name: "selectionBubble",
    addExtensions: () => [
      BubbleMenu.configure({
        element,
        shouldShow: ({ editor, state, element: bubble }) => {
          const { selection } = state;
          const held = editor.view.hasFocus() || bubble.contains(document.activeElement);
          const plain = !(selection instanceof NodeSelection) && !(selection instanceof CellSelection);
          return held && plain && !selection.empty && editor.isEditable && !editor.isActive("codeBlock");
        },
      }),
    ],
    addKeyboardShortcuts() {
      const open = (): boolean => {
        void editLink(this.editor);
        return true;
      };
      const clear = (): boolean => clearFormats(this.editor);
      return { "Mod-k": open, "Mod-\\": clear };
    },
    onCreate() {
      const refreshes: Refresh[] = [];
      element.append(...[...selectionTools(), ...commentTools()].map((tool) => toolButton(tool, this.editor, refreshes)));
      this.editor.on("transaction", ({ editor }) => refreshes.forEach((one) => one(editor)));
    },
  });
}
