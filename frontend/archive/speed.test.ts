import { describe, expect, it } from "vitest";
import { Speed } from "./speed";
import { amount, duration } from "./words";

describe("speed", () => {
  it("is unknown before two marks and forgets what was before a pause", () => {
    const speed = new Speed();
    expect(speed.secondsFor(100)).toBeNull();
    speed.note(0, 0);
    speed.note(1000, 1000);
    expect(speed.perSecond()).toBe(1000);
    expect(speed.secondsFor(5000)).toBe(5);
    speed.reset();
    expect(speed.perSecond()).toBe(0);
  });

  it("follows a network that became slower", () => {
    const speed = new Speed();
    for (let second = 0; second <= 20; second += 1) speed.note(second * 1_000_000, second * 1000);
    for (let second = 21; second <= 40; second += 1) speed.note(20_000_000 + (second - 20) * 1000, second * 1000);
    expect(speed.perSecond()).toBeLessThan(2000);
  });
});

describe("words", () => {
  it("says amounts and times as people do", () => {
    expect(amount(3_400_000)).toBe("3,4 MB");
    expect(amount(0)).toBe("0 B");
    expect(duration(12)).toBe("15 giây");
    expect(duration(61)).toBe("2 phút");
    expect(duration(7260)).toBe("2 giờ 1 phút");
  });
});
