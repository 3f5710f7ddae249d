// Native dialogs and drop-downs, opened and closed by attributes because the page's policy forbids inline handlers.

/** Make data-dialog-open, data-dialog-close, data-go-back and details.menu work anywhere below `root`. */
export function bindDialogs(root: Document): void {
  root.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-dialog-open]");
    if (opener) openDialog(root, opener);
    else if (target.closest("[data-dialog-close]")) target.closest("dialog")?.close();
    else if (target instanceof HTMLDialogElement && isOutside(target, event)) target.close();
    if (target.closest("[data-go-back]")) history.back();
    closeMenus(root, target.closest("details.menu"));
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = (event.target as Element).closest<HTMLDetailsElement>("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
  // A form answered by htmx inside a dialog closes it, unless the answer shows the form again.
  root.addEventListener("close-dialog", (event) => (event.target as Element).closest("dialog")?.close());
}

function openDialog(root: Document, opener: HTMLElement): void {
  const dialog = root.getElementById(opener.dataset["dialogOpen"] ?? "");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

function isOutside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  // A key press on a button of the dialog is a click at 0, 0.
  return !inside && event.detail > 0;
}

function closeMenus(root: Document, except: Element | null): void {
  for (const menu of root.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}
