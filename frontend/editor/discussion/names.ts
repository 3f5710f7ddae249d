/** Names offered while somebody types @ in a field of a discussion. */
import { fold } from "../surface/fold";

const SHOWN = 6;
const LONGEST_NAME = 40;

/** What is being typed after the last @ before the caret; null when no name is. */
export function beginning(words: string, caret: number): { at: number; typed: string } | null {
  const at = words.lastIndexOf("@", caret - 1);
  if (at < 0 || caret - at > LONGEST_NAME) return null;
  if (at > 0 && /[\p{L}\p{N}]/u.test(words[at - 1]!)) return null;
  const typed = words.slice(at + 1, caret);
  return /[\n@]/.test(typed) ? null : { at, typed };
}

/** Return the names of which some word begins as typed, without tones and in small letters. */
export function fitting(names: string[], typed: string): string[] {
  const wanted = fold(typed).trim();
  return names
    .filter((name) => {
      const words = fold(name).split(" ");
      return words.some((_, from) => words.slice(from).join(" ").startsWith(wanted));
    })
    .slice(0, SHOWN);
}

/** Offer the people listed in `#talk-people` in every field with `data-mentions`. */
export function offerNames(root: Document): void {
  let list: HTMLUListElement | null = null;
  let field: HTMLTextAreaElement | null = null;
  let marked = 0;

  const close = (): void => {
    list?.remove();
    field?.removeAttribute("aria-controls");
    list = null;
  };
  const take = (name: string): void => {
    if (!field) return;
    const start = beginning(field.value, field.selectionStart);
    if (start) field.setRangeText(`@${name} `, start.at, field.selectionStart, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  const mark = (index: number): void => {
    const rows = [...(list?.children ?? [])];
    marked = (index + rows.length) % rows.length;
    rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === marked)));
    rows[marked]?.scrollIntoView({ block: "nearest" });
  };
  const open = (names: string[], at: HTMLTextAreaElement): void => {
    close();
    field = at;
    list = root.createElement("ul");
    list.className = "talk-names";
    list.id = "talk-names";
    list.setAttribute("role", "listbox");
    for (const name of names) {
      const row = root.createElement("li");
      row.setAttribute("role", "option");
      row.textContent = name;
      // The caret stays in the field, so the list does not lose its place before the click.
      row.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(name);
      });
      list.append(row);
    }
    const box = at.getBoundingClientRect();
    list.style.left = `${box.left}px`;
    list.style.minWidth = `${Math.min(box.width, 240)}px`;
    if (box.bottom > window.innerHeight - 180) list.style.bottom = `${window.innerHeight - box.top + 2}px`;
    else list.style.top = `${box.bottom + 2}px`;
    root.body.append(list);
    at.setAttribute("aria-controls", list.id);
    mark(0);
  };

  root.addEventListener("input", (event) => {
    const typing = event.target as HTMLTextAreaElement;
    if (!typing.matches?.("textarea[data-mentions]")) return;
    const start = beginning(typing.value, typing.selectionStart);
    const names = [...root.querySelectorAll<HTMLOptionElement>("#talk-people option")].map((option) => option.value);
    const found = start ? fitting(names, start.typed) : [];
    // A name that stands whole needs no list: Enter must send a line break then.
    if (found.length && !found.some((name) => name === start?.typed)) open(found, typing);
    else close();
  });
  root.addEventListener(
    "keydown",
    (event) => {
      if (!list || event.isComposing) return;
      if (event.key === "ArrowDown") mark(marked + 1);
      else if (event.key === "ArrowUp") mark(marked - 1);
      else if (event.key === "Enter" || event.key === "Tab") take(list.children[marked]?.textContent ?? "");
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  root.addEventListener("focusout", () => close());
  root.addEventListener("scroll", () => close(), true);
}
