"""How the house writes, as a book: read by everybody who writes, kept by the secretariat."""

from django.utils.translation import gettext_lazy as _

from hoitu.registers.books.book import Book, RowProblem, Section
from hoitu.registers.books.groups import WRITING
from hoitu.registers.models import HouseWording


def _guard(row: HouseWording) -> None:
    """Ask for another wording where there must be one."""
    if row.kind == HouseWording.Kind.WORDING and row.right in ("", row.words):
        raise RowProblem("right", _("Hãy ghi cách viết đúng, khác với cách viết sai."))


BOOKS = (
    Book(
        key="quy-tac-chu",
        title=_("Quy tắc viết của tòa soạn"),
        note=_(
            "Cách viết thống nhất, từ không dùng, từ được dùng, tên người và tên đất. Soát lỗi theo sổ này."
        ),
        icon="language",
        group=WRITING,
        model=HouseWording,
        key_fields=("words",),
        columns=("words", "kind", "right", "explanation"),
        sections=(
            Section(_("Quy tắc"), ("kind", "words", "right")),
            Section(_("Vì sao"), ("explanation", "source")),
        ),
        filters=("kind",),
        guard=_guard,
    ),
)
