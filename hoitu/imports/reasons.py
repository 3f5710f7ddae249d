"""Stored sentences about rows in the reader's language."""

from django.utils.translation import gettext

DETAIL = " → "


def said(reason: str) -> str:
    """Return a stored reason translated; what follows the arrow is a name or an address and stays."""
    if not reason:
        return ""
    sentence, arrow, detail = reason.partition(DETAIL)
    return gettext(sentence) + arrow + detail
