// On a phone a row becomes a card: each cell then needs the name of its column. On a desk a wide table scrolls.

/** Copy the column headings of list tables below `root` into their cells' data-label. */
export function labelCells(root: ParentNode): void {
  const own = root instanceof Element ? root.closest(".list-table") : null;
  const tables = new Set<Element>(root.querySelectorAll(".list-table"));
  if (own) tables.add(own);
  for (const table of tables) {
    const names = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent?.trim() ?? "");
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.children].forEach((cell, index) => {
        const name = names[index];
        if (name && !cell.hasAttribute("data-label") && !cell.hasAttribute("colspan")) {
          cell.setAttribute("data-label", name);
        }
      });
    }
  }
}

/** Keep frames below `root` reachable while their widths change: fonts arrive, a fold opens, the window shrinks. */
export function watchWideTables(root: ParentNode): void {
  widths ??= new ResizeObserver(() => reachWideTables(document));
  for (const frame of root.querySelectorAll<HTMLElement>(".table-frame")) {
    widths.observe(frame);
    if (frame.firstElementChild) widths.observe(frame.firstElementChild);
  }
}

let widths: ResizeObserver | undefined;

/** Let the keyboard reach frames below `root` that scroll sideways, and only those. */
export function reachWideTables(root: ParentNode): void {
  for (const frame of root.querySelectorAll<HTMLElement>(".table-frame")) {
    if (frame.scrollWidth > frame.clientWidth) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", frame.querySelector("caption")?.textContent?.trim() ?? "");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
    }
  }
}
