/** Who else has the story open: their names above the page, their carets in the text. */
import { Extension } from "@tiptap/core";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import { h } from "../dom";
import { t } from "../labels";
import { initials } from "./initials";

/** What the server signs each state with; `colour` is one of those of the style sheet. */
interface User {
  id: string;
  name: string;
  colour: number;
}

interface Present {
  user?: User;
  field?: string | null;
  cursor?: unknown;
}

const CARET_LABEL_MS = 2_500;

/** Carets and selections of others in the running text. */
export function carets(awareness: Awareness): Extension {
  return Extension.create({
    name: "carets",
    addProseMirrorPlugins: () => [
      yCursorPlugin(awareness, {
        cursorBuilder: (user: User) => caret(user),
        selectionBuilder: (user: User) => ({ class: `se-selected se-who-${user.colour ?? 0}` }),
      }),
    ],
  });
}

function caret(user: User): HTMLElement {
  const label = h("span", { class: "se-caret-name" }, user.name);
  const element = h("span", { class: `se-caret se-who-${user.colour ?? 0}`, contenteditable: "false" }, label);
  // The name shows when the caret moves; staying, it would cover words. Pointing at the caret brings it back.
  window.setTimeout(() => element.classList.add("se-caret-quiet"), CARET_LABEL_MS);
  return element;
}

/** Tell others while this person writes in a one-line field. */
export function showField(awareness: Awareness, field: HTMLElement, name: string): void {
  field.addEventListener("focus", () => awareness.setLocalStateField("field", name));
  field.addEventListener("blur", () => awareness.setLocalStateField("field", null));
}

/** The row of people above the page; hidden while nobody else is there. */
export function peopleBar(awareness: Awareness): HTMLElement {
  const list = h("ul", { class: "se-people", "aria-label": t("Đang cùng mở bài này") });
  const live = h("span", { class: "visually-hidden", role: "status" });
  const bar = h("div", { class: "se-people-bar", hidden: true }, h("span", { class: "se-people-lead" }, t("Cùng mở bài")), list, live);
  let known = new Map<string, string>();
  const show = (): void => {
    const people = others(awareness);
    bar.hidden = !people.size;
    list.replaceChildren(...[...people.values()].map(chip));
    const names = new Map([...people].map(([id, one]) => [id, one.user.name]));
    const came = [...names].filter(([id]) => !known.has(id)).map(([, name]) => name);
    const left = [...known].filter(([id]) => !names.has(id)).map(([, name]) => name);
    if (came.length) live.textContent = t("{names} vừa mở bài", { names: came.join(", ") });
    else if (left.length) live.textContent = t("{names} đã rời bài", { names: left.join(", ") });
    known = names;
  };
  awareness.on("change", show);
  return bar;
}

interface Person {
  user: User;
  fields: Set<string>;
}

/** People, not windows: somebody with the story open on two machines is one. */
function others(awareness: Awareness): Map<string, Person> {
  const people = new Map<string, Person>();
  for (const [client, state] of awareness.getStates() as Map<number, Present>) {
    if (client === awareness.clientID || !state.user) continue;
    const person = people.get(state.user.id) ?? { user: state.user, fields: new Set<string>() };
    if (state.field) person.fields.add(state.field);
    else if (state.cursor) person.fields.add("body");
    people.set(state.user.id, person);
  }
  return people;
}

function chip({ user, fields }: Person): HTMLElement {
  const where = fields.has("headline") ? t("đang ở tít") : fields.has("standfirst") ? t("đang ở sapo") : fields.size ? t("đang ở bài") : "";
  return h(
    "li",
    { class: `se-person se-who-${user.colour ?? 0}`, title: where ? `${user.name}: ${where}` : user.name },
    h("span", { class: "se-person-mark", "aria-hidden": "true" }, initials(user.name)),
    h("span", { class: "se-person-name" }, user.name),
    where ? h("span", { class: "visually-hidden" }, `, ${where}`) : null,
  );
}
