"""The foot of a paper in Word: the recipients on the left, the signer on the right, on one page."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from hoitu.papers.adapters.word.marks import gap, keep_whole, line, set_columns, set_padding
from hoitu.papers.form import Form
from hoitu.papers.wording import Printed

CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


def add(document: Document, words: Printed, form: Form) -> None:
    """Write recipients and signer side by side; the last paragraph of the body comes along to their page."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    gap(document, form.measures["foot_before_pt"]).paragraph_format.keep_with_next = True
    left_mm = form.text_width_mm * form.measures["foot_left_share"]
    table = document.add_table(rows=1, cols=2)
    set_columns(table, [left_mm, form.text_width_mm - left_mm])
    set_padding(table, 0)
    keep_whole(table.rows[0])
    left, right = table.rows[0].cells
    if words.recipients:
        line(left, words.recipients_word, "recipients", LEFT)
        for recipient in words.recipients:
            line(left, recipient, "recipient", LEFT)
    for title in words.signer:
        line(right, title, "signer", CENTRE)
    name = line(right, words.signer_name, "signer_name", CENTRE)
    name.paragraph_format.space_before = Mm(form.measures["signature_room_mm"])
