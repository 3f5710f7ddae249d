// Light, dark or as the machine says. A cookie keeps it, so that the server's first byte already knows.

const YEAR_SECONDS = 31_536_000;

/** Make the buttons with data-theme-choice switch the colours and show which one holds. */
export function bindThemes(root: Document): void {
  const html = root.documentElement;
  const show = () => {
    for (const button of root.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === html.dataset["theme"]));
    }
  };
  root.addEventListener("click", (event) => {
    const choice = (event.target as Element).closest<HTMLElement>("[data-theme-choice]")?.dataset["themeChoice"];
    if (!choice) return;
    html.dataset["theme"] = choice;
    root.cookie = `theme=${choice}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    window.dispatchEvent(new Event("themechange"));
    show();
  });
  show();
}
