// The order of a collection: dragged by hand, or Alt and an arrow on a file; each step is kept at once.

/** Bind the ordered grid of the page, if there is one. */
export function bindOrder(root: Document): void {
  const grid = root.querySelector<HTMLElement>("[data-order]");
  if (!grid) return;
  const say = (words: string) => {
    const place = root.querySelector<HTMLElement>("[data-order-said]");
    if (place) place.textContent = words;
  };
  // One step after the other: the server's order is then the one on the screen.
  let sending: Promise<void> = Promise.resolve();
  const keep = (moved: HTMLElement) => {
    const at = filesOf(grid).indexOf(moved) + 1;
    const next = moved.nextElementSibling as HTMLElement | null;
    const body = new URLSearchParams({ asset: moved.dataset["asset"] ?? "", before: next?.dataset["asset"] ?? "" });
    const token = root.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')?.value ?? "";
    sending = sending.then(async () => {
      try {
        const answer = await fetch(grid.dataset["order"]!, {
          method: "POST",
          body,
          headers: { Accept: "application/json", "X-CSRFToken": token },
        });
        if (!answer.ok) throw new Error(String(answer.status));
        say(`${grid.dataset["said"]} ${at}`);
      } catch {
        say(grid.dataset["lost"] ?? "");
        grid.classList.add("is-lost");
      }
    });
  };

  const move = (file: HTMLElement, step: number): boolean => {
    const other = step < 0 ? file.previousElementSibling : file.nextElementSibling;
    if (!other) return false;
    if (step < 0) other.before(file);
    else other.after(file);
    keep(file);
    return true;
  };

  root.addEventListener("keydown", (event) => {
    const file = (event.target as HTMLElement).closest<HTMLElement>("[data-order] .card-file");
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!file || !event.altKey || event.ctrlKey || event.metaKey || step === undefined) return;
    event.preventDefault();
    if (move(file, step)) file.querySelector<HTMLElement>(".card-link")?.focus();
  });
  grid.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-step]");
    const file = button?.closest<HTMLElement>(".card-file");
    if (button && file && move(file, Number(button.dataset["step"]))) button.focus();
  });

  let dragged: HTMLElement | null = null;
  for (const file of filesOf(grid)) file.draggable = true;
  grid.addEventListener("dragstart", (event) => {
    dragged = (event.target as HTMLElement).closest<HTMLElement>(".card-file");
    event.dataTransfer?.setData("text/plain", dragged?.dataset["asset"] ?? "");
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
    dragged?.classList.add("is-dragged");
  });
  grid.addEventListener("dragover", (event) => {
    const over = (event.target as HTMLElement).closest<HTMLElement>(".card-file");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientX < box.left + box.width / 2) over.before(dragged);
    else over.after(dragged);
  });
  grid.addEventListener("drop", (event) => {
    if (dragged) event.preventDefault();
  });
  grid.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    keep(dragged);
    dragged = null;
  });
}

/** Let a button put the page's address where it can be pasted. */
export function bindCopying(root: Document): void {
  const button = root.querySelector<HTMLButtonElement>("[data-copy-link]");
  button?.addEventListener("click", () => {
    void navigator.clipboard?.writeText(location.href.split("#")[0] ?? "").then(() => {
      const words = button.querySelector("span");
      if (words) words.textContent = button.dataset["copied"] ?? "";
    });
  });
}

function filesOf(grid: HTMLElement): HTMLElement[] {
  return [...grid.querySelectorAll<HTMLElement>(".card-file")];
}
