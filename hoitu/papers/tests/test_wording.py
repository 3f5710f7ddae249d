"""The words of a paper: what officials expect, whatever was typed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.kernel import clock
from hoitu.papers.data import Items, Letterhead, Paragraph, Signer, Table
from hoitu.papers.form import nd30
from hoitu.papers.testing import sample_paper
from hoitu.papers.wording import clean, kept_together, printed

FREE = "\u00a0"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("7", "Số: 07/BC-BVG"),
        ("12", "Số: 12/BC-BVG"),
        ("7a", "Số: 7a/BC-BVG"),
        ("", f"Số: {FREE * 7}/BC-BVG"),
    ],
)
def test_the_number_as_it_is_printed(number: str, line: str) -> None:
    words = printed(sample_paper(number=number, code="BC-BVG"), nd30())
    assert words.number.replace("\u2011", "-") == line


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 2, 5), "Vạn Giang, ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 15), "Vạn Giang, ngày 15 tháng 3 năm 2026"),
        (date(2026, 11, 22), "Vạn Giang, ngày 22 tháng 11 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero(day: date, line: str) -> None:
    assert printed(sample_paper(date=day), nd30()).place.replace(FREE, " ") == line


def test_an_unknown_day_leaves_room_and_says_the_year_it_is_in_vietnam() -> None:
    with clock.frozen(datetime(2026, 12, 31, 17, 30, tzinfo=UTC)):
        place = printed(sample_paper(date=None), nd30()).place
    assert place.replace(FREE, ".") == "Vạn Giang, ngày.....tháng.....năm.2027"


def test_names_are_capitals_with_their_marks() -> None:
    words = printed(
        sample_paper(letterhead=Letterhead("Tỉnh ủy Vạn Giang", "Báo Vạn Giang", "Vạn Giang")), nd30()
    )
    assert (words.parent, words.issuer) == ((f"TỈNH ỦY VẠN{FREE}GIANG",), (f"BÁO VẠN{FREE}GIANG",))


def test_a_deputy_signs_for_the_head() -> None:
    words = printed(sample_paper(signer=Signer("KT.", "Giám đốc\nPhó Giám đốc", "Nguyễn Văn A")), nd30())
    assert (words.signer, words.signer_name) == (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Văn A")


def test_lists_end_as_lists_do() -> None:
    words = printed(
        sample_paper(recipients=("Như trên", "UBND tỉnh;", "", "Lưu: VT"), bases=("Căn cứ A,", "Căn cứ B")),
        nd30(),
    )
    assert words.recipients == ("- Như trên;", "- UBND tỉnh;", "- Lưu: VT.")
    assert words.bases == ("Căn cứ A;", "Căn cứ B.")


def test_an_official_letter_has_its_subject_under_the_number() -> None:
    words = printed(sample_paper(kind="", title="báo cáo số liệu", addressees=("Sở Nội vụ",)), nd30())
    assert (words.subject, words.kind, words.title) == (("V/v báo cáo số liệu",), "", ())
    assert words.addressees == ("Sở Nội vụ",)
    several = printed(sample_paper(kind="", addressees=("Sở Nội vụ", "Tỉnh ủy")), nd30())
    assert several.addressees == ("- Sở Nội vụ;", "- Tỉnh ủy.")


def test_items_begin_with_a_dash_or_their_own_mark() -> None:
    words = printed(sample_paper(blocks=(Items(("một", "+ hai", "", "- ba")),)), nd30())
    assert words.parts == (Paragraph("- một"), Paragraph("+ hai"), Paragraph("- ba"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ngày 21 tháng 8 năm 2023", "ngày_21 tháng_8 năm_2023"),
        ("Điều 5, khoản 2, điểm a", "Điều_5, khoản_2, điểm_a"),
        ("Chương IV và Phần mềm", "Chương_IV và Phần mềm"),
        ("350 triệu đồng, 70 %, 5 tỷ lệ", "350_triệu đồng, 70_%, 5_tỷ lệ"),
        ("số 348/QĐ-TTg", "số_348/QĐ~TTg"),
        ("giai đoạn 2026-2030", "giai đoạn 2026~2030"),
        ("phát thanh-truyền hình", "phát thanh-truyền hình"),
        ("Số lượng tăng năm năm", "Số lượng tăng năm năm"),
    ],
)
def test_what_no_line_end_may_part(typed: str, kept: str) -> None:
    assert kept_together(typed, nd30()) == kept.replace("_", FREE).replace("~", "\u2011")


def test_a_word_as_long_as_a_file_is_read_quickly() -> None:
    assert len(kept_together("A" * 200_000 + "-b", nd30())) == 200_002


def test_what_has_no_shape_or_turns_words_around_is_left_out() -> None:
    assert clean("a\x00b\u202ec\ufffe\ud800\tđ\r\ne\u2028f ") == "abc đ\ne\nf"
    assert clean("Tie\u0302\u0301ng Vie\u0323\u0302t") == "Tiếng Việt"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": (), "rows": ()},
        {"columns": ("a", "b"), "rows": (("1",),)},
        {"columns": ("a", "b"), "rows": (), "widths": (1,)},
        {"columns": ("a",), "rows": (), "widths": (0,)},
    ],
)
def test_a_table_that_is_none_is_refused_where_it_is_made(wrong: dict[str, tuple[object, ...]]) -> None:
    with pytest.raises(ValueError, match=r"table|cells|width"):
        Table(**wrong)  # type: ignore[arg-type]
