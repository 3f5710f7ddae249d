import { expect, test } from "vitest";
import { moved, printPlace, readPlace } from "./coordinates";
import { findProvinces, type Province } from "./provinces";

const HUE = { lat: 16.4637, lon: 107.5909 };

test.each([
  "16.4637, 107.5909",
  "(16.4637 107.5909)",
  "16,4637; 107,5909",
  "107.5909, 16.4637",
  "geo:16.4637,107.5909?z=15",
  "https://www.google.com/maps/@16.4637,107.5909,15z",
  "https://www.google.com/maps/place/X/@16.5,107.6,17z/data=!3m1!8m2!3d16.4637!4d107.5909",
  "https://maps.google.com/?q=16.4637,107.5909",
  "https://www.openstreetmap.org/?mlat=16.4637&mlon=107.5909#map=12/16.5/107.6",
  "https://www.openstreetmap.org/#map=15/16.4637/107.5909",
])("%s is the same place", (text) => expect(readPlace(text)).toEqual(HUE));

test("degrees, minutes and seconds, in Vietnamese letters too", () => {
  expect(readPlace("21°01'42.6\"N 105°51'15.12\"E")).toEqual({ lat: 21.0285, lon: 105.8542 });
  expect(readPlace("21°01′42,6″B, 105°51′15,12″Đ")).toEqual({ lat: 21.0285, lon: 105.8542 });
  expect(readPlace("33°52'S 151°12'E")!.lat).toBeCloseTo(-33.8667, 3);
});

test("what is no place is none", () => {
  for (const text of ["", "Huế", "16.4637", "116.4, 197.5", "24/7", "https://maps.app.goo.gl/abc", "javascript:@16,107"]) expect(readPlace(text)).toBeNull();
});

test("a hundred metres north and back", () => {
  const north = moved(HUE, 100, 0);
  expect((north.lat - HUE.lat) * 111_195).toBeCloseTo(100, 0);
  expect(moved(moved(HUE, 0, 100), 0, -100)).toEqual(HUE);
  expect(moved({ lat: 90, lon: 180 }, 100, 100)).toEqual({ lat: 90, lon: 180 });
});

test("a place is written as papers write it", () => {
  expect(printPlace(HUE, ["B", "N", "Đ", "T"])).toBe("16,46370° B, 107,59090° Đ");
});

test("a province is found without marks, an archipelago leads to it", () => {
  const one = (key: string, name: string, islands: Province["islands"] = null): Province => ({ key, name, column: 1, row: 1, islands, lat: 1, lon: 1 });
  const all = [one("ha-noi", "Hà Nội"), one("da-nang", "Đà Nẵng", { name: "Hoàng Sa", column: 7, row: 7 }), one("ha-tinh", "Hà Tĩnh")];
  expect(findProvinces(all, "da n").map(({ key }) => key)).toEqual(["da-nang"]);
  expect(findProvinces(all, "hoang sa").map(({ key }) => key)).toEqual(["da-nang"]);
  expect(findProvinces(all, "hà").map(({ key }) => key)).toEqual(["ha-noi", "ha-tinh"]);
  expect(findProvinces(all, " ")).toEqual([]);
});
