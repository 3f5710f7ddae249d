// A posted form is sent once: a second press on the same button, while the answer is on its way, does nothing.

// An answer that is a file leaves the page as it is: then the button works again after this.
const ANSWER_WITHIN_MS = 8_000;

/** Keep double presses from running twice. Forms that scripts send themselves are left alone. */
export function bindOnce(root: Document): void {
  let sent = new WeakMap<HTMLFormElement, EventTarget | null>();
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form) && sent.get(form) === event.submitter) {
      event.preventDefault();
      return;
    }
    sent.set(form, event.submitter);
    window.setTimeout(() => sent.delete(form), ANSWER_WITHIN_MS);
  });
  // A page that comes back from the browser's memory was answered long ago.
  window.addEventListener("pageshow", () => (sent = new WeakMap()));
}
