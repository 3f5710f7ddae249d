"""The PDF: every word in its order, in the right places of the page, as tagged PDF/A."""

import unicodedata
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from hoitu.kernel import clock
from hoitu.papers.adapters import typeset
from hoitu.papers.adapters.pdf import pictures
from hoitu.papers.api import Heading, Paper, Paragraph, Table, docx, pdf
from hoitu.papers.form import nd30
from hoitu.papers.testing import sample_paper
from hoitu.papers.wording import printed

SHORT_TABLE = Table(
    ("TT", "Chỉ tiêu"), (("1", "Tỷ lệ nội dung số"), ("2", "Số người đã bồi dưỡng")), caption="Bảng 1"
)
MM = 72 / 25.4


def one_page(**changes: Any) -> Paper:
    blocks = sample_paper().blocks[:3]
    return sample_paper(**{"blocks": (*blocks, SHORT_TABLE, Paragraph("Trân trọng báo cáo./.")), **changes})


def squeezed(text: str) -> str:
    """Return the text without any space: where lines end is the typesetter's own affair."""
    return "".join(unicodedata.normalize("NFC", text).replace("\u2011", "-").split())


def words_in_order(paper: Paper) -> str:
    words = printed(paper, nd30())
    lines: list[str] = [*words.parent, *words.issuer, words.nation, words.motto, words.number, *words.subject]
    lines += [words.draft, words.place, words.kind, *words.title]
    lines += [words.addressees_word if words.addressees else "", *words.addressees, *words.bases]
    for part in words.parts:
        if isinstance(part, Table):
            lines += [part.caption, *part.columns, *chain.from_iterable(part.rows)]
        else:
            lines.append(part.text)
    lines += [words.recipients_word, *words.recipients, *words.signer, words.signer_name]
    return squeezed("".join(lines))


def text_of(content: bytes) -> str:
    """Return what stands between the margins, in the order of the file."""
    with pdfplumber.open(BytesIO(content)) as file:
        found = [page.extract_words(use_text_flow=True, keep_blank_chars=True) for page in file.pages]
    return squeezed("".join(word["text"] for word in chain.from_iterable(found) if word["top"] > 15 * MM))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"draft": True, "number": "", "date": None},
        {"kind": "", "addressees": ("Sở Nội vụ", "Tỉnh ủy Vạn Giang")},
    ],
    ids=["report", "draft", "letter"],
)
def test_every_word_comes_out_in_its_order(changes: dict[str, Any]) -> None:
    paper = one_page(**changes)
    assert text_of(pdf(paper)) == words_in_order(paper)


def test_it_is_tagged_pdf_a_with_a_title_in_vietnamese() -> None:
    content = pdf(sample_paper())
    reader = PdfFileReader(BytesIO(content))
    assert "/StructTreeRoot" in reader.root
    assert reader.root["/Lang"] == "vi-VN"
    assert reader.trailer_view["/Info"]["/Title"] == (
        "Báo cáo Kết quả thực hiện Chiến lược chuyển đổi số báo chí năm 2026"
    )
    about = reader.root["/Metadata"].data.decode()
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in about


def test_words_stand_between_the_margins_and_numbers_of_pages_above() -> None:
    with pdfplumber.open(BytesIO(pdf(sample_paper()))) as file:
        for number, page in enumerate(file.pages, start=1):
            words = page.extract_words()
            above = [word for word in words if word["bottom"] < 20 * MM]
            assert [word["text"] for word in above] == ([] if number == 1 else [str(number)])
            if above:
                middle = (above[0]["x0"] + above[0]["x1"]) / 2
                assert middle == pytest.approx((page.width - 15 * MM + 30 * MM) / 2, abs=0.5 * MM)
            assert min(word["x0"] for word in words) >= 30 * MM - 0.5
            assert max(word["x1"] for word in words) <= page.width - 15 * MM + 0.5
            assert max(word["bottom"] for word in words) <= page.height - 20 * MM + 0.5
        sizes = [(round(page.width / MM), round(page.height / MM)) for page in file.pages]
    assert (297, 210) in sizes
    assert sizes[0] == sizes[-1] == (210, 297)


def test_the_header_of_a_long_table_comes_again_on_each_page() -> None:
    with pdfplumber.open(BytesIO(pdf(sample_paper()))) as file:
        second = file.pages[1].extract_text().replace("\xa0", " ")
    assert second.split("\n")[1] == "TT Chỉ tiêu Kế hoạch Kết quả Ghi chú"


def test_it_is_set_in_letters_with_the_widths_of_times() -> None:
    if typeset.TIMES not in typeset.families():
        pytest.skip("Tinos is not there: build the front end (npm run build in frontend/)")
    with pdfplumber.open(BytesIO(pdf(one_page()))) as file:
        fonts = {letter["fontname"].split("+")[-1].split("-")[0] for letter in file.pages[0].chars}
    assert fonts == {"Tinos"}


def test_without_the_front_ends_letters_a_paper_is_set_in_typsts_own(settings: Any, tmp_path: Path) -> None:
    settings.FRONTEND_DIST = tmp_path
    paper = one_page()
    content = pdf(paper)
    with pdfplumber.open(BytesIO(content)) as file:
        fonts = {letter["fontname"].split("+")[-1].split("-")[0] for letter in file.pages[0].chars}
    assert fonts == {"LibertinusSerif"}
    assert "Trongnăm2026,cơquanđãpháthành1.284tin,bài" in text_of(content)


def test_markup_is_text() -> None:
    paper = one_page(
        blocks=(Paragraph('#panic("x") $a$ *b* _c_ `d` <e> @f = g // h \\ [i] ]'), Heading(1, "#{1+1}"))
    )
    assert text_of(pdf(paper)) == words_in_order(paper)


def test_a_letter_that_no_font_has_becomes_a_box() -> None:
    paper = one_page(blocks=(Paragraph("Tin 中 và 😀 hết"),))
    assert "Tin□và□hết" in text_of(pdf(paper))


def test_the_same_paper_at_the_same_time_is_the_same_file() -> None:
    with clock.frozen(datetime(2026, 11, 22, 8, tzinfo=UTC)):
        assert pdf(one_page()) == pdf(one_page())


def test_the_signer_never_stands_alone_on_a_page() -> None:
    for lines in range(18, 34):
        paper = one_page(blocks=tuple(Paragraph(f"Dòng {place} của văn bản.") for place in range(lines)))
        with pdfplumber.open(BytesIO(pdf(paper))) as file:
            last = file.pages[-1].extract_text().replace("\xa0", " ")
        assert f"Dòng {lines - 1} của" in last
        assert "Nguyễn Thị Ánh Nguyệt" in last


def test_pages_can_be_had_as_pictures() -> None:
    found = pictures(one_page())
    assert [picture[:4] for picture in found] == [b"\x89PNG"]


def test_docx_and_pdf_have_the_same_words() -> None:
    import docx as python_docx

    paper = one_page()
    document = python_docx.Document(BytesIO(docx(paper)))
    lines = [
        node.text or "-"
        for node in document.element.body.iter()
        if node.tag.endswith(("}t", "}noBreakHyphen"))
    ]
    assert squeezed("".join(lines)) == text_of(pdf(paper))
