// Live parts: an element with data-live="stories releases" is refreshed when one of these topics moved.
// Its own hx-get says from where: <div data-live="stories" hx-get="…" hx-trigger="live" hx-swap="outerHTML">.

export const BACKGROUND = "X-Hoitu-Background";
const PAUSE_MS = 400;
const LONGEST_WAIT_MS = 2000;
const ASK_AGAIN_MS = 20_000;

interface Swap {
  target: HTMLElement;
  shouldSwap: boolean;
  requestConfig?: { triggeringEvent?: Event };
}

interface Message {
  topic: string;
  key: string;
}

/** Listen for the topics that the page shows, as long as it is visible. */
export function keepLive(root: Document): void {
  const address = root.querySelector<HTMLMetaElement>('meta[name="live-stream"]')?.content;
  if (!address) return;
  const waiting = new Waiting(root);
  let source: EventSource | null = null;
  let listening = "";

  // What moved between asking for the page and listening is sent first; so is what moved while it was hidden.
  let knownSince = 0;

  const listen = () => {
    const topics = topicsOf(root);
    const wanted = root.visibilityState === "hidden" ? "" : topics.join(",");
    if (wanted === listening) return;
    source?.close();
    source = null;
    listening = wanted;
    if (!wanted) return;
    const age = Math.round(performance.now() - knownSince);
    knownSince = performance.now();
    source = new EventSource(`${address}?topics=${encodeURIComponent(wanted)}&age=${age}`);
    source.addEventListener("message", (event) => waiting.add(JSON.parse(event.data as string) as Message));
    source.addEventListener("missed", () => topics.forEach((topic) => waiting.add({ topic, key: "" })));
    source.addEventListener("error", () => {
      // A browser gives up after an answer that is no stream (restart behind a proxy, ended session): ask later.
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      listening = "";
      knownSince = performance.now();
      window.setTimeout(listen, ASK_AGAIN_MS);
    });
  };

  listen();
  root.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig, shouldSwap } = (event as CustomEvent<Swap>).detail;
    // Somebody has begun to type while the news was on its way: it comes again when the hand is gone.
    if (!shouldSwap || requestConfig?.triggeringEvent?.type !== "live" || !isInUse(target)) return;
    (event as CustomEvent<Swap>).detail.shouldSwap = false;
    for (const topic of topics(target)) waiting.add({ topic, key: target.dataset["liveKey"] ?? "" });
  });
  root.addEventListener("htmx:afterSettle", listen);
  root.addEventListener("visibilitychange", () => {
    // A hidden page does not listen: browsers allow few connections, and many tabs are open in a newsroom.
    if (root.visibilityState === "hidden") knownSince = performance.now();
    listen();
  });
  window.addEventListener("pagehide", () => source?.close());
}

/** Return the topics that elements of the page name, sorted, each once. */
export function topicsOf(root: ParentNode): string[] {
  const names = [...root.querySelectorAll<HTMLElement>("[data-live]")].flatMap(topics);
  return [...new Set(names)].sort();
}

function topics(element: HTMLElement): string[] {
  return (element.dataset["live"] ?? "").split(/\s+/).filter(Boolean);
}

/** Say whether a message concerns an element: its topic, and its data-live-key when it has one. */
export function concerns(element: HTMLElement, message: Message): boolean {
  const key = element.dataset["liveKey"];
  return topics(element).includes(message.topic) && (!key || !message.key || key === message.key);
}

/**
 * Say whether somebody types in an element, has a menu or dialog of it open, or has typed into a form of it what is not
 * sent yet (or was sent and refused).
 */
function isInUse(element: HTMLElement): boolean {
  const inHand = "input:focus, textarea:focus, select:focus, details.menu[open], dialog[open], [data-unsaved]";
  return element.querySelector(inHand) !== null || [...element.querySelectorAll("form")].some(holdsUnsent);
}

function holdsUnsent(form: HTMLFormElement): boolean {
  if (form.method !== "post") return false;
  return [...form.elements].some((control) => {
    if (control instanceof HTMLInputElement) {
      return control.type === "checkbox" || control.type === "radio"
        ? control.checked !== control.defaultChecked
        : control.type !== "hidden" && control.value !== control.defaultValue;
    }
    if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
    if (!(control instanceof HTMLSelectElement) || control.multiple) return false;
    const shown = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(0, shown);
  });
}

/** Messages come in bursts; elements are refreshed once per burst, and at least every two seconds. */
class Waiting {
  private messages: Message[] = [];
  private timer = 0;
  private since = 0;

  constructor(private readonly root: Document) {}

  add(message: Message): void {
    const now = performance.now();
    if (this.messages.length === 0) this.since = now;
    this.messages.push(message);
    window.clearTimeout(this.timer);
    const left = Math.max(0, LONGEST_WAIT_MS - (now - this.since));
    this.timer = window.setTimeout(() => this.flush(), Math.min(PAUSE_MS, left));
  }

  private flush(): void {
    const messages = this.messages.splice(0);
    for (const element of this.root.querySelectorAll<HTMLElement>("[data-live]")) {
      const news = messages.filter((message) => concerns(element, message));
      if (news.length === 0) continue;
      if (isInUse(element)) {
        // Nothing is pulled away from under a hand; it comes when the hand is gone.
        this.messages.push(...news.filter((message) => !this.messages.includes(message)));
      } else {
        // It must not bubble: a live part may hold another one.
        element.dispatchEvent(new Event("live"));
      }
    }
    if (this.messages.length > 0) this.timer = window.setTimeout(() => this.flush(), LONGEST_WAIT_MS);
  }
}

/** Tell the server which requests nobody made by hand: an open screen is not a person at work. */
export function markBackground(root: Document): void {
  root.addEventListener("htmx:configRequest", (event) => {
    const { headers, triggeringEvent } = (event as CustomEvent<ConfigRequest>).detail;
    if (!triggeringEvent || triggeringEvent.type === "live") headers[BACKGROUND] = "1";
  });
}

interface ConfigRequest {
  headers: Record<string, string>;
  triggeringEvent?: Event;
}
