/** How fast bytes go: over the last seconds, so that a pause or a better network shows soon. */
const WINDOW_MS = 8_000;

export class Speed {
  private marks: { at: number; bytes: number }[] = [];

  /** Note that so many bytes are over at this moment (milliseconds). */
  note(bytes: number, at: number): void {
    this.marks.push({ at, bytes });
    while (this.marks.length > 2 && at - this.marks[0]!.at > WINDOW_MS) this.marks.shift();
  }

  /** Return bytes per second, 0 while nothing is known. */
  perSecond(): number {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || !last || last.at <= first.at) return 0;
    return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.at - first.at));
  }

  /** Return the seconds that the rest takes, null while nothing is known. */
  secondsFor(bytes: number): number | null {
    const speed = this.perSecond();
    return speed > 0 ? bytes / speed : null;
  }

  /** Forget: what was before a pause says nothing about afterwards. */
  reset(): void {
    this.marks = [];
  }
}
