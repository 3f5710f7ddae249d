"""Feeds, folders, Word, archives: what is understood, what is refused."""

import json
import zipfile
from pathlib import Path

import docx
import pytest

from hoitu.imports.adapters.archive import unpack
from hoitu.imports.adapters.dates import find_date, read_date
from hoitu.imports.adapters.feeds import FeedSource
from hoitu.imports.adapters.folder import FolderSource
from hoitu.imports.data import DeadRow, ImportedItem, SkippedRow, Standing
from hoitu.imports.errors import UnreadableSource, UnsafeArchive

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>
<title>Báo Bạn</title><link>https://bao-ban.example/</link>
<item><title>Mưa lớn ở miền Trung</title><link>https://bao-ban.example/mua-lon.html</link><guid>b1</guid>
<dc:creator>Minh Hoa</dc:creator><category>Thời sự</category><category>mưa lũ</category>
<slash:comments>4</slash:comments>
<pubDate>Fri, 20 Nov 2026 08:00:00 +0700</pubDate><description>Tóm tắt.</description>
<content:encoded><![CDATA[<p>Mưa từ đêm qua.</p><img src="/anh/mua.jpg">]]></content:encoded></item>
<item><title>Không ngày</title><guid>b2</guid><description>x</description></item>
</channel></rss>"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_rss(tmp_path: Path) -> None:
    source = FeedSource(write(tmp_path, "rss.xml", RSS), url="https://bao-ban.example/rss")
    first, second = source.rows()
    assert isinstance(first, ImportedItem)
    assert (source.key, source.label) == ("https://bao-ban.example/rss", "Báo Bạn")
    assert (first.headline, first.standfirst, first.authors) == (
        "Mưa lớn ở miền Trung",
        "Tóm tắt.",
        ("Minh Hoa",),
    )
    assert (first.section_path, first.tags, first.comments_count) == (("Thời sự",), ("mưa lũ",), 4)
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2026-11-20T01:00:00+00:00"
    assert [ref.address for ref in first.pictures] == ["https://bao-ban.example/anh/mua.jpg"]
    assert isinstance(second, DeadRow)
    assert second.reason == "Không đọc được ngày đăng."


def test_atom_and_json_feed(tmp_path: Path) -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id>
    <entry><id>e1</id><title>Tin Atom</title>
    <updated>2026-11-20T01:00:00Z</updated><link href="https://a.example/1"/>
    <content type="html">&lt;p&gt;Nội dung&lt;/p&gt;</content>
    </entry></feed>"""
    (row,) = FeedSource(write(tmp_path, "atom.xml", atom)).rows()
    assert isinstance(row, ImportedItem)
    assert (row.headline, row.html) == ("Tin Atom", "<p>Nội dung</p>")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "items": [
            {
                "id": "j1",
                "title": "Tin JSON",
                "content_text": "Một <dòng>",
                "date_published": "2026-11-20T08:00:00+07:00",
            },
            "không phải bài",
        ],
    }
    first, second = FeedSource(write(tmp_path, "feed.json", json.dumps(feed))).rows()
    assert isinstance(first, ImportedItem)
    assert first.html == "<p>Một &lt;dòng&gt;</p>"
    assert isinstance(second, DeadRow)


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "https://jsonfeed.org/version/1',
        "{}",
        "<html></html>",
        "",
        '<!DOCTYPE r [<!ENTITY a "b">]><rss/>',
    ],
)
def test_what_is_no_feed_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableSource):
        FeedSource(write(tmp_path, "x", text))


MARKDOWN = """---
title: "Lễ hội bên sông"
date: 2026-02-03 19:30
author: [Lan, Minh]
tags: lễ hội, văn hóa
draft: false
---
Đoạn **mở đầu**.

![Thuyền hoa](anh/thuyen.jpg)

| Xã | Đội |
|---|---|
| An Bình | 4 |
"""


def test_a_folder_of_texts(tmp_path: Path) -> None:
    write(tmp_path, "Văn hóa/le-hoi.md", MARKDOWN)
    write(tmp_path, "Văn hóa/anh/thuyen.jpg", "x")
    write(tmp_path, "hong.md", "---\ntitle: [\n---\nx")
    write(tmp_path, "so-lieu.xlsx", "x")
    write(
        tmp_path,
        "trang.html",
        '<html><head><title>Báo</title><meta property="article:published_time" content="2026-01-02T03:04:05+07:00">'
        '<meta name="author" content="Hoa"></head><body><nav>trình đơn</nav><article><h1>Tin trang</h1>'
        "<p>Đoạn.</p><script>alert(1)</script></article></body></html>",
    )
    rows = {row.position.file: row for row in FolderSource(tmp_path).rows()}
    festival = rows["Văn hóa/le-hoi.md"]
    assert isinstance(festival, ImportedItem)
    assert (festival.headline, festival.authors, festival.section_path) == (
        "Lễ hội bên sông",
        ("Lan", "Minh"),
        ("Văn hóa",),
    )
    assert festival.published_at is not None
    assert festival.published_at.isoformat() == "2026-02-03T12:30:00+00:00"
    assert "<table>" in festival.html
    assert festival.pictures[0].address == "anh/thuyen.jpg"
    page = rows["trang.html"]
    assert isinstance(page, ImportedItem)
    assert (page.headline, page.authors, page.html) == ("Tin trang", ("Hoa",), "<p>Đoạn.</p>")
    assert isinstance(rows["hong.md"], DeadRow)
    assert isinstance(rows["so-lieu.xlsx"], SkippedRow)


def test_word(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.author = "Lan"
    document.add_heading("Tít bài Word", 0)
    document.add_paragraph("Đoạn một.").add_run(" Đậm.").bold = True
    document.add_picture(str(Path(__file__).parent / "fixtures" / "picture.jpg"))
    document.save(str(tmp_path / "bai.docx"))
    write(tmp_path, "hong.docx", "không phải Word")
    word, broken = sorted(FolderSource(tmp_path).rows(), key=lambda row: row.position.file)
    assert isinstance(word, ImportedItem)
    assert (word.headline, word.authors, word.standing) == ("Tít bài Word", ("Lan",), Standing.DRAFT)
    assert "<strong> Đậm.</strong>" in word.html
    assert word.pictures[0].data is not None
    assert isinstance(broken, DeadRow)


OFFICIAL_PAPER = """ỦY BAN NHÂN DÂN
TỈNH AN BÌNH
-------
Số: 12/KH-UBND
An Bình, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
CHUYỂN ĐỔI SỐ BÁO CHÍ TỈNH AN BÌNH
Thực hiện Quyết định số 348/QĐ-TTg ngày 06/4/2023, Ủy ban nhân dân tỉnh An Bình xây dựng kế hoạch như sau:
- Đưa báo chí tỉnh An Bình lên nền tảng số.
- Đào tạo phóng viên.
Tổ chức thực hiện tại tỉnh An Bình.
"""


def test_an_official_paper_as_plain_text(tmp_path: Path) -> None:
    (row,) = FolderSource(write(tmp_path, "ke-hoach.txt", OFFICIAL_PAPER)).rows()
    assert isinstance(row, ImportedItem)
    assert row.headline == "Kế hoạch chuyển đổi số báo chí tỉnh An Bình"
    assert row.published_at == read_date("2026-03-05")
    assert (
        "<ul><li>Đưa báo chí tỉnh An Bình lên nền tảng số.</li><li>Đào tạo phóng viên.</li></ul>" in row.html
    )


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five source documents lie beside the project only")
def test_the_five_documents_are_read() -> None:
    rows = [row for row in FolderSource(SEEDS).rows() if isinstance(row, ImportedItem)]
    assert len(rows) == 5
    assert all("hiến lược chuyển đổi số" in row.headline for row in rows)
    assert [row.standing for row in rows].count(Standing.DRAFT) == 1  # its date was left blank for the pen


def test_dates() -> None:
    assert read_date("0000-00-00 00:00:00") is None
    assert read_date("tháng sau") is None
    assert read_date("31/02/2026") is None
    assert find_date("Hà Nội, ngày 28 tháng 12 năm 2023") == read_date("2023-12-28")
    assert read_date("07/04/2023 17:00") == read_date("2023-04-07T17:00:00+07:00")


def test_archives_stay_in_their_folder_and_size(tmp_path: Path) -> None:
    outside, bomb = tmp_path / "outside.zip", tmp_path / "bomb.zip"
    with zipfile.ZipFile(outside, "w") as zipped:
        zipped.writestr("../ra-ngoai.txt", "x")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("bom.txt", b"\0" * 60 * 1024 * 1024)
    for archive in (outside, bomb):
        target = tmp_path / archive.stem
        target.mkdir()
        with pytest.raises(UnsafeArchive):
            unpack(archive, target)
    assert not (tmp_path / "ra-ngoai.txt").exists()
