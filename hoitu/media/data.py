"""Frozen records that cross the door of the media room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePosixPath
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.media.recipes import Recipe

MEDIA_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "jpg": "image/jpeg",
    "vtt": "text/vtt",
    "json": "application/json",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Rendition:
    """One file made from an asset, metadata removed. `key` names it in the store."""

    name: str
    width: int
    height: int
    format: str
    key: str
    sha256: str
    size_bytes: int
    duration_ms: int = 0

    @property
    def media_type(self) -> str:
        """Return what a server says about the file, such as `video/mp4`."""
        ending = PurePosixPath(self.name).suffix.lstrip(".") or self.format
        return MEDIA_TYPES.get(ending, f"image/{self.format}")


@dataclass(frozen=True)
class About:
    """What a file shows: who made it, who and what is in it, where and when (an instant)."""

    headline: str = ""
    creator: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    event: str = ""
    taken_at: datetime | None = None
    source_type: str = ""  # IPTC digital source type, an address; says whether a machine made it


@dataclass(frozen=True)
class Embedded:
    """Everything that a file said about itself when it came: standard → key → value, and where it was taken."""

    said: dict[str, dict[str, object]]
    position: tuple[float, float] | None


@dataclass(frozen=True)
class Asset:
    """One picture, video, sound or document of the archive; width and height 0: no picture."""

    id: UUID
    agency_id: UUID
    kind: str
    sha256: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str
    rights_note: str
    original_name: str
    renditions: tuple[Rendition, ...]
    state: str = "ready"
    refused_because: str = ""
    media_type: str = ""
    size_bytes: int = 0
    duration_ms: int = 0
    tags: tuple[str, ...] = ()
    added_at: datetime | None = None
    used_at: datetime | None = None
    about: About = About()
    added_by_id: UUID | None = None

    def rendition(self, *, width: int, encoding: str = "webp") -> Rendition | None:
        """Return the smallest rendition of the encoding at least `width` pixels wide, else the widest."""
        fitting = sorted((r for r in self.renditions if r.format == encoding), key=lambda r: r.width)
        return next((r for r in fitting if r.width >= width), fitting[-1] if fitting else None)

    def file(self, name: str) -> Rendition | None:
        """Return the rendition of this name, such as `hls/master.m3u8`."""
        return next((r for r in self.renditions if r.name == name), None)

    @property
    def captions(self) -> tuple[Rendition, ...]:
        """Return the caption files, `captions/vi.vtt` and so on."""
        return tuple(r for r in self.renditions if r.name.startswith("captions/"))


@dataclass(frozen=True, order=True)
class Cue:
    """One caption from `start_ms` up to `end_ms`. Its text is lines without markup, none of them empty."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True)
class CaptionTrack:
    """The captions of one language, in order; `file` is their WebVTT."""

    language: str
    cues: tuple[Cue, ...]
    file: Rendition


@dataclass(frozen=True)
class Played:
    """A video or recording, or a part of one, ready for a page.

    `files` are all that readers may fetch. A part's files begin up to a segment earlier than the part: it lasts from
    `offset_ms` to `end_ms` of them. `peaks`: the shape of the sound, 0 to 100, evenly over the files' time.
    """

    asset: Asset
    files: tuple[Rendition, ...]
    offset_ms: int
    end_ms: int
    is_part: bool
    captions: tuple[CaptionTrack, ...]
    peaks: tuple[int, ...]

    def file(self, name: str) -> Rendition | None:
        """Return the file of this name, such as `hls/master.m3u8`."""
        return next((r for r in self.files if r.name == name), None)


@dataclass(frozen=True)
class Upload:
    """A file on its way into the archive. `asset_id` names what it became or repeats; times are instants."""

    id: UUID
    name: str
    size_bytes: int
    offset_bytes: int
    state: str
    metadata: str
    expires_at: datetime
    asset_id: UUID | None
    asset_state: str
    is_duplicate: bool
    refused_because: str


@dataclass(frozen=True)
class EditVersion:
    """One version of how a picture is shown, 0 as it came; `state` is making, ready, passed or failed."""

    number: int
    recipe: Recipe
    state: str
    failed_because: str
    made_by_name: str
    made_at: datetime


@dataclass(frozen=True)
class PictureEdits:
    """How a picture is shown, and was. `width`, `height`: upright, as it came, in pixels. Newest version first.

    `base_key`: a file of the picture as it came, to look at while editing; it may show what is hidden from readers.
    """

    asset_id: UUID
    width: int
    height: int
    current: Recipe
    versions: tuple[EditVersion, ...]
    base_key: str

    @property
    def is_making(self) -> bool:
        """Say whether the newest version is still being made."""
        return bool(self.versions) and self.versions[0].state == "making"


class Place(StrEnum):
    """Where a file may be used. `ARCHIVE`: to take the original out of the archive."""

    WEB = "web"
    PRINT = "print"
    BROADCAST = "broadcast"
    WIRE = "wire"
    SOCIAL = "social"
    ARCHIVE = "archive"


PUBLISHING = (Place.WEB, Place.PRINT, Place.BROADCAST, Place.WIRE, Place.SOCIAL)


class Verdict(StrEnum):
    """What rights say of a use: go on, look at it first, or stop."""

    ALLOWED = "allowed"
    WARNED = "warned"
    REFUSED = "refused"


class Cost(StrEnum):
    """What a use costs. `UNKNOWN`: nobody said; `OVER_QUOTA`: the month's uses agreed with the supplier are spent."""

    UNKNOWN = ""
    FREE = "free"
    CONDITIONAL = "conditional"
    PAY = "pay"
    OVER_QUOTA = "over_quota"


@dataclass(frozen=True)
class Lease:
    """A stretch of time in which use is allowed or denied: `from_at` up to `until_at` (None: for good).

    No `places`: every place.
    """

    id: UUID
    allows: bool
    from_at: datetime
    until_at: datetime | None = None
    places: tuple[Place, ...] = ()
    note: str = ""

    def covers(self, place: Place) -> bool:
        """Say whether it speaks of the place."""
        return not self.places or place in self.places

    def runs(self, at: datetime) -> bool:
        """Say whether it is in force at the instant."""
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


@dataclass(frozen=True)
class Consent:
    """What a person who is shown said to it. `kind`: written, spoken, guardian, not_needed or pending."""

    id: UUID
    person_name: str
    kind: str
    is_minor: bool = False
    note: str = ""
    document_id: UUID | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Lack:
    """A field that is empty although the house asks for it before a use at the place."""

    place: Place
    field: str
    verdict: Verdict


@dataclass(frozen=True)
class Rights:
    """All that decides whether a file may be used.

    `quota_used` of `quota_per_month` uses were counted in the month of `counted_on`; `is_counted`: the use that is
    asked about is among them.
    """

    asset_id: UUID
    category: str = ""
    category_verdict: Verdict = Verdict.ALLOWED
    category_note: str = ""
    rights_note: str = ""
    supplier: str = ""
    cost: Cost = Cost.UNKNOWN
    cost_note: str = ""
    quota_per_month: int | None = None
    quota_used: int = 0
    counted_on: date | None = None
    is_counted: bool = False
    over_quota_refuses: bool = False
    embargo_until: datetime | None = None
    do_not_use: bool = False
    do_not_use_because: str = ""
    leases: tuple[Lease, ...] = ()
    consents: tuple[Consent, ...] = ()
    lacks: tuple[Lack, ...] = ()
    is_binned: bool = False


@dataclass(frozen=True)
class Verified:
    """What a check of the store found: files looked at, mended from the other copy, lost in the store."""

    checked: int
    repaired: int
    lost: int


@dataclass(frozen=True)
class RightsReason:
    """One sentence for or against a use; `code` names it for programs.

    `missing`: the field that is empty, in words; "" for every other reason.
    """

    code: str
    verdict: Verdict
    sentence: str
    missing: str = ""


def sentences_of(reasons: Iterable[RightsReason]) -> tuple[str, ...]:
    """Return the reasons in words, each once, the gravest first; what is missing in one sentence."""
    found: dict[str, None] = {}
    given = list(reasons)
    for is_refused in (True, False):
        chosen = [one for one in given if (one.verdict == Verdict.REFUSED) == is_refused]
        found |= dict.fromkeys(one.sentence for one in chosen if not one.missing)
        missing = dict.fromkeys(one.missing for one in chosen if one.missing)
        if missing:
            found[_("Chưa ghi: %s.") % "; ".join(missing)] = None
    return tuple(found)


@dataclass(frozen=True)
class Usability:
    """Whether a file may be used at a place, and until when that answer holds (None: nothing known changes it).

    Whoever holds `override` may let a refused file go out, with a reason; "" when nothing needs it.
    """

    verdict: Verdict
    reasons: tuple[RightsReason, ...]
    cost: Cost
    until: datetime | None
    override: str

    @property
    def sentence(self) -> str:
        """Return why, the gravest first; "" when nothing stands against the use."""
        return " ".join(self.sentences)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the reasons in words, the gravest first."""
        return sentences_of(self.reasons)

    @property
    def refused_codes(self) -> frozenset[str]:
        """Return the codes of what stops the use."""
        return frozenset(r.code for r in self.reasons if r.verdict == Verdict.REFUSED)


@dataclass(frozen=True)
class Standing:
    """How a file stands for every place of publishing: refused everywhere, at some places, or with a warning."""

    asset_id: UUID
    verdict: Verdict
    places: Mapping[Place, Usability]

    @property
    def refused_places(self) -> tuple[Place, ...]:
        """Return the places at which it may not be used."""
        return tuple(place for place, found in self.places.items() if found.verdict == Verdict.REFUSED)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return the reasons of all places, each once, the gravest first."""
        return sentences_of(reason for found in self.places.values() for reason in found.reasons)


@dataclass(frozen=True)
class FileForRelease:
    """A file that a release shows: may it go out? `overridden_by` names who let a refused one go."""

    asset_id: UUID
    name: str
    usability: Usability
    overridden_by: str = ""
    override_reason: str = ""

    @property
    def is_stopped(self) -> bool:
        """Say whether the release may not go out with it."""
        return self.usability.verdict == Verdict.REFUSED and not self.overridden_by


@dataclass(frozen=True)
class Use:
    """A file shown to readers: where, from when, until when (None: still). `key` names the release that shows it."""

    asset_id: UUID
    key: str
    subject: str
    title: str
    channel: str
    place: Place
    path: str
    from_at: datetime
    until_at: datetime | None
    overridden_by: str = ""
    override_reason: str = ""


@dataclass(frozen=True)
class EndingRights:
    """A file whose rights end at `ends_at`, or ended while readers still have it (`uses`: every such place)."""

    asset: Asset
    ends_at: datetime | None
    sentences: tuple[str, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class Collection:
    """Files kept together in an order. `kind`: `set`, or `shoot`, whose event, place and creator hold for its files.

    `cover_id`: the file that stands for it, its first when nobody chose one.
    """

    id: UUID
    kind: str
    name: str
    note: str
    owner_id: UUID
    owner_name: str
    is_shared: bool
    cover_id: UUID | None
    event: str
    place: str
    creator: str
    changed_at: datetime
    file_count: int


@dataclass(frozen=True)
class FieldEdit:
    """One change of a field of many files. `how`: set, append, prepend or clear a text; add to, drop from a list.

    `{place}` in `text` stands for what the file itself says (`WRITABLE`), `{{` for a brace.
    """

    field: str
    how: str
    text: str = ""


@dataclass(frozen=True)
class Rewriting:
    """What edits make of a file: field → (before, after) as stored.

    `lacks`: fields that an edit names and the file does not say, so that the edit leaves it alone.
    """

    asset_id: UUID
    name: str
    changes: Mapping[str, tuple[object, object]]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Batch:
    """One change of many files: who made it when, and whether it was taken back."""

    id: UUID
    person_id: UUID | None
    person_name: str
    edits: tuple[FieldEdit, ...]
    file_count: int
    made_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True)
class ValueChange:
    """A field of a file was `before` and became `after` (as stored); `is_now`: it still is what it became."""

    change_id: UUID
    asset_id: UUID
    at: datetime
    person_name: str
    field: str
    before: object
    after: object
    is_now: bool
    batch_id: UUID | None
