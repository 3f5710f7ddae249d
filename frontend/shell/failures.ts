// When htmx gets no usable answer, the person hears why: the sentence of the server's error page, or that it is away.
import { BACKGROUND } from "./live";
import { toast } from "./toasts";
import { words } from "./words";

interface FailedRequest {
  xhr: XMLHttpRequest;
  requestConfig?: { headers: Record<string, string> };
}

/** Turn failed htmx requests into toasts. */
export function explainFailures(root: Document): void {
  root.addEventListener("htmx:responseError", (event) => {
    const { xhr: answer, requestConfig } = (event as CustomEvent<FailedRequest>).detail;
    const isBackground = Boolean(requestConfig?.headers[BACKGROUND]);
    if (answer.status === 401) {
      // The session ended. The page itself knows the way to the sign-in form and back, but nobody's text may
      // vanish because a live part of the page asked for news.
      if (isBackground) sayOnce(words().signedOut);
      else location.reload();
    } else if (!isBackground) {
      toast(sentence(answer) ?? words().failed, "error");
    }
  });
  root.addEventListener("htmx:sendError", () => sayOnce(words().offline));
  root.addEventListener("htmx:timeout", () => sayOnce(words().offline));
}

function sayOnce(text: string): void {
  const said = [...document.querySelectorAll("#toasts .toast-words")].some((shown) => shown.textContent === text);
  if (!said) toast(text, "error");
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
