"""Which points may be given to an item."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from hoitu.kernel.text import format_number
from hoitu.maturity.data import Item

TYPED = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


def parse_points(words: str) -> Decimal:
    """Return points as people type them ("1,5", "1.5", "2"). Raises `ValueError`."""
    words = words.strip()
    if not TYPED.fullmatch(words):
        raise ValueError(words)
    try:
        return Decimal(words.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(words) from error


def problem_with(points: Decimal, item: Item) -> str:
    """Return why these points cannot be given to the item, "" when they can."""
    if not points.is_finite() or not 0 <= points <= item.maximum:
        return _("Điểm phải từ 0 đến %(maximum)s.") % {"maximum": format_number(item.maximum)}
    # The maximum itself may always be given, whatever the step.
    if points != item.maximum and points % item.step:
        return _("Điểm đi theo bước %(step)s.") % {"step": format_number(item.step)}
    return ""
