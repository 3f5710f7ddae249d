"""The draw, exactly: `hoitu-draw-1`. Standard library only, so that anybody may copy this file and recompute.

Every hash is SHA-256 over UTF-8, written as 64 small hex digits; "canonical JSON" has sorted keys, no spaces, letters
as they are (no escapes), all text in Unicode NFC.

1. A record is canonical JSON of its shown fields and a random `salt`; its fingerprint is the hash of that. Whoever
   has a fingerprint alone cannot guess the record.
2. The list is its fingerprints in ascending order, each followed by a line feed; `list_sha256` is the hash of that.
3. The commitment is the hash of `hoitu-draw-1:commit:<draw id>:<seed>`.
4. The announcement is canonical JSON of what was announced, commitment and `list_sha256` among it.
5. The key is the hash of `hoitu-draw-1:key:<seed>:<hash of the announcement>:<public value>`; the public value is in
   NFC, runs of white space are one space, none at the ends.
6. A record's ticket is the hash of `hoitu-draw-1:ticket:<key>:<fingerprint>`. The k records with the smallest tickets
   are drawn, in the order of their tickets; all of them where there are no more than k.
"""

import hashlib
import heapq
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

FORM = "hoitu-draw-1"


@dataclass(frozen=True)
class Ticket:
    """One drawn record: its place in the draw (from 1), its ticket, its fingerprint."""

    place: int
    ticket: str
    fingerprint: str


def canonical(value: object) -> str:
    """Return canonical JSON."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return unicodedata.normalize("NFC", text)


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(record: Mapping[str, str]) -> str:
    """Return a record's fingerprint; the record has its salt."""
    return digest(canonical(dict(record)))


def list_digest(fingerprints: Iterable[str]) -> str:
    """Return the hash of a list in its canonical order, whatever order it comes in."""
    return digest("".join(f"{one}\n" for one in sorted(fingerprints)))


def commitment(*, draw_id: str, seed: str) -> str:
    """Return what is published of a seed before the draw."""
    return digest(f"{FORM}:commit:{draw_id}:{seed}")


def tidy(public_value: str) -> str:
    """Return a public value as it enters the key."""
    return " ".join(unicodedata.normalize("NFC", public_value).split())


def key_of(*, seed: str, announcement: str, public_value: str) -> str:
    """Return the key of a draw; `announcement` is the hash of what was announced."""
    return digest(f"{FORM}:key:{seed}:{announcement}:{tidy(public_value)}")


def drawn(fingerprints: Collection[str], *, k: int, key: str) -> list[Ticket]:
    """Return the drawn records in their order. Raises `ValueError` where a fingerprint is listed twice."""
    if len(set(fingerprints)) != len(fingerprints):
        raise ValueError("a record is listed twice")
    tickets = ((digest(f"{FORM}:ticket:{key}:{one}"), one) for one in fingerprints)
    least = heapq.nsmallest(k, tickets)
    return [Ticket(place, ticket, one) for place, (ticket, one) in enumerate(least, start=1)]
