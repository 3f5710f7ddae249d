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

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:st1="urn:schemas-microsoft-com:office:smarttags"><head>
<style>p.MsoNormal{margin:0}</style><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body lang=VI>
<p class=MsoNormal align=center style='mso-outline-level:1'><b><span lang=VI style='font-size:14.0pt'>Mưa lũ<o:p></o:p></span></b></p>
<p class=MsoNormal>Nước dâng ở <st1:place w:st="on">Mường
Tè</st1:place><span class=msoIns><ins cite="mailto:Minh" datetime="2026-11-01T08:00">, Lai Châu</ins></span><span
class=msoDel><del cite="mailto:Minh" datetime="2026-11-01T08:00"> (chưa rõ)</del></span><a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Cứu hộ<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:1.0in;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>a.<span>&nbsp;</span></span><![endif]>Xuồng<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.</span><![endif]>Lương thực<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td width=300 colspan=2 style='border:solid'><p class=MsoNormal><b>Thiệt hại</b><o:p></o:p></p></td></tr>
<tr><td rowspan=2><p class=MsoNormal>Nhà<o:p></o:p></p></td><td><p class=MsoNormal>12<o:p></o:p></p></td></tr><tr><td><p class=MsoNormal>&nbsp;<o:p></o:p></p></td></tr></table>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> Theo ban chỉ huy.<o:p></o:p></p></div></div>
</body></html>`;

test("Word: tracked changes accepted, notes in their place, lists nested, joined cells kept", () => {
  expect(squeeze(WORD).replace(/\s+/g, " ").replace(/ ?(<\/?(?:li|ol|td|p|tr)[^>]*>) ?/g, "$1")).toBe(
    "<p><b>Mưa lũ</b></p>" +
      '<p>Nước dâng ở Mường Tè, Lai Châu<span data-node="footnote">Theo ban chỉ huy.</span>.</p>' +
      "<ol><li>Cứu hộ<ol><li>Xuồng</li></ol></li><li>Lương thực</li></ol>" +
      '<table><tbody><tr><td colspan="2"><p><b>Thiệt hại</b></p></td></tr><tr><td rowspan="2"><p>Nhà</p></td><td><p>12</p></td></tr><tr><td><p></p></td></tr></tbody></table>',
  );
});

test("Google Docs: a wrapper that is not bold, nested spans, a list with paragraphs, a footnote", () => {
  const html = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:400">Tít</span></h2>
<p dir="ltr" style="line-height:1.38"><span style="font-size:11pt"><span style="font-weight:700;font-style:italic">Đậm nghiêng</span></span><span> thường</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p>
<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Mục</span></p></li></ul><br class="Apple-interchange-newline">
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> Nguồn tin</span></p></div></b>`;
  const clean = squeeze(html);
  expect(clean).toContain("<h2>Tít</h2>");
  expect(clean).toMatch(/<(strong|em)><(strong|em)>Đậm nghiêng<\/\2><\/\1> thường/);
  expect(clean).toContain("<ul><li><p>Mục</p></li></ul>");
  expect(clean).toContain('<span data-node="footnote">Nguồn tin</span>');
  expect(clean).not.toContain("[1]");
});

test("a news page: the article's words and picture, neither advertising nor scripts nor what to read next", () => {
  const html = `<div class="detail-content afcbc-body" style="font-family:Merriweather"><p style="color:#222"><strong>(Báo)</strong> Mở đầu.</p>
<div class="ads" id="ads-1"><script>googletag.cmd.push()</script><ins class="adsbygoogle">quảng cáo</ins></div>
<figure class="VCSortableInPreviewMode"><div><img src="data:image/png;base64,iVBORw0KGgo=" alt="Cầu" width="660" onerror="x()"></div><figcaption class="PhotoCMS_Caption"><p data-placeholder="chú thích">Cầu Rồng <i>(ảnh)</i></p></figcaption></figure>
<div class="box-related-news"><a href="https://bao.vn/khac.htm">Tin khác</a></div>
<p>Giá <del>12.000</del> 10.000 đồng, <a href="https://bao.vn/gia.htm?utm_source=a" target="_blank" rel="nofollow">xem</a>.</p>
<img src="https://dem.vn/p.gif" width="1" height="1"><iframe src="https://quangcao.vn"></iframe></div>`;
  const clean = squeeze(html);
  expect(clean).toBe(
    "<p><strong>(Báo)</strong> Mở đầu.</p>" +
      '<div data-node="figure" data-pending="data:image/png;base64,iVBORw0KGgo=" data-alt="Cầu"><p>Cầu Rồng <i>(ảnh)</i></p></div>' +
      '<p>Giá <s>12.000</s> 10.000 đồng, <a href="https://bao.vn/gia.htm?utm_source=a">xem</a>.</p>',
  );
});
