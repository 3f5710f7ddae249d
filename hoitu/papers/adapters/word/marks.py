"""The pieces of WordprocessingML that python-docx has no words for."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from hoitu.papers.form import Form
from hoitu.papers.wording import NO_BREAK_HYPHEN

# Word's own names for what its outline and screen readers look for.
BUILT_IN = {"heading_1": "Heading 1", "heading_2": "Heading 2", "heading_3": "Heading 3"}
EIGHTHS, TWIPS_PER_MM = 8, 1440 / 25.4


def element(tag: str, **attributes: str | int) -> Any:
    """Return `<w:tag w:attribute=…/>`."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def style_id(part: str) -> str:
    """Return the identifier of the style in which a part of the form is written."""
    return BUILT_IN.get(part, f"nd30-{part}").replace(" ", "")


def write(paragraph: Paragraph, text: str) -> Run:
    """Add words in the paragraph's style; "\\n" breaks the line, the no-break hyphen becomes Word's own."""
    run = paragraph.add_run()
    for place, piece in enumerate(text.split(NO_BREAK_HYPHEN)):
        if place:
            run._r.append(element("noBreakHyphen"))
        if piece:
            run.add_text(piece)
    return run


def line(place: Document | _Cell, text: str, part: str, align: WD_ALIGN_PARAGRAPH | None = None) -> Paragraph:
    """Add a paragraph in the style of a part; the empty one that every cell begins with is used first."""
    paragraph = _empty_first(place) if isinstance(place, _Cell) else None
    paragraph = paragraph or place.add_paragraph()
    paragraph._p.style = style_id(part)
    if align is not None:
        paragraph.alignment = align
    write(paragraph, text)
    return paragraph


def _empty_first(cell: _Cell) -> Paragraph | None:
    lines = cell._tc.p_lst
    return Paragraph(lines[0], cell) if len(lines) == 1 and not lines[0].r_lst else None


def gap(place: Document | _Cell, height_pt: float) -> Paragraph:
    """Add an empty paragraph of exactly this height."""
    paragraph = place.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = shape.first_line_indent = Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(height_pt)
    return paragraph


def rule_under(place: Document | _Cell, form: Form, *, width_mm: float, of_mm: float) -> Paragraph:
    """Draw a rule `width_mm` long in the middle of a place `of_mm` wide: the border of an empty paragraph.

    The decree wants a drawn line; an underline would stick to the letters.
    """
    paragraph = gap(place, form.measures["rule_gap_pt"])
    shape = paragraph.paragraph_format
    side = Mm(max(of_mm - width_mm, 0) / 2)
    shape.left_indent = shape.right_indent = side
    borders = element("pBdr")
    borders.append(_border("bottom", form))
    _insert(paragraph, borders)
    return paragraph


def _border(side: str, form: Form) -> Any:
    size = round(form.measures["rule_width_pt"] * EIGHTHS)
    return element(side, val="single", sz=size, space=0, color="000000")


def _insert(paragraph: Paragraph, borders: Any) -> None:
    """Put borders where the schema wants them: before spacing, indents and alignment."""
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders,
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
    )


def frame(run: Run, form: Form) -> None:
    """Draw a frame around a run's words."""
    size = round(form.measures["rule_width_pt"] * EIGHTHS)
    space = round(form.measures["draft_padding_pt"])
    run._r.get_or_add_rPr().append(element("bdr", val="single", sz=size, space=space, color="000000"))


def set_columns(table: Table, widths_mm: list[float]) -> None:
    """Give the table fixed columns, which Word and LibreOffice both keep."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths_mm, strict=True):
            cell.width = Mm(width)


def set_borders(table: Table, form: Form) -> None:
    """Draw every border of the table."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_border(side, form))
    table._tbl.tblPr.append(borders)


def set_padding(table: Table, padding_mm: float) -> None:
    """Leave the same room between words and border in all cells."""
    margins = element("tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        part = padding_mm if side in ("left", "right") else padding_mm / 2
        margins.append(element(side, w=round(part * TWIPS_PER_MM), type="dxa"))
    table._tbl.tblPr.append(margins)


def repeat_on_each_page(row: _Row) -> None:
    """Print the row again at the top of every page the table reaches."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: _Row) -> None:
    """Never break the row between two pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def page_number(paragraph: Paragraph) -> None:
    """Write the number of the page as a field."""
    name = element("instrText")
    name.text = "PAGE"
    run = write(paragraph, "")
    for mark in (element("fldChar", fldCharType="begin"), name, element("fldChar", fldCharType="end")):
        run._r.append(mark)
