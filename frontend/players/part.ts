/** A part of a file: it begins and ends where the newsroom said, although its first segment begins earlier. */
const NEAR_SECONDS = 0.05;

export class Part {
  constructor(
    private readonly media: HTMLMediaElement,
    readonly start: number,
    readonly end: number,
  ) {
    media.addEventListener("loadedmetadata", () => this.stayInside());
    media.addEventListener("seeking", () => this.stayInside());
    media.addEventListener("play", () => {
      if (media.currentTime >= end - NEAR_SECONDS) media.currentTime = start;
    });
    media.addEventListener("timeupdate", () => {
      if (media.currentTime < end || media.paused) return;
      media.pause();
      media.currentTime = end;
    });
  }

  private stayInside(): void {
    if (this.media.currentTime < this.start) this.media.currentTime = this.start;
    else if (this.media.currentTime > this.end + NEAR_SECONDS) this.media.currentTime = this.end;
  }
}
