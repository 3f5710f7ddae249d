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
        line(document, basis, "basis", JUSTIFY)


def _names(cell: _Cell, words: Printed, form: Form, width_mm: float) -> None:
    for parent in words.parent:
        line(cell, parent, "parent", CENTRE)
    for issuer in words.issuer:
        line(cell, issuer, "issuer", CENTRE)
    if words.issuer:
        _rule(cell, words.issuer, form, "issuer", of_mm=width_mm)


def _nation(cell: _Cell, words: Printed, form: Form, width_mm: float) -> None:
    line(cell, words.nation, "nation", CENTRE)
    line(cell, words.motto, "motto", CENTRE)
    _rule(cell, (words.motto,), form, "motto", of_mm=width_mm)


def _number(cell: _Cell, words: Printed, form: Form) -> None:
    first = line(cell, words.number, "number", CENTRE)
    first.paragraph_format.space_before = Pt(form.measures["head_gap_pt"])
    for subject in words.subject:
        line(cell, subject, "subject", CENTRE)
    if words.draft:
        mark = line(cell, "", "draft", CENTRE)
        mark.paragraph_format.space_before = Pt(form.measures["head_gap_pt"])
        frame(write(mark, words.draft), form)


def _place(cell: _Cell, words: Printed, form: Form) -> None:
    place = line(cell, words.place, "place", CENTRE)
    place.paragraph_format.space_before = Pt(form.measures["head_gap_pt"])


def _title(document: Document, words: Printed, form: Form) -> None:
    lines = [(words.kind, "kind")] if words.kind else []
    lines += [(text, "title") for text in words.title]
    for place, (text, style) in enumerate(lines):
        paragraph = line(document, text, style, CENTRE)
        paragraph.paragraph_format.keep_with_next = True
        if place == 0:
            paragraph.paragraph_format.space_before = Pt(form.measures["title_before_pt"])
    if lines:
        rule = _rule(document, words.title or (words.kind,), form, "title", of_mm=form.text_width_mm)
        rule.paragraph_format.space_after = Pt(form.measures["title_after_pt"])


def _addressees(document: Document, words: Printed, form: Form) -> None:
    if not words.addressees:
        return
    if len(words.addressees) == 1:
        text = f"{words.addressees_word} {words.addressees[0]}"
        first = line(document, text, "addressee", CENTRE)
        first.paragraph_format.first_line_indent = Pt(0)
        first.paragraph_format.space_after = Pt(form.measures["paragraph_before_pt"])
    else:
        first = line(document, words.addressees_word, "addressee", JUSTIFY)
        for name in words.addressees:
            line(document, name, "addressee", JUSTIFY)
    first.paragraph_format.space_before = Pt(form.measures["addressees_before_pt"])


def _rule(
    place: Document | _Cell, lines: tuple[str, ...], form: Form, style: str, *, of_mm: float
) -> Paragraph:
    """Draw the rule under the lines: a share of the longest one's length, which Word cannot measure and we reckon."""
    em = max(sum(_em(letter, form) for letter in line) for line in lines)
    length_mm = min(em * form.styles[style].size * MM_PER_PT, of_mm)
    return rule_under(place, form, width_mm=length_mm * form.measures[f"{style}_rule_share"], of_mm=of_mm)


def _em(letter: str, form: Form) -> float:
    return form.measures["capital_em" if letter.isupper() else "small_em"]
