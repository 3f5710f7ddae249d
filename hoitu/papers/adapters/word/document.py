"""A paper as DOCX: the sheet, then head, title, body and foot in the order of the page."""

from datetime import UTC
from io import BytesIO

import docx as python_docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Mm

from hoitu.kernel import clock
from hoitu.papers.adapters.word import body, foot, head
from hoitu.papers.adapters.word.marks import page_number, style_id
from hoitu.papers.adapters.word.styles import add_styles
from hoitu.papers.data import Paper
from hoitu.papers.form import Form, nd30
from hoitu.papers.wording import Printed, printed

CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def docx(paper: Paper) -> bytes:
    """Return the paper as a DOCX file in the form of Nghị định 30/2020/NĐ-CP."""
    form = nd30()
    words = printed(paper, form)
    document = python_docx.Document()
    _describe(document, words, paper)
    add_styles(document, form)
    _set_first_section(document, form)
    head.add(document, words, form)
    body.add(document, words, form, turn=lambda landscape: _turn(document, landscape))
    foot.add(document, words, form)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _describe(document: Document, words: Printed, paper: Paper) -> None:
    about = document.core_properties
    about.title = words.name[:255]
    about.author = about.last_modified_by = " ".join(words.issuer)[:255]
    about.language = "vi-VN"
    about.comments = ""
    about.created = about.modified = clock.now().astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _set_first_section(document: Document, form: Form) -> None:
    section, measures = document.sections[0], form.measures
    section.page_width, section.page_height = Mm(measures["page_width_mm"]), Mm(measures["page_height_mm"])
    section.top_margin, section.bottom_margin = (
        Mm(measures["margin_top_mm"]),
        Mm(measures["margin_bottom_mm"]),
    )
    section.left_margin, section.right_margin = (
        Mm(measures["margin_left_mm"]),
        Mm(measures["margin_right_mm"]),
    )
    section.header_distance = Mm(measures["page_number_from_top_mm"])
    section.footer_distance = Mm(measures["page_number_from_top_mm"])
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number._p.style = style_id("page_number")
    number.alignment = CENTRE
    page_number(number)


def _turn(document: Document, landscape: bool) -> Section:
    """Go on with pages that lie or stand; return the section that words go to now."""
    section: Section = document.sections[-1]
    if (section.orientation == WD_ORIENT.LANDSCAPE) == landscape:
        return section
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = section.page_height, section.page_width
    return section
