"""The DOCX, read again: paper, letters, head, numbers of pages, tables."""

from io import BytesIO
from typing import Any

import docx as python_docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from hoitu.papers.api import Heading, Paragraph, Table, docx
from hoitu.papers.testing import sample_paper


def opened(**changes: Any) -> Any:
    return python_docx.Document(BytesIO(docx(sample_paper(**changes))))


@pytest.fixture(scope="module")
def document() -> Any:
    return opened()


def test_the_paper_has_the_measures_of_the_decree(document: Any) -> None:
    section = document.sections[0]
    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(length.mm, 1) for length in lengths if length] == [210, 297, 20, 20, 30, 15]


def test_every_style_writes_in_times_new_roman_and_black(document: Any) -> None:
    own = [style.name for style in document.styles if str(style.name).startswith("nd30-")]
    assert len(own) > 20
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", *own):
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
            "Times New Roman"
        }
        assert fonts.get(qn("w:asciiTheme")) is None
        assert str(document.styles[name].font.color.rgb) == "000000"
    assert document.styles["Normal"].font.size.pt == 14
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_the_head_stands_in_two_columns(document: Any) -> None:
    head = document.tables[0]
    names, nation = (cell.text.replace("\xa0", " ").strip() for cell in head.rows[0].cells)
    number, place = (cell.text.replace("\xa0", " ") for cell in head.rows[1].cells)
    assert names == "ỦY BAN NHÂN DÂN TỈNH VẠN GIANG\nBÁO VÀ PHÁT THANH, TRUYỀN HÌNH VẠN GIANG"
    assert nation == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    assert (number, place) == ("Số: 07/BC-BPTTH", "Vạn Giang, ngày 05 tháng 02 năm 2026")
    assert head.cell(1, 1).paragraphs[0].style.font.italic
    assert head.cell(0, 1).paragraphs[0].style.font.bold


def test_the_rule_under_the_motto_is_as_long_as_the_motto(document: Any) -> None:
    cell = document.tables[0].cell(0, 1)
    rule = cell.paragraphs[2]
    assert rule._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")) is not None
    length = cell.width.mm - rule.paragraph_format.left_indent.mm - rule.paragraph_format.right_indent.mm
    # 12.224 em in the letters that have the widths of Times New Roman bold.
    assert length == pytest.approx(12.224 * 14 * 25.4 / 72, rel=0.03)


def test_the_number_of_the_page_stands_in_the_middle_and_not_on_the_first(document: Any) -> None:
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    paragraph = section.header.paragraphs[0]
    assert paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert [mark.text for mark in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert all(later.header.is_linked_to_previous for later in list(document.sections)[1:])
    assert not any(later.different_first_page_header_footer for later in list(document.sections)[1:])


def test_a_table_has_borders_and_repeats_its_header(document: Any) -> None:
    table = document.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Chỉ tiêu", "Kế hoạch", "Kết quả", "Ghi chú"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    sides = [border.tag.split("}")[1] for border in table._tbl.tblPr.find(qn("w:tblBorders"))]
    assert sides == ["top", "left", "bottom", "right", "insideH", "insideV"]
    assert table.cell(1, 3).paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    widths = [round(cell.width.mm, 1) for cell in table.rows[1].cells]
    assert sum(widths) == pytest.approx(165, abs=0.5)
    assert widths[1] == pytest.approx(6 / 14 * 165, abs=0.5)


def test_a_wide_table_lies_on_pages_of_its_own(document: Any) -> None:
    orientations = [section.orientation for section in document.sections]
    assert orientations == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    lying = document.sections[1]
    assert (round(lying.page_width.mm), round(lying.page_height.mm)) == (297, 210)
    assert sum(cell.width.mm for cell in document.tables[2].rows[0].cells) == pytest.approx(252, abs=0.5)


def test_the_foot_has_recipients_and_signer(document: Any) -> None:
    left, right = document.tables[-1].rows[0].cells
    assert left.text.split("\n") == [
        "Nơi nhận:",
        "- Sở Văn hóa, Thể thao và Du lịch;",
        "- Tỉnh ủy (để báo cáo);",
        "- Lưu: VT, TKTS.",
    ]
    assert right.text.split("\n") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Ánh Nguyệt"]
    assert right.paragraphs[-1].paragraph_format.space_before.mm == pytest.approx(28, abs=0.1)


def test_only_a_draft_says_so() -> None:
    assert "DỰ THẢO" not in opened(number="12").tables[0].cell(1, 0).text
    assert "DỰ THẢO" in opened(draft=True, number="").tables[0].cell(1, 0).text


def test_headings_are_headings_and_the_body_is_justified() -> None:
    document = opened(
        bases=(), blocks=(Heading(1, "I. A"), Heading(3, "a) B"), Heading(0, "Chương"), Paragraph("C"))
    )
    found = [(line.style.name, line.alignment, line.text) for line in document.paragraphs if line.text][2:]
    assert found == [
        ("Heading 1", WD_ALIGN_PARAGRAPH.JUSTIFY, "I. A"),
        ("Heading 3", WD_ALIGN_PARAGRAPH.JUSTIFY, "a) B"),
        ("nd30-heading_0", WD_ALIGN_PARAGRAPH.CENTER, "Chương"),
        ("nd30-body", WD_ALIGN_PARAGRAPH.JUSTIFY, "C"),
    ]


def test_symbols_are_held_together_by_words_own_hyphen() -> None:
    document = opened(blocks=(Paragraph("Quyết định số 348/QĐ-TTg"),))
    paragraph = next(
        line for line in document.paragraphs if "348" in line.text and "Quyết định số" in line.text[:15]
    )
    assert len(list(paragraph._p.iter(qn("w:noBreakHyphen")))) == 1
    assert paragraph.text == "Quyết định số\xa0348/QĐ-TTg"


def test_the_file_says_what_it_is(document: Any) -> None:
    about = document.core_properties
    assert about.title == "Báo cáo Kết quả thực hiện Chiến lược chuyển đổi số báo chí năm 2026"
    assert (about.language, about.comments) == ("vi-VN", "")
    assert about.author.startswith("BÁO VÀ PHÁT THANH")


def test_an_empty_paper_is_a_paper() -> None:
    document = opened(bases=(), blocks=(Table(("A",), ()),), recipients=(), title="", kind="")
    assert [cell.text for cell in document.tables[1].rows[0].cells] == ["A"]
