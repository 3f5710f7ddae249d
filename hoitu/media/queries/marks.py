"""Marks: what a file is, as words of its search index — "kind:video", "shape:wide", "colour:red", "used:1".

Kind, shape, length and use are computed by PostgreSQL from the row; `AssetRow.marks` adds what programs told:
colours, and whatever another part of the room puts there ("person:…"). Marks and words lie in one indexed column,
`words`, so that a rare mark is as quick to find as a rare word; facets count the same marks that filters ask for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.text import has_diacritics, search_tokens

MOST_WORDS = 12
# The migration that makes the column has its own copy: a change here needs a new one.
MARKS_SQL = (
    "(marks::text[] || ARRAY['kind:' || kind, 'state:' || state,"
    " 'used:' || CASE WHEN used_at IS NULL THEN '0' ELSE '1' END,"
    " 'shape:' || CASE WHEN width = 0 OR height = 0 THEN 'none' WHEN width >= 2 * height THEN 'panorama'"
    " WHEN width * 10 >= height * 11 THEN 'wide' WHEN height * 10 >= width * 11 THEN 'tall' ELSE 'square' END,"
    " 'length:' || CASE WHEN duration_ms = 0 THEN 'none' WHEN duration_ms < 30000 THEN 's30'"
    " WHEN duration_ms < 120000 THEN 'm2' WHEN duration_ms < 600000 THEN 'm10' ELSE 'long' END])"
)


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search; what `values` names is offered in that order."""

    name: str
    label: str | Promise
    values: dict[str, str | Promise]


FACETS = (
    Facet(
        "kind",
        _("Loại"),
        {"picture": _("Ảnh"), "video": _("Video"), "audio": _("Âm thanh"), "document": _("Tài liệu")},
    ),
    Facet(
        "shape",
        _("Hướng"),
        {"wide": _("Ngang"), "tall": _("Dọc"), "square": _("Vuông"), "panorama": _("Toàn cảnh")},
    ),
    Facet(
        "colour",
        _("Màu"),
        {
            "red": _("Đỏ"), "orange": _("Cam"), "yellow": _("Vàng"), "green": _("Lục"), "cyan": _("Lam ngọc"),
            "blue": _("Lam"), "violet": _("Tím"), "pink": _("Hồng"), "brown": _("Nâu"), "black": _("Đen"),
            "grey": _("Xám"), "white": _("Trắng"),
        },
    ),
    Facet(
        "length",
        _("Độ dài"),
        {
            "s30": _("Dưới 30 giây"), "m2": _("30 giây đến 2 phút"), "m10": _("2 đến 10 phút"),
            "long": _("Từ 10 phút"),
        },
    ),
    Facet("used", _("Đã dùng"), {"1": _("Đã dùng trong bài"), "0": _("Chưa dùng")}),
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """A word or mark as the index holds it."""

    lexeme: str
    is_beginning: bool = False


Asked = Sequence[tuple[Term, ...]]  # of each tuple one term, or another


def asked_by(words: str) -> list[tuple[Term, ...]]:
    """Return what each word asks of the index: words with diacritics mean exactly themselves, others any.

    The last word may be the beginning of one, unless a space ends it.
    """
    tokens = search_tokens(words)[:MOST_WORDS]
    asked = [one.accented if has_diacritics(one.accented) else one.folded for one in tokens]
    is_open = not words.endswith(" ")
    return [(Term(one, is_open and at == len(asked)),) for at, one in enumerate(asked, start=1)]


def any_of(name: str, values: tuple[str, ...]) -> tuple[Term, ...]:
    """Return what asks for one of these marks."""
    return tuple(Term(f"{name}:{value}") for value in values)


def tsquery(asked: Asked, beginning: str = "") -> str:
    """Return what PostgreSQL calls a `tsquery`, `beginning` before every term; empty when nothing is asked."""
    return " & ".join(f"({' | '.join(_written(one, beginning) for one in terms)})" for terms in asked)


def _written(term: Term, beginning: str) -> str:
    quoted = (beginning + term.lexeme).replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'" + (":*" if term.is_beginning else "")
