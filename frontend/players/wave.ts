/** The shape of a recording: what was heard is coloured, a click goes there. Keys have the player's own slider. */
import type { Part } from "./part";

export function followWave(box: HTMLElement, media: HTMLMediaElement, part: Part | null, ready: () => Promise<void>): void {
  const wave = box.querySelector<SVGElement>(".wave");
  if (!wave) return;
  const span = (): [number, number] => (part ? [part.start, part.end] : [0, media.duration || 0]);
  const show = (): void => {
    const [start, end] = span();
    const heard = end > start ? (100 * (media.currentTime - start)) / (end - start) : 0;
    wave.style.setProperty("--heard", `${Math.min(100, Math.max(0, heard))}%`);
  };
  media.addEventListener("timeupdate", show);
  media.addEventListener("seeking", show);
  wave.addEventListener("click", (event) => {
    const { left, width } = wave.getBoundingClientRect();
    const share = (event.clientX - left) / width;
    void ready().then(async () => {
      await media.play().catch(() => undefined);
      const [start, end] = span();
      media.currentTime = start + share * (end - start);
    });
  });
}
