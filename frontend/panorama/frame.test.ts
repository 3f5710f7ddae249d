import { expect, test } from "vitest";
import { frameOf } from "./frame";

test("twice as wide as high is a whole sphere", () => {
  expect(frameOf({ width: 4000, height: 2000 })).toEqual({ haov: 360, vaov: 180, hfov: 100 });
});

test("a strip of a phone goes round, and nobody looks beyond its edges", () => {
  expect(frameOf({ width: 8000, height: 1000 })).toEqual({ haov: 360, vaov: 45, minPitch: -22.5, maxPitch: 22.5, hfov: 45 });
});

test("an unknown or too high picture is taken for a whole one", () => {
  expect(frameOf({ width: 0, height: 0 }).vaov).toBe(180);
  expect(frameOf({ width: 1000, height: 1000 }).vaov).toBe(180);
});
