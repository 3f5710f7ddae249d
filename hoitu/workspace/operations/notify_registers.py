"""Tell the keepers of registers what ends soon."""

from django.utils.translation import gettext as _

from hoitu.kernel.text import format_date
from hoitu.registers.events import RowsEnding
from hoitu.workspace.operations.audience import holding
from hoitu.workspace.operations.notify import tell


def on_rows_ending(fact: RowsEnding) -> None:
    """Tell those who keep a register what in it ends soon, or has ended."""
    assert fact.agency_id is not None
    keepers = holding(fact.agency_id, fact.permission)
    words = {"book": fact.book_title, "first": fact.first, "day": format_date(fact.ends_on)}
    if fact.ends_on <= fact.day:
        text = _("%(book)s: “%(first)s” đã hết hạn từ %(day)s.") % words
    else:
        text = _("%(book)s: “%(first)s” hết hạn ngày %(day)s.") % words
    if fact.count > 1:
        text += " " + _("Còn %d mục khác đã hoặc sắp hết hạn.") % (fact.count - 1)
    key = f"{fact.subject}:{fact.batch_id}"
    tell(fact.agency_id, keepers, key, "calendar-time", text, fact.path, link_words=_("Mở sổ"))
