"""The body of a paper in Word: headings, paragraphs, items, tables."""

from collections.abc import Callable

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from hoitu.papers.adapters.word.marks import (
    keep_whole,
    line,
    repeat_on_each_page,
    set_borders,
    set_columns,
    set_padding,
    set_tight,
    write,
)
from hoitu.papers.data import Block, Heading, Items, Paragraph, Table
from hoitu.papers.form import Form
from hoitu.papers.wording import Printed

CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
EMU_PER_MM = 36_000
DEEPEST_HEADING = 3  # of those that _set_styles prepares

Turn = Callable[[bool], Section]


def add(document: Document, words: Printed, form: Form, *, turn: Turn) -> None:
    """Write the blocks. `turn` goes on with lying or upright pages; at the end they are upright again."""
    for block in words.blocks:
        turn(isinstance(block, Table) and block.landscape)
        _add_block(document, block, form, turn)
    turn(False)


def _add_block(document: Document, block: Block, form: Form, turn: Turn) -> None:
    match block:
        case Heading():
            _heading(document, block, form)
        case Paragraph(text):
            _paragraph(document, text, form)
        case Items(items):
            for item in items:
                _paragraph(document, item, form)
        case Table():
            _table(document, block, form, turn)


def _heading(document: Document, block: Heading, form: Form) -> None:
    paragraph = document.add_paragraph(style=f"Heading {min(max(block.level, 1), DEEPEST_HEADING)}")
    paragraph.paragraph_format.keep_with_next = True
    if block.level <= 0:
        paragraph.alignment = CENTRE
    else:
        paragraph.alignment = JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(form.measures["first_line_mm"])
    write(paragraph, block.text, form, form.heading(block.level))


def _paragraph(document: Document, text: str, form: Form) -> Line:
    paragraph = document.add_paragraph()
    # A line that was broken by hand would be stretched over the whole width.
    paragraph.alignment = LEFT if "\n" in text else JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(form.measures["first_line_mm"])
    write(paragraph, text, form, "body")
    return paragraph


def _table(document: Document, block: Table, form: Form, turn: Turn) -> None:
    around = Pt(form.measures["table_around_pt"])
    before = line(document, block.caption, form, "caption", CENTRE)
    before.paragraph_format.space_before = around
    before.paragraph_format.space_after = around if block.caption else Pt(0)
    before.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_borders(table, form)
    set_padding(table, form.measures["table_padding_mm"])
    width_mm = _width_mm(turn(block.landscape))
    set_columns(table, [share * width_mm for share in block.shares])
    for row, cells, style in zip(
        table.rows, (block.columns, *block.rows), ("column", *["cell"] * len(block.rows)), strict=True
    ):
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            align = CENTRE if style == "column" else RIGHT if place in block.numeric else LEFT
            line(cell, text, form, style, align)
        keep_whole(row)
    repeat_on_each_page(table.rows[0])
    set_tight(document.add_paragraph())


def _width_mm(section: Section) -> float:
    sizes = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (int(size or 0) for size in sizes)
    return (page - left - right) / EMU_PER_MM
