"""The verification sheet of a draw: everything that anybody needs to recompute it, and the recomputing.

Needs no database and no network: `hoitu verify draw FILE`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoitu.assurance.policies import drawing

KEYS = {"form", "announcement", "announcement_sha256", "list", "state", "drawn", "records"}


class SheetUnreadable(ValueError):
    """Raised for a file that is no verification sheet."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `key` names it for screens; `seen` is what the sheet says."""

    key: str
    is_right: bool
    seen: str = ""


def verify(sheet: Mapping[str, Any], *, announced: Mapping[str, Any] | None = None) -> list[Finding]:
    """Recompute a draw from its sheet, and compare it with the sheet that somebody kept before (`announced`).

    Raises `SheetUnreadable`.
    """
    _readable(sheet)
    said, listed = sheet["announcement"], list(sheet["list"])
    findings = [
        Finding("list", drawing.list_digest(listed) == said["list_sha256"], said["list_sha256"]),
        Finding("once", len(set(listed)) == len(listed), str(len(listed))),
        Finding("count", said["records"] == len(listed), str(said["records"])),
        Finding(
            "announcement",
            drawing.digest(drawing.canonical(said)) == sheet["announcement_sha256"],
            sheet["announcement_sha256"],
        ),
        Finding("records", _records_are_listed(sheet, listed), str(len(sheet["records"]))),
    ]
    if announced is not None:
        _readable(announced)
        same = announced["announcement_sha256"] == sheet["announcement_sha256"]
        whole = (
            drawing.digest(drawing.canonical(announced["announcement"])) == announced["announcement_sha256"]
        )
        findings.append(Finding("kept", same and whole, announced["announcement_sha256"]))
    if sheet.get("seed"):
        findings += _of_the_draw(sheet, listed)
    return findings


def _of_the_draw(sheet: Mapping[str, Any], listed: Sequence[str]) -> list[Finding]:
    said, seed = sheet["announcement"], str(sheet["seed"])
    opened = drawing.commitment(draw_id=str(said["id"]), seed=seed) == said["commitment"]
    findings = [Finding("seed", opened, seed)]
    if sheet["state"] == "cancelled" or not sheet.get("public_value"):
        return findings
    key = drawing.key_of(
        seed=seed,
        announcement=drawing.digest(drawing.canonical(said)),
        public_value=str(sheet["public_value"]),
    )
    again = drawing.drawn(list(dict.fromkeys(listed)), k=int(said["k"]), key=key)
    shown = [(one["place"], one["ticket"], one["fingerprint"]) for one in sheet["drawn"]]
    same = shown == [(one.place, one.ticket, one.fingerprint) for one in again]
    return [*findings, Finding("drawn", same, f"{len(again)}")]


def _records_are_listed(sheet: Mapping[str, Any], listed: Sequence[str]) -> bool:
    known = set(listed)
    return all(drawing.fingerprint(record) in known for record in sheet["records"])


def _readable(sheet: Mapping[str, Any]) -> None:
    if not isinstance(sheet, Mapping) or sheet.get("form") != drawing.FORM or not sheet.keys() >= KEYS:
        raise SheetUnreadable("no sheet of the form hoitu-draw-1")
    said = sheet["announcement"]
    texts = isinstance(sheet["list"], list) and all(isinstance(one, str) for one in sheet["list"])
    records = isinstance(sheet["records"], list) and all(isinstance(one, Mapping) for one in sheet["records"])
    drawn = isinstance(sheet["drawn"], list) and all(
        isinstance(one, Mapping) and one.keys() >= {"place", "ticket", "fingerprint"}
        for one in sheet["drawn"]
    )
    needed = {"id", "commitment", "list_sha256", "records", "k"}
    said_whole = isinstance(said, Mapping) and said.keys() >= needed and isinstance(said["k"], int)
    if not (texts and records and drawn and said_whole):
        raise SheetUnreadable("a part of the sheet has another form")
