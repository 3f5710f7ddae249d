"""The body of a paper in Word: headings, paragraphs, tables."""

from collections.abc import Callable

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Pt
from docx.table import _Row

from hoitu.papers.adapters.word.marks import (
    gap,
    keep_whole,
    line,
    repeat_on_each_page,
    set_borders,
    set_columns,
    set_padding,
)
from hoitu.papers.data import Heading, Paragraph, Table
from hoitu.papers.form import Form
from hoitu.papers.wording import Printed

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
EMU_PER_MM = 36_000

Turn = Callable[[bool], Section]


def add(document: Document, words: Printed, form: Form, *, turn: Turn) -> None:
    """Write the parts. `turn` goes on with lying or upright pages; at the end they are upright again."""
    for part in words.parts:
        section = turn(isinstance(part, Table) and part.landscape)
        match part:
            case Heading():
                _heading(document, part, form)
            case Paragraph(text):
                _paragraph(document, text)
            case Table():
                _table(document, part, form, _width_mm(section))
    turn(False)


def _heading(document: Document, block: Heading, form: Form) -> None:
    heading = line(document, block.text, form.heading(block.level), JUSTIFY if block.level > 0 else CENTRE)
    heading.paragraph_format.keep_with_next = True


def _paragraph(document: Document, text: str) -> None:
    # A line that was broken by hand would be stretched over the whole width.
    line(document, text, "body", LEFT if "\n" in text else JUSTIFY)


def _table(document: Document, block: Table, form: Form, width_mm: float) -> None:
    around = Pt(form.measures["table_around_pt"])
    before = line(document, block.caption, "caption", CENTRE)
    before.paragraph_format.space_before = around
    before.paragraph_format.space_after = around if block.caption else Pt(0)
    before.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_borders(table, form)
    set_padding(table, form.measures["table_padding_mm"])
    set_columns(table, [share * width_mm for share in block.shares])
    for place, (row, cells) in enumerate(zip(table.rows, (block.columns, *block.rows), strict=True)):
        _fill(row, cells, block.numeric, is_header=place == 0)
    repeat_on_each_page(table.rows[0])
    gap(document, form.measures["table_around_pt"])


def _fill(row: _Row, cells: tuple[str, ...], numeric: tuple[int, ...], *, is_header: bool) -> None:
    part = "column" if is_header else "cell"
    for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        line(cell, text, part, CENTRE if is_header else RIGHT if place in numeric else LEFT)
    keep_whole(row)


def _width_mm(section: Section) -> float:
    sizes = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (int(size or 0) for size in sizes)
    return (page - left - right) / EMU_PER_MM
