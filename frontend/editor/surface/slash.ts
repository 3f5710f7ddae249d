/** The menu that opens by typing "/" in the text. */
import { Extension, type Editor, type Range } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import { Suggestion, type SuggestionProps } from "@tiptap/suggestion";
import { h, icon, uniqueId } from "../dom";
import { t } from "../labels";
import { sight } from "./sight";
import { findChoices, inGroups, type BlockChoice } from "./blocks";

class SlashMenu {
  private readonly id = uniqueId("slash");
  private readonly list = h("div", { class: "se-menu dropdown-menu show", role: "listbox", id: this.id, "aria-label": t("Chèn khối") });
  private choices: BlockChoice[] = [];
  private chosen = 0;
  private pick: (choice: BlockChoice) => void = () => undefined;

  show(props: SuggestionProps<BlockChoice, BlockChoice>): void {
    this.pick = (choice) => props.command(choice);
    this.choices = props.items;
    this.chosen = 0;
    this.render();
    document.body.append(this.list);
    this.place(props.clientRect?.() ?? null);
    props.editor.view.dom.setAttribute("aria-controls", this.id);
    if (this.choices.length) props.editor.view.dom.setAttribute("aria-activedescendant", `${this.id}-0`);
  }

  hide(editor: Editor): void {
    this.list.remove();
    editor.view.dom.removeAttribute("aria-controls");
    editor.view.dom.removeAttribute("aria-activedescendant");
  }

  onKey(event: KeyboardEvent, editor: Editor): boolean {
    if (!this.list.isConnected || !this.choices.length) return false;
    if (event.key === "ArrowDown") this.move(1, editor);
    else if (event.key === "ArrowUp") this.move(-1, editor);
    else if (event.key === "Enter" || event.key === "Tab") this.pick(this.choices[this.chosen]!);
    else return false;
    return true;
  }

  private move(step: number, editor: Editor): void {
    this.chosen = (this.chosen + step + this.choices.length) % this.choices.length;
    this.list.querySelectorAll("[role=option]").forEach((option, index) => {
      const active = index === this.chosen;
      option.classList.toggle("active", active);
      option.setAttribute("aria-selected", String(active));
      if (active) option.scrollIntoView({ block: "nearest" });
    });
    editor.view.dom.setAttribute("aria-activedescendant", `${this.id}-${this.chosen}`);
  }

  private render(): void {
    const rows = inGroups(this.choices, (choice, index) => this.row(choice, index));
    if (!rows.length) rows.push(h("div", { class: "dropdown-item disabled" }, t("Không có khối nào như vậy")));
    this.list.replaceChildren(...rows);
    this.list.scrollTop = 0;
  }

  private row(choice: BlockChoice, index: number): HTMLElement {
    const first = index === 0;
    const row = h(
      "div",
      {
        role: "option", id: `${this.id}-${index}`, "aria-selected": String(first),
        class: `dropdown-item${first ? " active" : ""}`,
      },
      icon(choice.icon), choice.label,
    );
    row.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.pick(choice);
    });
    return row;
  }

  private place(caret: DOMRect | null): void {
    if (!caret) return;
    const { offsetHeight: height, offsetWidth: width } = this.list;
    const { top: above, bottom: below } = sight();
    const fits = below - caret.bottom > height + 12;
    const top = fits ? caret.bottom + 6 : Math.max(above + 8, caret.top - height - 6);
    this.list.style.top = `${top + window.scrollY}px`;
    this.list.style.left = `${Math.max(8, Math.min(caret.left, window.innerWidth - width - 8)) + window.scrollX}px`;
  }
}

/** Return the extension that opens the menu over these choices. */
export function slashMenu(choices: BlockChoice[]): Extension {
  return Extension.create({
    name: "slashMenu",
    addProseMirrorPlugins() {
      const menu = new SlashMenu();
      const { editor } = this;
      return [
        Suggestion<BlockChoice, BlockChoice>({
          editor,
          char: "/",
          pluginKey: new PluginKey("slashMenu"),
          // Only where a word would begin: "24/7" and addresses are text.
          allowedPrefixes: [" ", "\u00a0"],
          // "bang so lieu" has spaces, but a line of text after a lone slash is no question any more.
          allowSpaces: true,
          items: ({ query }) => (query.length > 24 ? [] : findChoices(choices, query)),
          command: ({ editor: target, range, props }: { editor: Editor; range: Range; props: BlockChoice }) => {
            target.chain().focus().deleteRange(range).run();
            props.insert(target);
          },
          allow: ({ state }) => !state.selection.$from.parent.type.spec.code && editor.isEditable,
          render: () => ({
            onStart: (props) => menu.show(props),
            onUpdate: (props) => (props.items.length || props.query.length < 10 ? menu.show(props) : menu.hide(editor)),
            onKeyDown: ({ event }) => {
              if (event.key === "Escape") {
                menu.hide(editor);
                return true;
              }
              return menu.onKey(event, editor);
            },
            onExit: () => menu.hide(editor),
          }),
        }),
      ];
    },
  });
}
