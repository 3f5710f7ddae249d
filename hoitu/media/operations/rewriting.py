"""What edits make of what is said about a file; nothing is stored here."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import format_date, nfc
from hoitu.media.data import FieldEdit
from hoitu.media.models import AssetRow
from hoitu.media.operations.words import (
    LINES,
    LONGEST_NAME,
    LONGEST_TAG,
    LONGEST_TEXT,
    clean_tags,
    line,
    read_moment,
)

TEXTS = ("headline", "caption", "alt", "creator", "credit", "place", "event", "rights_note")
LISTS = {"people": (";", LONGEST_NAME), "tags": (",", LONGEST_TAG)}
SINGLE = ("taken_at", "source_type")
WRITABLE = (*TEXTS, *LISTS, *SINGLE)
HOWS = {
    **dict.fromkeys(TEXTS, ("set", "append", "prepend", "clear")),
    **dict.fromkeys(LISTS, ("add", "drop", "set", "clear")),
    **dict.fromkeys(SINGLE, ("set", "clear")),
}
NAMED = frozenset({*TEXTS, *LISTS, "taken_at", "name"})
EDITS_MOST = 40
# https://cv.iptc.org/newscodes/digitalsourcetype/
SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_PLACE = re.compile(r"\{\{|\}\}|\{(\w+)\}")


def checked(edits: Iterable[FieldEdit]) -> tuple[FieldEdit, ...]:
    """Return the edits that say something, those that name other fields last. Raises `BadInput`."""
    kept = []
    for edit in edits:
        if edit.field not in WRITABLE or edit.how not in HOWS[edit.field]:
            raise BadInput(_("Không sửa được trường “%s” theo cách này.") % edit.field[:40])
        if edit.how != "clear" and not edit.text.strip():
            continue
        text = nfc(edit.text).replace("\0", "")[:LONGEST_TEXT]
        unknown = [name for name in named_in(text) if name not in NAMED]
        if unknown:
            known = ", ".join("{%s}" % name for name in sorted(NAMED))  # noqa: UP031 - braces
            raise BadInput(
                _("Không có trường {%(name)s}. Dùng được: %(known)s.") % {"name": unknown[0], "known": known}
            )
        if edit.field == "taken_at" and edit.how == "set":
            read_moment(text)
        if edit.field == "source_type" and edit.how == "set" and not text.startswith(SOURCES):
            raise BadInput(_("Hãy chọn cách tạo ra theo danh sách của IPTC."))
        kept.append(FieldEdit(edit.field, edit.how, text))
    if len(kept) > EDITS_MOST:
        raise BadInput(_("Nhiều thay đổi quá. Hãy chia làm nhiều lần."))
    return tuple(sorted(kept, key=lambda edit: bool(named_in(edit.text))))


def named_in(text: str) -> list[str]:
    """Return the fields that a text names in braces."""
    return [found[1] for found in _PLACE.finditer(text) if found[1]]


def rewritten(row: AssetRow, edits: Iterable[FieldEdit]) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return the fields that checked edits change, as stored, and the named fields that the file lacks.

    An edit that names an empty field leaves its own field as it is: half a sentence helps nobody.
    """
    now: dict[str, object] = {field: getattr(row, field) for field in WRITABLE}
    name = PurePosixPath(row.original_name).stem
    lacks: dict[str, None] = {}
    for edit in edits:
        missing = [one for one in named_in(edit.text) if not _spoken(now, name, one)]
        if missing:
            lacks |= dict.fromkeys(missing)
            continue
        now[edit.field] = _edited(now[edit.field], edit, _filled(edit.text, now, name))
    changed = {field: value for field, value in now.items() if value != getattr(row, field)}
    return changed, tuple(lacks)


def stored(value: object) -> object:
    """Return a field's value as JSON keeps it; an instant always in UTC, so that equal ones are equal."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def from_stored(field: str, value: object) -> object:
    """Return what `stored` was given."""
    return datetime.fromisoformat(str(value)) if field == "taken_at" and value else value


def _edited(value: object, edit: FieldEdit, text: str) -> object:
    if edit.field == "taken_at":
        return read_moment(text) if edit.how == "set" else None
    if edit.field in LISTS:
        mark, longest = LISTS[edit.field]
        held, given = list(value) if isinstance(value, list) else [], text.split(mark)
        if edit.how == "drop":
            dropped = {one.casefold() for one in clean_tags(given, longest=longest)}
            return [one for one in held if one.casefold() not in dropped]
        kept = {"set": given, "add": [*held, *given], "clear": []}[edit.how]
        return clean_tags(kept, longest=longest)
    whole = {"set": text, "append": f"{value}{text}", "prepend": f"{text}{value}", "clear": ""}[edit.how]
    if edit.field in LINES:
        return line(whole, LINES[edit.field])
    return whole.strip()[:200] if edit.field == "source_type" else whole.strip()[:LONGEST_TEXT]


def _filled(text: str, now: Mapping[str, object], name: str) -> str:
    def said(found: re.Match[str]) -> str:
        return _spoken(now, name, found[1]) if found[1] else found[0][0]

    return _PLACE.sub(said, text)


def _spoken(now: Mapping[str, object], name: str, field: str) -> str:
    value = name if field == "name" else now[field]
    if isinstance(value, datetime):
        return format_date(clock.local(value).date())
    return ", ".join(value) if isinstance(value, list) else str(value or "").strip()
