import { expect, test } from "vitest";
import { dateProblem, order, readMoment, tidyDate } from "./dates";

test.each([
  ["2/9/1945", { year: 1945, month: 9, day: 2 }],
  ["ngày 02-09-1945", { year: 1945, month: 9, day: 2 }],
  ["Ngày 2 tháng 9 năm 1945", { year: 1945, month: 9, day: 2 }],
  ["2.9.1945", { year: 1945, month: 9, day: 2 }],
  ["1945-09-02", { year: 1945, month: 9, day: 2 }],
  ["14 giờ 30 ngày 2/9/1945", { year: 1945, month: 9, day: 2, hour: 14, minute: 30 }],
  ["14h30, 2/9/1945", { year: 1945, month: 9, day: 2, hour: 14, minute: 30 }],
  ["tháng 8/1945", { year: 1945, month: 8 }],
  ["Tháng 8 năm 1945", { year: 1945, month: 8 }],
  ["Năm 1945", { year: 1945 }],
  ["1945", { year: 1945 }],
])("%s is read", (words, moment) => expect(readMoment(words)).toEqual(moment));

test("words without a year tell no order", () => {
  for (const words of ["", "Trước đó", "30/4", "Mùa thu"]) expect(readMoment(words)).toBeNull();
});

test("a month comes before its days, an hour after its day", () => {
  const told = ["2/9/1945", "tháng 9/1945", "1946", "1945", "14 giờ ngày 2/9/1945", "31/12/1945"];
  const sorted = [...told].sort((one, other) => order(readMoment(one)!) - order(readMoment(other)!));
  expect(sorted).toEqual(["1945", "tháng 9/1945", "2/9/1945", "14 giờ ngày 2/9/1945", "31/12/1945", "1946"]);
});

test("today becomes its date, whatever stands around it", () => {
  const today = new Date(2026, 2, 1);
  expect(tidyDate("Hôm nay", today)).toBe("1/3/2026");
  expect(tidyDate("7 giờ hôm qua", today)).toBe("7 giờ 28/2/2026");
  expect(tidyDate("Trước Tết", today)).toBe("Trước Tết");
});

test("days that never were are told", () => {
  expect(dateProblem("31/2/2026")).toContain("không có ngày 31");
  expect(dateProblem("1/13/2026")).toBe("Không có tháng 13");
  expect(dateProblem("29/2/2024")).toBe("");
  expect(dateProblem("25 giờ 10 ngày 1/1/2026")).toContain("25 giờ");
});
