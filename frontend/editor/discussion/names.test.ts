import { expect, test } from "vitest";
import { beginning, fitting } from "./names";

test("a name begins after @, not inside an address", () => {
  expect(beginning("Nhờ @Lan", 8)).toEqual({ at: 4, typed: "Lan" });
  expect(beginning("Nhờ @", 5)).toEqual({ at: 4, typed: "" });
  expect(beginning("lan@bao", 7)).toBeNull();
  expect(beginning("@Lan\nđi", 7)).toBeNull();
  expect(beginning("không có", 8)).toBeNull();
});

test("names are found by any word, without tones", () => {
  const names = ["Nguyễn Thị Lan", "Trần Văn Minh", "Đỗ Lan Anh"];
  expect(fitting(names, "lan")).toEqual(["Nguyễn Thị Lan", "Đỗ Lan Anh"]);
  expect(fitting(names, "do lan")).toEqual(["Đỗ Lan Anh"]);
  expect(fitting(names, "van m")).toEqual(["Trần Văn Minh"]);
  expect(fitting(names, "")).toHaveLength(3);
});
