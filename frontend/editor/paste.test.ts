import { expect, test } from "vitest";
import { cleanPastedHtml } from "./paste";
import { chartSpec, readFigure, readGrid } from "./views/chart";

const squeeze = (html: string): string => cleanPastedHtml(html).replace(/>\s+</g, "><").trim();

test("Word's numbered lists become lists", () => {
  const html = `<p class=MsoListParagraph style='mso-list:l0'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Một</p>
    <p class=MsoListParagraph style='mso-list:l0'><span style='mso-list:Ignore'>2.</span> Hai</p>`;
  expect(squeeze(html).replace(/> +/g, ">")).toBe("<ol><li>Một</li><li>Hai</li></ol>");
});

test("decomposed letters are composed", () => {
  expect(squeeze("<p>Việt</p>".normalize("NFD"))).toBe("<p>Việt</p>");
});

test("a picture becomes a figure that still needs its file", () => {
  const html = `<div><figure><img src="https://bao.vn/a.jpg" alt="Cầu"><figcaption>Cầu Rồng</figcaption></figure><p>Chữ</p></div>`;
  expect(squeeze(html)).toBe(
    '<div data-node="figure" data-pending="https://bao.vn/a.jpg" data-alt="Cầu">Cầu Rồng</div><p>Chữ</p>',
  );
});

test("counting pixels are dropped, headings start at the second level", () => {
  expect(squeeze('<img src="x" width="1"><h1>Tít</h1><h6><b>nhỏ</b></h6>')).toBe("<h2>Tít</h2><h4>nhỏ</h4>");
});

test("who said it becomes the quotation's attribution", () => {
  expect(squeeze("<blockquote><p>Lời</p><p>— Bà Hoa</p></blockquote>")).toBe(
    '<blockquote data-attribution="Bà Hoa"><p>Lời</p></blockquote>',
  );
});

test("figures are read as Vietnamese newsrooms write them", () => {
  expect([readFigure("1.234,5"), readFigure("20.000"), readFigure("3,2%"), readFigure("12"), readFigure("n/a")]).toEqual([
    1234.5, 20000, 3.2, 12, "n/a",
  ]);
});

test("a pasted grid becomes rows and a chart", () => {
  const { columns, rows } = readGrid("Năm\tKhách\n2024\t1.200\n2025\t1.850");
  expect(rows).toEqual([{ Năm: "2024", Khách: 1200 }, { Năm: "2025", Khách: 1850 }]);
  expect(chartSpec("bar", columns)).toMatchObject({ mark: "bar", encoding: { y: { field: "Khách" } } });
});

test("handlers, scripts and addresses that run something are gone", () => {
  const html = `<style>p{color:red}</style><p onclick="x()">a <a href="javascript:x()" onmouseover="x()">b</a><img src="q" onerror="x()"><script>x()</script></p>`;
  expect(squeeze(html)).not.toMatch(/on\w+=|javascript|script|color/);
});
