// The keyboard in the archive's grid: arrows move, Enter opens (it is a link), Space marks, "/" goes to the search box.
// Marks survive paging: they are kept for the session and put into the form as it is sent.

const KEPT = "hoitu.archive.marks";
const MOST_MARKS = 500;

/** Bind the grid of the page; it may be swapped by htmx at any time. */
export function bindGrid(root: Document): void {
  // A collection's page has marks of its own.
  const kept = KEPT + (root.querySelector<HTMLElement>("[data-grid]")?.dataset["marks"] ?? "");
  const marks = new Set<string>(read(kept));
  const boxes = () => [...root.querySelectorAll<HTMLInputElement>('[data-grid] input[name="asset"]')];

  const show = () => {
    for (const box of boxes()) {
      box.checked = marks.has(box.value);
      box.closest(".card-file")?.classList.toggle("is-marked", box.checked);
    }
    for (const place of root.querySelectorAll<HTMLElement>("[data-chosen-count]")) place.textContent = String(marks.size);
    for (const bar of root.querySelectorAll<HTMLElement>("[data-chosen-bar]")) bar.hidden = marks.size === 0;
  };
  const keep = () => {
    for (const box of boxes()) {
      if (box.checked && marks.size < MOST_MARKS) marks.add(box.value);
      else marks.delete(box.value);
    }
    sessionStorage.setItem(kept, JSON.stringify([...marks]));
    show();
  };

  root.addEventListener("change", keep);
  root.addEventListener("htmx:afterSettle", show);
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-choosing]")) return;
    const here = new Set(boxes().map((box) => box.value));
    for (const id of marks) {
      if (here.has(id)) continue;
      const hidden = Object.assign(root.createElement("input"), { type: "hidden", name: "asset", value: id });
      form.append(hidden);
    }
    sessionStorage.removeItem(kept);
  });
  root.addEventListener("keydown", (event) => press(root, event));
  show();
}

function press(root: Document, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target as HTMLElement;
  if (event.key === "/" && !at.matches("input, textarea, select, [contenteditable]")) {
    event.preventDefault();
    root.querySelector<HTMLInputElement>('.filter-bar input[type="search"]')?.focus();
    return;
  }
  const link = at.closest<HTMLAnchorElement>("[data-grid] .card-link");
  if (!link) return;
  if (event.key === " ") {
    event.preventDefault();
    link.closest(".card-file")?.querySelector<HTMLInputElement>('input[name="asset"]')?.click();
    return;
  }
  const links = [...root.querySelectorAll<HTMLAnchorElement>("[data-grid] .card-link")];
  const here = links.indexOf(link);
  const across = perRow(links);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
  const to = event.key === "Home" ? 0 : event.key === "End" ? links.length - 1 : step === undefined ? -1 : here + step;
  if (links[to]) {
    event.preventDefault();
    links[to].focus();
  }
}

/** Return how many files stand beside each other. */
export function perRow(links: readonly { getBoundingClientRect(): { top: number } }[]): number {
  const top = links[0]?.getBoundingClientRect().top ?? 0;
  const next = links.findIndex((one) => one.getBoundingClientRect().top > top + 1);
  return next < 1 ? Math.max(1, links.length) : next;
}

function read(key: string): string[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}
