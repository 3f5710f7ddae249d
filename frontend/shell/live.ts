// Live parts: an element with data-live="stories releases" is refreshed when one of these topics moved.
// Its own hx-get says from where: <div data-live="stories" hx-get="…" hx-trigger="live" hx-swap="outerHTML">.
import htmx from "htmx.org";

const PAUSE_MS = 400;
const LONGEST_WAIT_MS = 2000;

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

  const listen = () => {
    const topics = topicsOf(root);
    const wanted = root.visibilityState === "hidden" ? "" : topics.join(",");
    if (wanted === listening) return;
    source?.close();
    source = null;
    listening = wanted;
    if (!wanted) return;
    let seen = false;
    source = new EventSource(`${address}?topics=${encodeURIComponent(wanted)}`);
    source.addEventListener("open", () => {
      // What happened while the line was down is unknown: refresh everything once it is back.
      if (seen) topics.forEach((topic) => waiting.add({ topic, key: "" }));
      seen = true;
    });
    source.addEventListener("message", (event) => waiting.add(JSON.parse(event.data as string) as Message));
  };

  listen();
  root.addEventListener("htmx:afterSettle", listen);
  root.addEventListener("visibilitychange", () => {
    const away = listening === "";
    listen();
    if (away && listening) listening.split(",").forEach((topic) => waiting.add({ topic, key: "" }));
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
      // A part in which somebody types waits for the next message.
      if (element.contains(document.activeElement) && element.querySelector("input:focus, textarea:focus")) continue;
      if (messages.some((message) => concerns(element, message))) htmx.trigger(element, "live");
    }
  }
}
