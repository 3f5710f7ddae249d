/** The choice of speed beside a player; the reader's last choice holds for the next one. */
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const KEPT = "speed";

function kept(): number {
  try {
    const speed = Number(localStorage.getItem(KEPT));
    return SPEEDS.includes(speed) ? speed : 1;
  } catch {
    return 1; // private windows may refuse storage
  }
}

export function showSpeed(box: HTMLElement, media: HTMLMediaElement, words: string): void {
  const choice = document.createElement("select");
  const number = new Intl.NumberFormat(document.documentElement.lang || "vi");
  choice.append(...SPEEDS.map((speed) => new Option(`${number.format(speed)}×`, String(speed))));
  const label = document.createElement("label");
  label.className = "speed";
  label.append(`${words} `, choice);
  const show = (): void => void (choice.value = String(media.playbackRate));
  media.defaultPlaybackRate = media.playbackRate = kept();
  show();
  media.addEventListener("ratechange", show);
  choice.addEventListener("change", () => {
    media.defaultPlaybackRate = media.playbackRate = Number(choice.value);
    try {
      localStorage.setItem(KEPT, choice.value);
    } catch {
      // it holds for this page
    }
  });
  box.append(label);
}
