/** Players of the readers' pages: adaptive quality, parts, speed, ways from the words to the moment. */
import { Part } from "./part";
import { showSpeed } from "./speed";
import { followWave } from "./wave";

/** Load the ladder when somebody plays, never before: a page with ten films asks for none. */
async function attach(box: HTMLElement, media: HTMLMediaElement, address: string): Promise<void> {
  const { default: Hls } = await import("hls.js");
  if (!Hls.isSupported()) return; // the browser plays what stands in its source
  const plain = media.querySelector("source")?.src ?? "";
  media.querySelectorAll("source").forEach((source) => source.remove());
  // No worker: it would come from a blob, which our policy refuses.
  const hls = new Hls({ enableWorker: false, maxBufferLength: 20, backBufferLength: 30 });
  await new Promise<void>((resolve) => {
    hls.on(Hls.Events.MANIFEST_PARSED, () => resolve());
    hls.on(Hls.Events.ERROR, (_event, error) => {
      if (!error.fatal) return;
      hls.destroy();
      // What every browser plays without help; a part has no such file and says so.
      if (plain && !plain.includes(".m3u8")) media.src = plain;
      else say(box);
      resolve();
    });
    hls.loadSource(address);
    hls.attachMedia(media);
  });
}

function say(box: HTMLElement): void {
  if (box.querySelector("[role=alert]")) return;
  const words = document.createElement("p");
  words.className = "missing";
  words.setAttribute("role", "alert");
  words.textContent = box.dataset.failed ?? "";
  box.append(words);
}

function enrich(box: HTMLElement): void {
  const media = box.querySelector<HTMLMediaElement>("video, audio");
  if (!media) return;
  const { hls, start, end, speed } = box.dataset;
  const part = end === undefined ? null : new Part(media, Number(start) / 1000, Number(end) / 1000);
  const figure = box.closest("figure");
  const ready = once(async () => {
    if (hls) await attach(box, media, hls);
  });
  media.addEventListener("play", () => {
    if (!hls || ready.begun()) return;
    media.pause();
    void ready.run().then(() => media.play().catch(() => undefined));
  });
  showSpeed(box, media, speed ?? "");
  followWave(box, media, part, ready.run);
  figure?.querySelectorAll<HTMLElement>("time[data-at]").forEach((time) => {
    const go = document.createElement("button");
    go.type = "button";
    go.textContent = time.textContent;
    time.replaceChildren(go);
    go.addEventListener("click", () => {
      void ready.run().then(async () => {
        await media.play().catch(() => undefined);
        media.currentTime = Number(time.dataset.at) / 1000;
      });
    });
  });
}

/** Something that is done when first asked for and known to have begun. */
function once(work: () => Promise<void>): { begun(): boolean; run(): Promise<void> } {
  let running: Promise<void> | null = null;
  return { begun: () => running !== null, run: () => (running ??= work()) };
}

document.querySelectorAll<HTMLElement>(".player").forEach(enrich);
