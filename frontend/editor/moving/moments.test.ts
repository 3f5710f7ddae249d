import { expect, test } from "vitest";
import { readMoment, sayMoment } from "./moments";

test("moments come back as they went", () => {
  for (const ms of [0, 1, 999, 1000, 59_999, 60_000, 61_050, 3_599_999, 3_600_000, 7_384_500]) {
    expect(readMoment(sayMoment(ms))).toBe(ms);
  }
});

test("hands write them in many ways", () => {
  expect(readMoment("1:02,5")).toBe(62_500);
  expect(readMoment(" 90 ")).toBe(90_000);
  expect(readMoment("90:00")).toBe(5_400_000);
  expect(readMoment("1:00:03")).toBe(3_603_000);
  expect(readMoment("")).toBeNull();
  for (const wrong of ["mai", "1:75", "1:75:00", "-3", "1::2", "1.2345"]) expect(readMoment(wrong)).toBeUndefined();
});
