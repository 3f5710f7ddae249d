"""WordPress exports, whole and broken: one bad article never takes its neighbours along."""

import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoitu.imports.adapters.legacy_fonts import _FROM_TCVN3
from hoitu.imports.adapters.wordpress_html import Attachment, Attachments, ordinary_html
from hoitu.imports.adapters.wxr import WxrSource
from hoitu.imports.data import DeadRow, ImportedItem, Row, SkippedRow
from hoitu.imports.errors import UnreadableSource
from hoitu.imports.testing import Post, export, item
from hoitu.kernel.text import split_tone

FIXTURES = Path(__file__).parent / "fixtures"
GOOD = [item(Post(number, title=f"Bài số {number}")) for number in (1, 2, 3)]


def read(path: Path) -> list[Row]:
    return list(WxrSource(path).rows())


def titles(rows: list[Row]) -> list[str]:
    return [row.headline for row in rows if isinstance(row, ImportedItem)]


def reasons(rows: list[Row]) -> list[str]:
    return [row.reason for row in rows if isinstance(row, DeadRow)]


def test_an_export_of_a_real_wordpress_is_understood() -> None:
    rows = read(FIXTURES / "wordpress.xml")
    bridge = next(row for row in rows if isinstance(row, ImportedItem) and "cầu" in row.headline)
    assert bridge.headline == 'Khánh thành cầu Yên Lộc "nối đôi bờ" & mở lối mới'
    assert bridge.section_path == ("Thời sự", "Địa phương")
    assert bridge.authors == ("Trần Thị Lan",)
    assert bridge.comments_count == 2
    assert bridge.old_url == "http://bao-cu.example/2024/05/khanh-thanh-cau.html"
    assert bridge.lead_picture is not None
    assert bridge.lead_picture.alt == "Ảnh: Cầu Yên Lộc sáng nay"
    full_size = "http://bao-cu.example/wp-content/uploads/2024/05/cau-yen-loc.jpg"
    assert [ref.address for ref in bridge.pictures] == [full_size]
    split = next(row for row in rows if isinstance(row, ImportedItem) and row.headline.startswith("Chữ"))
    assert split.headline == unicodedata.normalize("NFC", split.headline)
    assert [row.label for row in rows if isinstance(row, SkippedRow)][-2:] == [
        "Bài trong thùng rác",
        "Giới thiệu",
    ]
    assert reasons(rows) == ["Bài không có tít."]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (
            item(Post(2)).partition("<p>")[0],
            "XML hỏng: bài bị cắt giữa chừng, phần nội dung không còn nguyên.",
        ),
        (item(Post(2, title="")), "Bài không có tít."),
        (item(Post(2, content="")), "Bài không có nội dung."),
        (item(Post(2, date_gmt="0000-00-00 00:00:00")), "Không đọc được ngày đăng."),
        (item(Post(2, content="x" * (8 * 1024 * 1024 + 1))), "Bài quá lớn (trên 8 MB)."),
    ],
)
def test_a_broken_item_dies_alone(tmp_path: Path, broken: str, reason: str) -> None:
    rows = read(export(tmp_path / "export.xml", [GOOD[0], broken, GOOD[2]]))
    assert titles(rows) == ["Bài số 1", "Bài số 3"]
    assert reasons(rows) == [reason]
    assert [row.position.number for row in rows] == [1, 2, 3]


@pytest.mark.parametrize(
    "harmed",
    [
        item(Post(2, title="Bài số 2")).replace("<description>", "<description>A & B &nbsp; <3"),
        item(Post(2, title="Bài số 2")).replace("<description>", "<description><b>x"),
        item(Post(2, title="Bài số 2")).replace("<p>", "<p>\x0b\x01"),
        item(Post(2, title="Bài số 2")).replace("</item>", ""),
    ],
)
def test_small_damage_is_mended(tmp_path: Path, harmed: str) -> None:
    rows = read(export(tmp_path / "export.xml", [GOOD[0], harmed, GOOD[2]]))
    assert titles(rows) == ["Bài số 1", "Bài số 2", "Bài số 3"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.integers(0, 10_000), st.integers(1, 120), st.sampled_from([b"", b"<", b"\xff", b"]]>", b"<![CDATA["])
)
def test_whatever_happens_to_one_article_the_others_come_over(
    tmp_path: Path, at: int, length: int, instead: bytes
) -> None:
    items = [item(Post(number, title=f"Bài số {number}")) for number in range(1, 6)]
    path = export(tmp_path / "export.xml", items)
    data = path.read_bytes()
    start = data.index(items[2].encode())
    at = start + at % (len(items[2].encode()) - length)
    path.write_bytes(data[:at] + instead + data[at + length :])
    rows = read(path)
    assert [title for title in titles(rows) if title[-1] in "125"] == ["Bài số 1", "Bài số 2", "Bài số 5"]
    # The damaged one is there too, as an article or with a reason; so is its neighbour when it lost its beginning.
    assert len(rows) >= 4


def test_cdata_may_speak_of_items_and_of_itself(tmp_path: Path) -> None:
    content = "<p>Mã: &lt;item&gt; <item></item> và ]]> trong bài</p>"
    rows = read(export(tmp_path / "export.xml", [item(Post(1, content=content)), GOOD[1]]))
    assert len(rows) == 2
    assert isinstance(rows[0], ImportedItem)
    assert "]]>" in rows[0].html


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_unicode_forms(tmp_path: Path, encoding: str) -> None:
    assert titles(read(export(tmp_path / "export.xml", GOOD, encoding=encoding))) == [
        "Bài số 1",
        "Bài số 2",
        "Bài số 3",
    ]


def test_articles_typed_in_old_fonts_become_unicode(tmp_path: Path) -> None:
    text = "Hội nghị tổng kết công tác báo chí tại Đà Nẵng, đường phố rực rỡ"
    tcvn3 = text.translate({new: old for old, new in _FROM_TCVN3.items()})
    rows = read(export(tmp_path / "export.xml", [item(Post(1, title="B¸o chÝ", content=f"<p>{tcvn3}</p>"))]))
    assert isinstance(rows[0], ImportedItem)
    assert text in rows[0].html
    assert rows[0].notes == ("Chuyển mã sang Unicode, mã cũ → TCVN3",)


def test_windows_1258_bytes_under_a_utf8_label(tmp_path: Path) -> None:
    path = export(tmp_path / "export.xml", [item(Post(1, title="Tiếng Việt ở Đà Nẵng"))])
    # windows-1258 keeps the tone apart from its letter.
    typed = "".join("".join(split_tone(letter)) for letter in path.read_text())
    path.write_bytes(typed.encode("cp1258"))
    source = WxrSource(path)
    assert source.label == "Báo Cũ"
    assert titles(list(source.rows())) == ["Tiếng Việt ở Đà Nẵng"]


def test_entity_bombs_and_other_files_are_refused(tmp_path: Path) -> None:
    path = export(tmp_path / "export.xml", GOOD)
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path.write_text(path.read_text().replace("<rss", f"{bomb}<rss", 1))
    with pytest.raises(UnreadableSource, match="thực thể"):
        WxrSource(path)
    path.write_text("<html><body>không phải</body></html>")
    with pytest.raises(UnreadableSource):
        WxrSource(path)
    path.write_bytes(b"")
    with pytest.raises(UnreadableSource):
        WxrSource(path)


def test_classic_articles_get_paragraphs_figures_and_links() -> None:
    content = (
        'Một\nhai\n\nba [sic]\n\n[caption id="x"]<img src="/a-300x200.jpg" class="wp-image-7"> Chú thích[/caption]'
        '\n\n[gallery ids="7, 9"]\n\n[my-box title="x"]Trong hộp[/my-box]'
    )
    body = ordinary_html(content, Attachments({"7": Attachment("http://cu.example/a.jpg", alt="cầu")}))
    assert body.html.startswith(
        '<p>Một<br>hai</p>\n<p>ba [sic]</p>\n<figure><img src="http://cu.example/a.jpg"'
    )
    assert "<figcaption>Chú thích</figcaption>" in body.html
    assert "<p>Trong hộp</p>" in body.html
    assert [ref.address for ref in body.pictures] == ["http://cu.example/a.jpg"]
    assert body.notes == ("Bỏ mã ngắn của WordPress → [my-box]",)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    text = "Nước về đồng, dân mừng. " * 2_000
    small = export(tmp_path / "small.xml", (item(Post(n, content=text)) for n in range(20)))
    large = export(tmp_path / "large.xml", (item(Post(n, content=text)) for n in range(600)))
    assert large.stat().st_size > 30 * 1024 * 1024
    assert most_memory(large) < most_memory(small) + 1024 * 1024


def most_memory(path: Path) -> int:
    """Return how many bytes Python held at most while it read an export."""
    tracemalloc.start()
    for _row in WxrSource(path).rows():
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
