"""The styles of the Word file: one for each part of a paper, so that a clerk changes a part in one place."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from hoitu.papers.adapters.word.marks import BUILT_IN, element, style_id
from hoitu.papers.form import Form, Style

# Parts that run down the page, apart from each other; all others stand close, as heads and tables need it.
RUNNING = ("body", "basis", "addressee", "heading_0", "heading_1", "heading_2", "heading_3")
CENTRED = ("heading_0",)


def add_styles(document: Document, form: Form) -> None:
    """Have every style write in the decree's letters, black, without the theme of the template."""
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set_letters(normal, form, form.styles["body"])
    letters = normal.element.get_or_add_rPr()
    for old in letters.findall(qn("w:lang")):
        letters.remove(old)
    letters.append(element("lang", val="vi-VN", eastAsia="vi-VN"))
    for part, look in form.styles.items():
        if part in BUILT_IN:
            style = document.styles[BUILT_IN[part]]
        else:
            style = document.styles.add_style(style_id(part), WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        _set_letters(style, form, look)
        _set_room(style, form, part)


def _set_letters(style: ParagraphStyle, form: Form, look: Style) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), form.family)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)


def _set_room(style: ParagraphStyle, form: Form, part: str) -> None:
    shape, is_running = style.paragraph_format, part in RUNNING
    shape.space_before = Pt(form.measures["paragraph_before_pt"] if is_running else 0)
    shape.space_after = Pt(0)
    shape.first_line_indent = Mm(form.measures["first_line_mm"] if is_running and part not in CENTRED else 0)
    shape.widow_control = True
    if is_running:
        shape.line_spacing = form.measures["line_spacing"]
    else:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if part in CENTRED:
        # No heading by name, one for the outline all the same.
        style.element.get_or_add_pPr().append(element("outlineLvl", val=0))
