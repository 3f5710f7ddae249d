import { expect, test } from "vitest";
import { cleanPastedHtml } from "./paste";

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

test("handlers, scripts and addresses that run something are gone", () => {
  const html = `<style>p{color:red}</style><p onclick="x()">a <a href="javascript:x()" onmouseover="x()">b</a><img src="q" onerror="x()"><script>x()</script></p>`;
  expect(squeeze(html)).not.toMatch(/on\w+=|javascript|script|color/);
});
