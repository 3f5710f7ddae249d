"""Words from an address or a plain field, without what the database cannot hold."""

import re

from django.http import QueryDict

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST = 8_000


def words_of(data: QueryDict, name: str, longest: int = LONGEST) -> str:
    """Return what was typed in a field, stripped and cut; "" when it is not there."""
    return _UNSTORABLE.sub("", data.get(name) or "").strip()[:longest]
