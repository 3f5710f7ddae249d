// Short messages at the edge of the page. Servers send them as Django messages or as HX-Trigger: {"toast": {...}}.

export type ToastTone = "info" | "success" | "warning" | "error";

const SHOWN_MS = 6000;

interface ToastDetail {
  text?: string;
  tone?: ToastTone;
  value?: string;
}

/** Show `text` for some seconds; errors stay until they are closed. */
export function toast(text: string, tone: ToastTone = "info"): void {
  const list = document.getElementById("toasts");
  const form = document.getElementById("toast-form");
  if (!list || !(form instanceof HTMLTemplateElement)) return;
  const item = (form.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  item.classList.add(`toast-${tone}`);
  item.querySelector(".toast-words")!.textContent = text;
  list.append(item);
  leaveInTime(item);
}

/** Make toasts closable and let servers send more of them. */
export function bindToasts(root: Document): void {
  root.addEventListener("click", (event) => {
    (event.target as Element).closest("[data-toast-close]")?.closest(".toast-note")?.remove();
  });
  root.addEventListener("toast", (event) => {
    const detail = (event as CustomEvent<ToastDetail>).detail;
    toast(detail.text ?? detail.value ?? "", detail.tone);
  });
  for (const item of root.querySelectorAll<HTMLElement>("#toasts .toast-note")) leaveInTime(item);
}

function leaveInTime(item: HTMLElement): void {
  if (item.classList.contains("toast-error") || item.classList.contains("toast-warning")) return;
  const leave = () => {
    // Somebody is reading it or stands on its button: ask again later.
    if (item.matches(":hover, :focus-within")) setTimeout(leave, SHOWN_MS);
    else item.remove();
  };
  setTimeout(leave, SHOWN_MS);
}
