"""What a row that came from outside must be: one reading for the API, sheets and packages."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoitu.connector.data import Fault, Row
from hoitu.kernel.text import nfc

CLOCK_SKEW: Final = timedelta(minutes=5)
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
MEDIA: Final = ("web", "social", "print", "radio", "tv")
SUBJECTS: Final = ("", "political", "defence", "essential")
LENGTHS: Final = {"id": 200, "title": 1000, "root": 200, "url": 1000, "platform": 120}
TIMES: Final = ("changed_at", "published_at", "removed_at", "confirmed_at")
FLAGS: Final = ("is_domestic", "is_retracted")
FIELDS: Final = (*LENGTHS, "medium", "subject", *TIMES, *FLAGS)
LABELS: Final[dict[str, str | Promise]] = {
    "id": _("Mã tin, bài"),
    "changed_at": _("Cập nhật lúc"),
    "title": _("Tít"),
    "root": _("Mã bài gốc"),
    "url": _("Đường dẫn"),
    "platform": _("Nền tảng"),
    "medium": _("Loại hình"),
    "is_domestic": _("Nền tảng trong nước"),
    "subject": _("Phục vụ nhiệm vụ"),
    "published_at": _("Đăng lúc"),
    "removed_at": _("Gỡ lúc"),
    "confirmed_at": _("Kiểm tra lại lúc"),
    "is_retracted": _("Hủy dòng này"),
}
SENTENCES: Final[dict[str, str | Promise]] = {
    "not_an_object": _("Mỗi dòng phải là một đối tượng JSON."),
    "unknown_field": _("Không có trường này."),
    "missing": _("Thiếu giá trị."),
    "not_text": _("Phải là chữ."),
    "too_long": _("Dài quá giới hạn."),
    "bad_letters": _("Có ký tự điều khiển không lưu được."),
    "not_a_time": _("Phải là ngày giờ có múi giờ, ví dụ 2026-11-22T08:30:00+07:00."),
    "not_yes_no": _("Phải là có hoặc không."),
    "not_a_choice": _("Không có trong danh sách."),
    "not_an_address": _("Phải bắt đầu bằng http:// hoặc https://."),
    "in_the_future": _("Thời điểm này chưa tới."),
    "too_early": _("Thời điểm này sớm quá."),
    "before_publication": _("Không thể trước lúc đăng."),
    "known_elsewhere": _("Đường dẫn này đã có trong bản ghi từ nguồn khác của cơ quan, tính nữa sẽ trùng."),
}
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_KEPT_LETTERS, _KEPT_FIELDS, _LARGEST = 1000, 40, 10**15


class RowBad(Exception):
    """Raised for a row that cannot be taken; `faults` say all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


def fault(field: str, code: str) -> Fault:
    """Return what is wrong with a field, in the reader's language."""
    return Fault(
        field, code, f"{LABELS[field]}: {SENTENCES[code]}" if field in LABELS else str(SENTENCES[code])
    )


def read_row(given: object, *, now: datetime) -> Row:
    """Return the row that was sent. Raises `RowBad` with everything that is wrong."""
    if not isinstance(given, Mapping):
        raise RowBad([fault("", "not_an_object")])
    faults = [
        Fault(str(name)[:60], "unknown_field", f"{str(name)[:60]}: {SENTENCES['unknown_field']}")
        for name in given
        if name not in FIELDS
    ]
    values: dict[str, Any] = {}
    for name in FIELDS:
        try:
            values[name] = _value(name, given.get(name))
        except ValueError as error:
            faults.append(fault(name, str(error)))
            values[name] = None
    faults += [fault(name, code) for name, code in _rules(values, now)]
    if faults:
        # A field that is wrong in itself is not called missing, too.
        raise RowBad(list({one.field: one for one in reversed(faults)}.values())[::-1])
    return Row(**(values | {"root": values["root"] or values["id"]}))


def digest_of(row: Row) -> str:
    """Return what tells two versions of a row apart, whenever they were sent."""
    plain = {name: _plain(value) for name, value in asdict(row).items() if name != "changed_at"}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def kept_form(given: object) -> dict[str, Any]:
    """Return a refused row as the database can hold it, cut to a bounded size."""
    if not isinstance(given, Mapping):
        return {"": _kept(given)}
    return {clean(str(name))[:60]: _kept(value) for name, value in list(given.items())[:_KEPT_FIELDS]}


def sender_id_of(given: object) -> str:
    """Return the sender's id of a row that may be anything; a row without one is known by its words."""
    named = given.get("id") if isinstance(given, Mapping) else None
    if isinstance(named, str) and named.strip():
        return clean(named.strip())[: LENGTHS["id"]]
    return "#" + hashlib.sha256(repr(kept_form(given)).encode()).hexdigest()[:16]


def clean(words: str) -> str:
    """Return text without what the database cannot hold."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def _value(name: str, given: object) -> object:
    if name in FLAGS:
        if given is None:
            return False
        if not isinstance(given, bool):
            raise ValueError("not_yes_no")
        return given
    if given is None or given == "":
        return None if name in TIMES else ""
    if not isinstance(given, str):
        raise ValueError("not_text")
    if name in TIMES:
        return _time(given)
    words = nfc(given.strip())
    if _UNSTORABLE.search(words):
        raise ValueError("bad_letters")
    if len(words) > LENGTHS.get(name, 20):
        raise ValueError("too_long")
    return words


def _time(words: str) -> datetime:
    try:
        at = datetime.fromisoformat(words.strip())
        if at.tzinfo is None:
            raise ValueError
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("not_a_time") from None


def _rules(values: Mapping[str, Any], now: datetime) -> list[tuple[str, str]]:
    """Return what is wrong among the fields; a retracted row needs no more than its id and time."""
    needed = ("id", "changed_at") if values["is_retracted"] else (
        "id", "changed_at", "title", "platform", "medium", "published_at",
    )  # fmt: skip
    found = [(name, "missing") for name in needed if not values[name]]
    if values["medium"] and values["medium"] not in MEDIA:
        found.append(("medium", "not_a_choice"))
    if values["subject"] and values["subject"] not in SUBJECTS:
        found.append(("subject", "not_a_choice"))
    if values["url"] and not values["url"].startswith(("http://", "https://")):
        found.append(("url", "not_an_address"))
    found += [(name, "in_the_future") for name in TIMES if values[name] and values[name] > now + CLOCK_SKEW]
    found += [(name, "too_early") for name in TIMES if values[name] and values[name] < EARLIEST]
    published = values["published_at"]
    if published:
        after = ("removed_at", "confirmed_at")
        found += [(name, "before_publication") for name in after if values[name] and values[name] < published]
    return found


def _kept(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return value
    return clean(str(value) if not isinstance(value, int) else "…")[:_KEPT_LETTERS]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
