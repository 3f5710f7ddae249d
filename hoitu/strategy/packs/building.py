"""From what a YAML file holds to a frozen record: every key known, every value of its type, or it is refused."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from hoitu.strategy.data import PackRefused

Record = TypeVar("Record")
WORDS = {str: "chữ", int: "số nguyên", bool: "true hoặc false", date: "ngày (năm-tháng-ngày)"}


def build(kind: type[Record], raw: object, *, file: str, record: str = "") -> Record:
    """Return `raw` (mappings, lists, scalars) as a record of the dataclass `kind`, inner records included.

    Raises `PackRefused` for an unknown key, a missing or wrongly typed value.
    """
    if not isinstance(raw, Mapping):
        raise PackRefused(file, record, "", "cần một bảng khóa và giá trị.")
    record = _named(raw, record)
    hints = _hints(kind)  # type: ignore[arg-type]
    for key in raw:
        if key not in hints:
            near = get_close_matches(str(key), hints, n=1)
            hint = f" Có phải “{near[0]}” không?" if near else ""
            raise PackRefused(file, record, str(key), f"không có khóa này.{hint}")
    values = {}
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name in raw:
            values[field.name] = _value(hints[field.name], raw[field.name], file, record, field.name)
        elif field.default is MISSING:
            raise PackRefused(file, record, field.name, "thiếu giá trị.")
    return kind(**values)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _named(raw: Mapping[Any, Any], record: str) -> str:
    """Return how to call this record: its own id, after its owner's where it is part of another."""
    own = raw.get("id")
    return str(own) if own else record


def _value(hint: Any, raw: object, file: str, record: str, key: str) -> Any:
    origin = get_origin(hint)
    if origin is UnionType:
        if raw is None:
            return None
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
        return _value(hint, raw, file, record, key)
    if origin is tuple:
        return _tuple(get_args(hint)[0], raw, file, record, key)
    if is_dataclass(hint):
        return build(hint, raw, file=file, record=record or key)  # type: ignore[arg-type]
    if issubclass(hint, Enum):
        return _member(hint, raw, file, record, key)
    return _scalar(hint, raw, file, record, key)


def _tuple(hint: Any, raw: object, file: str, record: str, key: str) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise PackRefused(file, record, key, "cần một danh sách.")
    return tuple(
        _value(hint, item, file, f"{record or key} ({number})" if is_dataclass(hint) else record, key)
        for number, item in enumerate(raw, 1)
    )


def _member(kind: type[Enum], raw: object, file: str, record: str, key: str) -> Enum:
    try:
        return kind(raw)
    except ValueError:
        known = ", ".join(str(member.value) for member in kind)
        raise PackRefused(file, record, key, f"giá trị “{raw}” không thuộc: {known}.") from None


def _scalar(kind: type, raw: object, file: str, record: str, key: str) -> object:
    # type() and not isinstance: true is no number, an instant is no day.
    if type(raw) is not kind or isinstance(raw, datetime):
        raise PackRefused(file, record, key, f"cần {WORDS[kind]}, không phải “{raw}”.")
    return raw
