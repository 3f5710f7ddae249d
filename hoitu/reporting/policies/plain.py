"""A report's content as plain JSON and back, and its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from hoitu.reporting.data import Content, Figure, Head, Line


def to_plain(content: Content) -> dict[str, Any]:
    """Return the content as JSON holds it."""
    return asdict(content)


def from_plain(plain: Mapping[str, Any]) -> Content:
    """Return the content that `to_plain` wrote; keys that later programs added are left out."""
    return Content(
        layout=plain["layout"],
        period=plain["period"],
        cut_off=plain["cut_off"],
        head=Head(**_known(Head, plain.get("head", {}))),
        figures={key: Figure(**_known(Figure, value)) for key, value in plain.get("figures", {}).items()},
        words=dict(plain.get("words", {})),
        targets=tuple(Line(**_known(Line, line)) for line in plain.get("targets", ())),
        tasks=tuple(Line(**_known(Line, line)) for line in plain.get("tasks", ())),
        senders=tuple(Line(**_known(Line, line)) for line in plain.get("senders", ())),
        subject=plain.get("subject", ""),
    )


def canonical(plain: Mapping[str, Any]) -> bytes:
    """Return the one byte sequence of a content: sorted keys, no spaces, UTF-8."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(plain: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(plain)).hexdigest()


def _known(record: type, values: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(record)}
    return {name: value for name, value in values.items() if name in names}
