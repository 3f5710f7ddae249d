"""Frozen records that cross the door of the site room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Furniture:
    """What NĐ 237/2026, Art 23 asks every page of an online paper to say, as data."""

    product_name: str = ""
    agency: str = ""
    governing_body: str = ""
    domain: str = ""
    licence: str = ""
    head_title: str = ""
    head_name: str = ""
    deputies: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    hotline: str = ""
    advertising: str = ""
    copyright: str = ""

    def missing(self) -> tuple[str, ...]:
        """Return the names of the fields that the law asks for and nobody filled in yet."""
        required = ("product_name", "agency", "governing_body", "domain", "licence", "head_name")
        return tuple(name for name in (*required, "address", "phone", "email") if not getattr(self, name))


@dataclass(frozen=True)
class SiteCard:
    """A reader's website as other rooms see it."""

    id: UUID
    agency_id: UUID
    slug: str
    name: str
    origin: str
    path_prefix: str

    def url(self, path: str) -> str:
        """Return the public address of a path of this site."""
        return f"{self.origin}{self.path_prefix}{path}"


@dataclass(frozen=True)
class Placed:
    """Where one story stands on one site."""

    site_id: UUID
    story_id: UUID
    revision_id: UUID
    path: str
    url: str
    is_live: bool
    content_hash: str


@dataclass(frozen=True)
class DailyViews:
    """How often a page was opened on one day; `bots` are counted apart, never inside `readers`."""

    day: date
    readers: int
    bots: int


@dataclass(frozen=True)
class Rule:
    """How a block of a front fills itself: the newest of one list (`section:thoi-su`, `tag:…`, `site`)."""

    listing: str = "site"
    genre: str = ""


@dataclass(frozen=True)
class Pin:
    """A story that an editor fixed on a place of a block, with other words for it if wanted."""

    story_id: UUID
    place: int
    title: str = ""
    kicker: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class Block:
    """One band of a front."""

    key: str
    style: str
    title: str = ""
    link: str = ""
    limit: int = 6
    rule: Rule | None = None
    pins: tuple[Pin, ...] = ()
    excluded: tuple[UUID, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class FrontLayout:
    """Everything an editor decides about a front, as one value that is stored, previewed and scheduled."""

    blocks: tuple[Block, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {"blocks": [_block_json(block) for block in self.blocks]}

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> "FrontLayout":
        """Read a stored layout. Raises `ValueError` for anything that is not one."""
        blocks = value.get("blocks", [])
        if not isinstance(blocks, list):
            raise ValueError("blocks")
        return cls(tuple(_block(row) for row in blocks))


STYLES = ("lead", "grid", "band", "list", "media", "opinion", "literary", "contents", "latest", "notice")


def _block_json(block: Block) -> dict[str, object]:
    return {
        "key": block.key,
        "style": block.style,
        "title": block.title,
        "link": block.link,
        "limit": block.limit,
        "rule": {"listing": block.rule.listing, "genre": block.rule.genre} if block.rule else None,
        "pins": [
            {
                "story": str(pin.story_id),
                "place": pin.place,
                "title": pin.title,
                "kicker": pin.kicker,
                "until": pin.until.isoformat() if pin.until else None,
            }
            for pin in block.pins
        ],
        "excluded": [str(story_id) for story_id in block.excluded],
        "text": block.text,
    }


def _block(row: Mapping[str, object]) -> Block:
    style = str(row.get("style", "grid"))
    if style not in STYLES:
        raise ValueError(f"style {style}")
    rule = row.get("rule")
    pins = row.get("pins") or []
    excluded = row.get("excluded") or []
    if not isinstance(pins, list) or not isinstance(excluded, list) or not isinstance(rule, dict | None):
        raise ValueError("block")
    return Block(
        key=str(row.get("key", ""))[:40],
        style=style,
        title=str(row.get("title", ""))[:120],
        link=str(row.get("link", ""))[:200],
        limit=max(1, min(int(str(row.get("limit", 6))), 60)),
        rule=Rule(str(rule.get("listing", "site")), str(rule.get("genre", ""))) if rule else None,
        pins=tuple(_pin(pin) for pin in pins),
        excluded=tuple(UUID(str(story_id)) for story_id in excluded),
        text=str(row.get("text", ""))[:4000],
    )


def _pin(row: Mapping[str, object]) -> Pin:
    until = row.get("until")
    return Pin(
        story_id=UUID(str(row["story"])),
        place=max(0, int(str(row.get("place", 0)))),
        title=str(row.get("title", ""))[:200],
        kicker=str(row.get("kicker", ""))[:60],
        until=datetime.fromisoformat(str(until)) if until else None,
    )


@dataclass(frozen=True)
class Difference:
    """A baked file that is not what rendering it again gives: an edge missing from the dependency graph."""

    site: str
    path: str
    reason: str


@dataclass(frozen=True)
class BakeReport:
    """What one run of the bake engine did."""

    pages: int = 0
    bytes_written: int = 0
    seconds: float = 0.0
    generation: int = 0
    failed: tuple[str, ...] = field(default=())
