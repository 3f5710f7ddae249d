"""The head of a paper in Word: who writes, Quốc hiệu and Tiêu ngữ, number, place and date; then its title."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from hoitu.papers.adapters.word.marks import (
    frame,
    keep_whole,
    line,
    rule_under,
    set_columns,
    set_padding,
    write,
)
from hoitu.papers.form import Form
from hoitu.papers.wording import Printed

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
MM_PER_PT = 25.4 / 72


def add(document: Document, words: Printed, form: Form) -> None:
    """Write everything above the first line of the body."""
    left_mm = form.measures["head_left_mm"]
    right_mm = form.text_width_mm - left_mm
    table = document.add_table(rows=2, cols=2)
    set_columns(table, [left_mm, right_mm])
    set_padding(table, 0)
    for row in table.rows:
        keep_whole(row)
    _names(table.cell(0, 0), words, form, left_mm)
    _nation(table.cell(0, 1), words, form, right_mm)
    _number(table.cell(1, 0), words, form)
    _place(table.cell(1, 1), words, form)
    _title(document, words, form)
    _addressees(document, words, form)
    for basis in words.bases:
        _indented(document, basis, form, "basis")


def _names(cell: _Cell, words: Printed, form: Form, width_mm: float) -> None:
    for parent in words.parent:
        line(cell, parent, form, "parent", CENTRE)
    for issuer in words.issuer:
        line(cell, issuer, form, "issuer", CENTRE)
    if words.issuer:
        _rule(cell, words.issuer[-1], form, "issuer", of_mm=width_mm)


def _nation(cell: _Cell, words: Printed, form: Form, width_mm: float) -> None:
    line(cell, words.nation, form, "nation", CENTRE)
    line(cell, words.motto, form, "motto", CENTRE)
    _rule(cell, words.motto, form, "motto", of_mm=width_mm)


def _number(cell: _Cell, words: Printed, form: Form) -> None:
    first = line(cell, words.number, form, "number", CENTRE)
    first.paragraph_format.space_before = Pt(form.measures["head_gap_pt"])
    for subject in words.subject:
        line(cell, subject, form, "subject", CENTRE)
    if words.draft:
        mark = line(cell, "", form, "draft", CENTRE)
        mark.paragraph_format.space_before = Pt(form.measures["head_gap_pt"])
        frame(write(mark, words.draft, form, "draft"), form)


def _place(cell: _Cell, words: Printed, form: Form) -> None:
    place = line(cell, words.place, form, "place", CENTRE)
    place.paragraph_format.space_before = Pt(form.measures["head_gap_pt"])


def _title(document: Document, words: Printed, form: Form) -> None:
    lines = [(words.kind, "kind")] if words.kind else []
    lines += [(text, "title") for text in words.title]
    for place, (text, style) in enumerate(lines):
        paragraph = line(document, text, form, style, CENTRE)
        paragraph.paragraph_format.keep_with_next = True
        if place == 0:
            paragraph.paragraph_format.space_before = Pt(form.measures["title_before_pt"])
    if lines:
        rule = _rule(document, lines[-1][0], form, lines[-1][1], of_mm=form.text_width_mm, share="title")
        rule.paragraph_format.space_after = Pt(form.measures["title_after_pt"])


def _addressees(document: Document, words: Printed, form: Form) -> None:
    if not words.addressees:
        return
    first, *others = words.addressees
    if others:
        _indented(document, words.addressees_word, form, "addressee")
        for name in words.addressees:
            _indented(document, name, form, "addressee")
    else:
        paragraph = line(document, f"{words.addressees_word} {first}", form, "addressee", CENTRE)
        paragraph.paragraph_format.space_before = Pt(form.measures["paragraph_before_pt"])
        paragraph.paragraph_format.space_after = Pt(form.measures["paragraph_before_pt"])


def _indented(document: Document, text: str, form: Form, style: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = JUSTIFY
    paragraph.paragraph_format.first_line_indent = Pt(form.measures["first_line_mm"] / MM_PER_PT)
    write(paragraph, text, form, style)


def _rule(
    place: Document | _Cell, text: str, form: Form, style: str, *, of_mm: float, share: str = ""
) -> Paragraph:
    """Draw the rule under the words: a share of their length, which Word cannot measure and we reckon."""
    look, measures = form.styles[style], form.measures
    em = sum(measures["capital_em" if letter.isupper() else "small_em"] for letter in text)
    length_mm = min(em * look.size * MM_PER_PT, of_mm)
    return rule_under(place, form, width_mm=length_mm * measures[f"{share or style}_rule_share"], of_mm=of_mm)
