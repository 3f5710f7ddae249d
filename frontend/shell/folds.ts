// What somebody opened or closed in a part of the page stays so when the part is drawn anew.

interface Swap {
  target: HTMLElement;
}

/** Keep the folds of parts that have an id; a fold is known by the words of its summary. */
export function keepFolds(root: Document): void {
  let part = "";
  let open = new Map<string, boolean>();
  root.addEventListener("htmx:beforeSwap", (event) => {
    const { target } = (event as CustomEvent<Swap>).detail;
    part = target.id;
    open = new Map(foldsOf(target).map((fold) => [nameOf(fold), fold.open]));
  });
  root.addEventListener("htmx:afterSwap", () => {
    const target = part ? root.getElementById(part) : null;
    for (const fold of target ? foldsOf(target) : []) fold.open = open.get(nameOf(fold)) ?? fold.open;
  });
}

function foldsOf(part: HTMLElement): HTMLDetailsElement[] {
  return [...part.querySelectorAll<HTMLDetailsElement>("details.fold")];
}

function nameOf(fold: HTMLDetailsElement): string {
  const words = [...(fold.querySelector("summary")?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
  return words.map((node) => node.textContent?.trim()).join(" ");
}
