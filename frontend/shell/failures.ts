// When htmx gets no usable answer, the person hears why: the sentence of the server's error page, or that it is away.
import { toast } from "./toasts";
import { words } from "./words";

/** Turn failed htmx requests into toasts. */
export function explainFailures(root: Document): void {
  root.addEventListener("htmx:responseError", (event) => {
    const answer = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
    if (answer.status === 401) {
      // The session ended: the page itself knows the way to the sign-in form and back.
      location.reload();
      return;
    }
    toast(sentence(answer) ?? words().failed, "error");
  });
  root.addEventListener("htmx:sendError", () => toast(words().offline, "error"));
  root.addEventListener("htmx:timeout", () => toast(words().offline, "error"));
}

function sentence(answer: XMLHttpRequest): string | null {
  if (answer.getResponseHeader("Content-Type")?.includes("json")) {
    try {
      const body = JSON.parse(answer.responseText) as { sentence?: string; detail?: unknown };
      return body.sentence ?? (typeof body.detail === "string" ? body.detail : null);
    } catch {
      return null;
    }
  }
  const page = new DOMParser().parseFromString(answer.responseText, "text/html");
  return page.querySelector("[data-sentence]")?.textContent?.trim() || null;
}
