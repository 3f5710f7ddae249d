import { expect, test } from "vitest";
import { direction, directionAt, placeOf } from "./direction";

test("a direction stays within one turn and never looks behind the zenith", () => {
  expect(direction(190, 100)).toEqual([-170, 90]);
  expect(direction(-540, -91)).toEqual([-180, -90]);
});

test("the middle of the picture is straight ahead, its edges are behind", () => {
  expect(directionAt(50, 50, 2)).toEqual([0, 0]);
  expect(directionAt(0, 0, 2)).toEqual([-180, 90]);
});

test.each([[0, 0, 2], [-170, 40, 2], [90, -22, 8], [135, 10, 4]])("%i°, %i° on a picture of %i:1 is found again", (yaw, pitch, ratio) => {
  const [left, top] = placeOf(yaw, pitch, ratio);
  expect(directionAt(left, top, ratio)).toEqual([yaw, pitch]);
});
