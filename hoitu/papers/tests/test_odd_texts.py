"""Whatever people typed, a paper comes out of every press."""

from collections.abc import Sequence
from io import BytesIO

import docx as python_docx
import pdfplumber
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from hoitu.papers.api import (
    Column,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Sheet,
    Signer,
    Table,
    docx,
    pdf,
    xlsx,
)

MARKUP = (
    "#",
    "$",
    "*",
    "_",
    "<",
    ">",
    "&",
    "`",
    "@",
    "\\",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "~",
    "//",
    "/*",
    "=",
    "-",
)
NO_SHAPE = (
    "\x00",
    "\x07",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufffe",
    "\ud800",
    "\u202e",
    "\u200b",
    "\xad",
    "\U000e0041",
)
ELSEWHERE = (
    "😀",
    "👨\u200d👩\u200d👧",
    "🇻🇳",
    "السلام",
    "שלום",
    "中文",
    "\u0301",
    "\ue000",
    "ﷺ",
    "�",
    "\u2011",
)
LONG = ("W" * 400, "ở" * 90, "a-" * 60, "https://example.org/a?b=c#d")
LINES = ("\n", "\r\n", "\t", " ")
PLAIN = ("#let x", "$ x $", "Nghị định số 30/2020/NĐ-CP", "Thừa Thiên Huế")
PIECES = (*MARKUP, *NO_SHAPE, *ELSEWHERE, *LONG, *LINES, *PLAIN)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=6).map("".join)


def paper_of(words: Sequence[str]) -> Paper:
    """Return a paper with the words in every place that people type into."""
    a, b, c, d = words
    return Paper(
        letterhead=Letterhead(a, b, c),
        code=d,
        number=a,
        date=None,
        kind=b,
        title=c,
        bases=(d, a),
        blocks=(
            Heading(0, a),
            Heading(2, b),
            Paragraph(c),
            Items((d, a)),
            Table((a, b), ((c, d),), caption=a),
            Table((c,), ((b,),), landscape=True),
        ),
        signer=Signer(c, d, a),
        recipients=(b, c),
        draft=True,
        addressees=(d,),
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(texts, min_size=4, max_size=4))
@example(words=["", "", "", ""])
@example(words=["".join(PIECES)] * 4)
def test_docx_and_pdf_come_out(words: list[str]) -> None:
    paper = paper_of(words)
    with pdfplumber.open(BytesIO(pdf(paper))) as file:
        assert "ĐỘC LẬP" in file.pages[0].extract_text().upper()
        for page in file.pages:
            right = max((letter["x1"] for letter in page.chars if letter["text"].strip()), default=0)
            assert right <= page.width - 10
    document = python_docx.Document(BytesIO(docx(paper)))
    assert "Độc lập" in document.tables[0].cell(0, 1).text


@settings(max_examples=60, deadline=None)
@given(words=st.lists(texts | st.text(), min_size=3, max_size=3))
@example(words=["=cmd|' /C calc'!A0", "\ud800\ufffe\x00", "x" * 40_000])
def test_sheets_come_out_without_formulas(words: list[str]) -> None:
    a, b, c = words
    content = xlsx(
        [
            Sheet(a, (Column(b), Column(c, "integer")), [(a, b), (b, c)]),
            Sheet(a, (Column(c, "date"),), [(a,)]),
        ]
    )
    book = load_workbook(BytesIO(content))
    kinds = {
        cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value
    }
    assert kinds <= {"s"}
    assert len(book.worksheets) == 2
