/** Small typed helpers around the DOM: building elements, icons. */

type Child = Node | string | null | undefined | false;
type Listener = (event: never) => void;
type Props = Record<string, string | number | boolean | null | undefined | Listener>;

/** Build an element; `onclick`-like props become listeners, `true` an empty attribute, null is left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Turn the text of an SVG file that came with the bundle into a decorative element. */
export function icon(svg: string): SVGElement {
  const holder = document.createElement("template");
  holder.innerHTML = svg.replace(/<!--[\s\S]*?-->/g, "").trim();
  const element = holder.content.firstElementChild as SVGElement;
  element.setAttribute("aria-hidden", "true");
  element.setAttribute("focusable", "false");
  return element;
}

let lastId = 0;
/** Return an id no other element of the page has. */
export function uniqueId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Walk over a menu's items with the arrow keys; Escape calls `leave`. */
export function walkMenu(menu: HTMLElement, leave: () => void): void {
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (event.key === "Escape") leave();
    else if (event.key === "ArrowDown") items[(at + 1) % items.length]?.focus();
    else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
