"""Records that cross the door: a paper and its parts, a sheet and its columns, a due day, a signature in a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is. `parent` is empty where the issuing body stands under no other; `place` is "Vạn Giang"."""

    parent: str
    issuer: str
    place: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs.

    `authority` is "TM.", "KT.", "TL.", "TUQ.", "Q." or empty. `title` may have two lines, as "GIÁM ĐỐC\\nPHÓ GIÁM
    ĐỐC" for KT. or "ỦY BAN NHÂN DÂN\\nCHỦ TỊCH" for TM.; the authority stands before the first.
    """

    authority: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number as it is printed. Level 0 is centred, 1 is "I.", 2 is "1.", 3 is "a)"."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """Lines that begin with a dash; one that begins with a mark of its own keeps it."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with borders whose header comes again on each page.

    `widths` are shares of the page's width, one per column, or empty for equal columns. `numeric` are the places
    (from 0) of columns that stand on the right. A `landscape` table has pages of its own. Raises ValueError when
    a row is longer or shorter than the columns, or there is none.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""
    landscape: bool = False
    numeric: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table has columns")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row has as many cells as the table has columns")
        if self.widths and (len(self.widths) != len(self.columns) or min(self.widths) <= 0):
            raise ValueError("one width above zero for each column, or none")

    @property
    def shares(self) -> tuple[float, ...]:
        """The columns' parts of the width; they sum to 1."""
        widths = self.widths or (1.0,) * len(self.columns)
        return tuple(width / sum(widths) for width in widths)


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """An administrative document in the form of Nghị định 30/2020/NĐ-CP.

    `code` is "BC-BVG"; an empty `number` and a `date` of None leave the blanks that unissued papers have. An empty
    `kind` makes an official letter: the title stands as "V/v …" under the number. `addressees` follow "Kính gửi:".
    """

    letterhead: Letterhead
    code: str
    number: str
    date: date | None
    kind: str
    title: str
    bases: tuple[str, ...]
    blocks: tuple[Block, ...]
    signer: Signer
    recipients: tuple[str, ...]
    draft: bool = False
    addressees: tuple[str, ...] = ()


Kind = Literal["text", "integer", "decimal", "percent", "date", "money"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. `percent` takes points (30.5 is 30,5 %), `money` whole đồng; `width` is in characters."""

    title: str
    kind: Kind = "text"
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; each row has one value per column, and there is at least one column."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class DueDay:
    """The last day for something, for a calendar. `key` stays when the day moves; without `remind_days` no alarm."""

    key: str
    day: date
    title: str
    words: tuple[str, ...]
    url: str
    known_at: datetime
    remind_days: int = 0


Chain = Literal["trusted", "unknown", "self_signed", "not_valid_then"]


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature found in a PDF, or in a file beside it.

    `state` is what the signed words are now: as they were (`intact`), or changed afterwards (`changed`), or the
    signature itself cannot be read any more (`broken`). `chain`: the certificate leads to a root that the operator
    trusts, to none of them, only to itself, or was not valid at the time that the signer's machine gave. Revocation
    is not asked for: no request goes out.
    """

    state: Literal["intact", "changed", "broken"]
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    reason: str = ""
    signed_at: datetime | None = None
    certificate_sha256: str = ""
    chain: Chain = "unknown"

    @property
    def is_intact(self) -> bool:
        return self.state == "intact"
