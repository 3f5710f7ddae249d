"""What comes in from Word, the web, Markdown and plain files: words kept, nothing dangerous, never a crash."""

import base64
import io
import unicodedata
import zipfile
from collections import Counter

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.testing import examples
from hoitu.stories.document.addresses import provider_of, safe_address
from hoitu.stories.document.docx_in import from_docx
from hoitu.stories.document.errors import UnreadableDocument
from hoitu.stories.document.html_in import from_html
from hoitu.stories.document.html_out import HtmlRenderer, element
from hoitu.stories.document.markdown_in import from_markdown
from hoitu.stories.document.pictures import place_pictures
from hoitu.stories.document.plain import plain_text
from hoitu.stories.document.testing import ALL_KINDS, trees
from hoitu.stories.document.text_in import decode_text, from_text
from hoitu.stories.document.tree import Node, texts, to_json, walk
from hoitu.stories.document.validity import problems

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Shown(HtmlRenderer):
    """HTML with the addresses of pictures that wait to be fetched."""

    def on_figure(self, node: Node) -> "object":  # type: ignore[override]
        image = element("img", None, src=node.attr("pending") or "", alt=node.attr("alt") or "")
        return self.figure("", image, node)

    on_gallery_item = on_figure  # type: ignore[assignment]


def shown(html: str) -> str:
    return Shown().render(from_html(html).tree)


def types(tree: Node) -> list[str]:
    return [node.type for node in walk(tree)][1:]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Một <b>đậm</b> <i>nghiêng</i></p>", "<p>Một <strong>đậm</strong> <em>nghiêng</em></p>"),
        ("chữ trần<p>đoạn</p>đuôi", "<p>chữ trần</p><p>đoạn</p><p>đuôi</p>"),
        ("một<br><br>hai<br>ba<br>", "<p>một</p><p>hai<br>ba</p>"),
        ("<h1>Tít</h1><h5>Nhỏ</h5>", "<h2>Tít</h2><h4>Nhỏ</h4>"),
        ("<div>a<div>b</div></div>", "<p>a</p><p>b</p>"),
        ("<p style='text-align: center'>giữa</p>", '<p class="align-center">giữa</p>'),
        ("<ol start=3><li>ba<li>bốn</ol>", '<ol start="3"><li>ba</li><li>bốn</li></ol>'),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<p>  nhiều \n  chỗ&nbsp;&nbsp;trống </p>", "<p>nhiều chỗ trống</p>"),
        ("<b style='font-weight:normal'>thường</b>", "<p>thường</p>"),
        ("<span style='font-weight:700;font-style:italic'>x</span>", "<p><strong><em>x</em></strong></p>"),
        ("<p onclick=x()>a<script>alert(1)</script><style>p{}</style></p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>x</a>", "<p>x</p>"),
        ("<a href=' https://a.vn/?a=1&amp;b=2 '>x</a>", '<p><a href="https://a.vn/?a=1&amp;b=2">x</a></p>'),
        ("<a href='https://www.google.com/url?q=https://b.vn/&amp;sa=D'>x</a>", '<p><a href="https://b.vn/">x</a></p>'),
        ("<p>H<sub>2</sub>O m<sup>2</sup></p>", "<p>H<sub>2</sub>O m<sup>2</sup></p>"),
        ("<blockquote><p>Lời</p><footer>— Ông A</footer></blockquote>",
         "<blockquote><p>Lời</p><footer>Ông A</footer></blockquote>"),
        ("<p>trước<img src=https://a.vn/x.jpg alt='Ảnh'>sau</p>",
         '<p>trước</p><figure><img src="https://a.vn/x.jpg" alt="Ảnh"></figure><p>sau</p>'),
        ("<figure><img data-src=https://a.vn/x.jpg src=data:image/gif;base64,R0 alt=''>"
         "<figcaption>Chú thích. <small>Lan</small></figcaption></figure>",
         '<figure><img src="https://a.vn/x.jpg" alt="">'
         '<figcaption>Chú thích. <small>Lan</small></figcaption></figure>'),
        ("<table><tr><td><img src=https://a.vn/x.jpg></td></tr><tr><td><p>Chú thích</p></td></tr></table>",
         '<figure><img src="https://a.vn/x.jpg" alt=""><figcaption>Chú thích</figcaption></figure>'),
        ("<img src=https://a.vn/dem.gif width=1 height=1>", ""),
        ("<table><thead><tr><th>A</th><th colspan=2>B</th></tr></thead><tr><td>1<td>2<td>3</table>",
         '<table><thead><tr><th>A</th><th colspan="2">B</th></tr></thead>'
         '<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>'),
        ("<iframe src='//www.youtube.com/embed/dQw4w9WgXcQ?rel=0' title='Phim'></iframe>",
         '<p class="embed"><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Phim</a></p>'),
        ("<iframe src='https://quang-cao.example/x'></iframe>", ""),
        ("<p>https://youtu.be/dQw4w9WgXcQ</p>",
         '<p class="embed"><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Xem trên YouTube</a></p>'),
        ("<blockquote class='twitter-tweet'><p>Tin</p>"
         "<a href='https://twitter.com/a/status/123?s=20'>1/1</a></blockquote>",
         '<p class="embed"><a href="https://twitter.com/a/status/123">Xem trên X</a></p>'),
        ("<pre>a\n  b</pre>", "<pre><code>a\n  b</code></pre>"),
        ("<details><summary>Thêm</summary>chữ</details>",
         '<aside class="box box-plain"><h3>Thêm</h3><p>chữ</p></aside>'),
        ("<dl><dt>Tên</dt><dd>Nghĩa</dd></dl>", "<p><strong>Tên</strong></p><p>Nghĩa</p>"),
        ("<p><o:p>&nbsp;</o:p></p><p class=MsoNormal>Word<o:p></o:p></p>", "<p>Word</p>"),
    ],
)  # fmt: skip
def test_html_of_all_kinds_is_understood(html: str, expected: str) -> None:
    assert shown(html) == expected


def test_lists_of_word_are_nested_lists() -> None:
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp;</span></span><![endif]>{}</p>\n"
    )
    html = "".join(
        item.format(*row) for row in [(1, "·", "một"), (2, "o", "hai"), (1, "·", "ba"), (1, "1.", "bốn")]
    )

    assert shown(html) == "<ul><li>một<ul><li>hai</li></ul></li><li>ba</li></ul><ol><li>bốn</li></ol>"


def test_pictures_are_handed_back_and_placed() -> None:
    data = "data:image/png;base64," + base64.b64encode(PNG + b"\0" * 200).decode()
    read = from_html(
        f"<p><img src='/anh/1.jpg' alt='Một'></p><figure><img src='{data}'><figcaption>Hai</figcaption></figure>"
        "<p><img src='file:///C:/anh.png'></p>",
        base_url="https://bao.vn/tin/bai.html",
    )

    assert [(p.url[:20], p.alt, p.caption, p.data is not None) for p in read.pictures] == [
        ("https://bao.vn/anh/1", "Một", "", False),
        (read.pictures[1].url[:20], "", "Hai", True),
    ]
    asset = "0190c000-0000-7000-8000-000000000001"
    placed = place_pictures(read.tree, {read.pictures[0].url: asset}, drop_missing=True)
    assert [(n.attrs.get("asset"), n.attrs.get("pending")) for n in walk(placed) if n.type == "figure"] == [
        (asset, None)
    ]


def test_a_title_is_taken_from_the_opening_heading_or_the_page() -> None:
    page = "<html><head><title>Trang &amp; tên</title></head><body><h1>Tít bài</h1><p>Thân</p></body></html>"

    assert from_html(page).title == "Trang & tên"
    taken = from_html(page, take_title=True)
    assert (taken.title, plain_text(taken.tree)) == ("Tít bài", "Thân")


def test_deep_and_broken_html_is_read() -> None:
    assert plain_text(from_html("<div>" * 5000 + "sâu" + "</div>" * 5000).tree) == "sâu"
    assert "sâu" in plain_text(from_html("<ul><li>" * 300 + "sâu").tree)
    assert "sâu" in plain_text(from_html("<blockquote>" * 300 + "sâu").tree)
    assert plain_text(from_html("<table><table><td>a</p></ul>b").tree).split() == ["a", "b"]
    assert types(from_html("").tree) == ["paragraph"]
    with pytest.raises(UnreadableDocument):
        from_html("x" * 9_000_000)


_tags = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "i",
        "a",
        "span",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "h1",
        "h3",
        "blockquote",
        "figure",
        "figcaption",
        "img",
        "br",
        "hr",
        "pre",
        "iframe",
        "details",
        "summary",
        "video",
        "dl",
        "dt",
        "q",
        "sup",
        "center",
        "font",
        "section",
        "o:p",
        "xml",
        "script",
    ]
)
_attrs = st.sampled_from(
    ["", " style='mso-list:l0 level2 lfo1'", " class=MsoListParagraph", " href=javascript:x", " href=//a.vn",
     " src=https://a.vn/a.png", " style='font-weight:bold;text-align:right'", " colspan=3", " class=wp-caption",
     " src=https://www.youtube.com/embed/abcdefghijk", " class=twitter-tweet", " style='mso-list:Ignore'"]
)  # fmt: skip
_pieces = st.one_of(
    st.builds(lambda tag, attrs: f"<{tag}{attrs}>", _tags, _attrs),
    st.builds(lambda tag: f"</{tag}>", _tags),
    st.text("ab đệ<>&;\"' \n\x00\u200b", max_size=6),
    st.sampled_from(["<!--[if x]>", "<![endif]-->", "&nbsp;", "&#x110000;", "<![CDATA[", "]]>", "<?x?>"]),
)


@settings(deadline=None, max_examples=examples(400))
@given(st.lists(_pieces, max_size=30).map("".join))
def test_any_html_gives_a_valid_tree_that_reads_back_as_itself(html: str) -> None:
    tree = from_html(html).tree

    assert problems(tree) == ()
    once = from_html(Shown().render(tree)).tree
    assert to_json(from_html(Shown().render(once)).tree) == to_json(once)


@settings(deadline=None, max_examples=examples(60))
@given(trees(kinds=ALL_KINDS - {"suggestion"}))
def test_html_of_our_own_reads_back_without_losing_words(tree: Node) -> None:
    back = from_html(Shown().render(tree)).tree

    assert problems(back) == ()
    shown_in_attrs = "".join(str(value) for node in walk(back) for value in node.attrs.values())
    assert letters("".join(text.text for text in texts(tree))) <= letters(
        "".join(text.text for text in texts(back)) + shown_in_attrs
    )


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFD", text) if letter.isalnum())


def test_markdown_is_read_with_front_matter_tables_and_pictures() -> None:
    read = from_markdown(
        '---\ntitle: "Tít bài"\nauthor: Lan\n---\n\nMột *hai* **ba** ~~bốn~~ [liên kết](https://a.vn).\n\n'
        "- mục\n    1. con\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n![Ảnh](a.jpg)\n\n> trích\n\n<script>x</script>",
        base_url="https://bao.vn/bai/",
    )

    assert read.title == "Tít bài"
    assert [picture.url for picture in read.pictures] == ["https://bao.vn/bai/a.jpg"]
    assert {"bulletList", "orderedList", "table", "figure", "blockquote"} <= set(types(read.tree))
    assert "script" not in plain_text(read.tree)
    assert from_markdown("# Tít\n\nThân", take_title=True).title == "Tít"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_in_any_encoding(encoding: str) -> None:
    text = "Tít của bài\n\nĐoạn một có chữ Việt: ưỡn ẹo.\r\n\r\n- một\r\n- hai\n\n3. ba\n4. bốn"
    read = from_text(decode_text(text.encode(encoding)), take_title=True)

    assert read.title == "Tít của bài"
    assert Shown().render(read.tree) == (
        "<p>Đoạn một có chữ Việt: ưỡn ẹo.</p><ul><li>một</li><li>hai</li></ul>"
        '<ol start="3"><li>ba</li><li>bốn</li></ol>'
    )


def test_old_vietnamese_encoding_is_read() -> None:
    text = "Ủy ban nhân dân tỉnh đã họp, bàn việc chuyển đổi số báo chí trên địa bàn. " * 5
    decomposed = "".join(
        c if len(c.encode("cp1258", "ignore")) else "".join(_cp1258(c))
        for c in unicodedata.normalize("NFC", text)
    )
    assert plain_text(from_text(decode_text(decomposed.encode("cp1258"))).tree) == text.strip()


def _cp1258(letter: str) -> list[str]:
    """Return the letter as that encoding has it: base letter, then tone."""
    parts = unicodedata.normalize("NFD", letter)
    tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
    base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
    return [base, *tones]


def test_what_is_not_text_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        decode_text(b"\x89PNG\r\n\x1a\n" + bytes(200))


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Tít lớn", 0)
    document.add_heading("Phần một", 1)
    paragraph = document.add_paragraph("Chữ ")
    paragraph.add_run("đậm").bold = True
    paragraph.add_run(" H")
    paragraph.add_run("2").font.subscript = True
    document.add_paragraph("mục một", style="List Bullet")
    document.add_paragraph("mục hai", style="List Bullet")
    document.add_paragraph("số một", style="List Number")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "A", "B"
    document.add_picture(io.BytesIO(PNG))
    document.add_paragraph("Lời", style="Quote")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_is_read_with_its_pictures() -> None:
    read = from_docx(word_file())

    assert read.title == "Tít lớn"
    assert [picture.data for picture in read.pictures] == [PNG]
    html = Shown().render(read.tree)
    assert html.startswith("<h2>Phần một</h2><p>Chữ <strong>đậm</strong> H<sub>2</sub></p>")
    assert "<ul><li>mục một</li><li>mục hai</li></ul><ol><li>số một</li></ol>" in html
    assert "<td>A</td><td>B</td>" in html
    assert "<blockquote><p>Lời</p></blockquote>" in html


def test_files_that_are_no_word_file_are_refused_by_name() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("x.txt", "x")
    for data in (b"", b"%PDF-1.4", bomb.getvalue(), empty.getvalue(), word_file()[:3000]):
        with pytest.raises(UnreadableDocument):
            from_docx(data)


@settings(deadline=None, max_examples=examples(60))
@given(st.data())
def test_a_damaged_word_file_is_read_or_refused(data: st.DataObject) -> None:
    source = io.BytesIO(word_file())
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = bytearray(old.read(entry))
            if entry.filename in ("word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml"):
                start = data.draw(st.integers(0, len(content)))
                del content[start : start + data.draw(st.integers(0, 40))]
            new.writestr(entry.filename, bytes(content))
    try:
        tree = from_docx(target.getvalue()).tree
    except UnreadableDocument:
        return
    assert problems(tree) == ()


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:x", " java\tscript:x", "\x01javascript:x", "data:text/html,x", "vbscript:x",
     "file:///etc/passwd", "\\\\host\\x", "x:y", "http://[bad", "", "ftp://a.vn"],
)  # fmt: skip
def test_addresses_that_may_not_be_linked(address: str) -> None:
    assert safe_address(address) is None


def test_addresses_that_may_be_linked_and_embedded() -> None:
    for address in ("https://a.vn/b?c=d#e", "/tin/bai", "bai.html", "#muc", "mailto:lan@bao.vn", "?trang=2"):
        assert safe_address(address) == address
    assert provider_of("https://m.youtube.com/watch?v=1") == "youtube"
    assert provider_of("https://youtube.com.evil.vn/") is None
    assert provider_of("https://evil@youtube.com/") is None
    assert provider_of("http://youtube.com/") is None
