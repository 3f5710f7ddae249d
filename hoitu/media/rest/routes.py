"""The archive over HTTP: found, described, taken in."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AwareDatetime

from hoitu.kernel.rest import LONGEST_PAGE, REFUSALS, Line, ShortLine, Text, acting, cursor_of, read_cursor
from hoitu.media import api
from hoitu.media.data import About, Asset, Standing
from hoitu.media.rest.rights import StandingOut

router = Router(tags=["media"])

AssetKind = Literal["picture", "video", "audio", "document"]
Shape = Literal["wide", "tall", "square", "panorama"]
Colour = Literal[
    "red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink", "brown", "black", "grey", "white"
]
Length = Literal["s30", "m2", "m10", "long"]


class RenditionOut(Schema):
    """One file made for readers. `url` works for some hours; ask again for a fresh one."""

    name: str
    format: str
    width: int
    height: int
    sha256: str
    url: str


class AboutOut(Schema):
    """What a file shows; `source_type` is the IPTC's digital source type."""

    headline: str
    creator: str
    people: list[str]
    place: str
    event: str
    taken_at: datetime | None
    source_type: str

    @classmethod
    def of(cls, about: About) -> "AboutOut":
        return cls(**asdict(about) | {"people": list(about.people)})


class AssetOut(Schema):
    """A picture, video, sound or document. Width and height 0: no picture; only a `ready` one may be used."""

    id: UUID
    kind: str
    state: str
    refused_because: str
    media_type: str
    size_bytes: int
    duration_ms: int
    tags: list[str]
    added_at: datetime | None
    used_at: datetime | None
    sha256: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str
    rights_note: str
    original_name: str
    about: AboutOut
    renditions: list[RenditionOut]
    rights: StandingOut

    @classmethod
    def of(cls, asset: Asset, standing: Standing | None = None) -> "AssetOut":
        renditions = [
            RenditionOut(
                name=row.name,
                format=row.format,
                width=row.width,
                height=row.height,
                sha256=row.sha256,
                url=address_of(row.key),
            )
            for row in asset.renditions
        ]
        if standing is None:
            found = api.standings(agency_id=asset.agency_id, asset_ids=[asset.id])
            standing = found[asset.id]
        names = set(cls.model_fields) - {"renditions", "tags", "rights", "about"}
        said = {name: getattr(asset, name) for name in names}
        about = AboutOut.of(asset.about)
        rights = StandingOut.of(standing)
        return cls(**said, tags=list(asset.tags), about=about, renditions=renditions, rights=rights)


def address_of(key: str) -> str:
    """Return the signed address of a made file; of a playlist one from which its parts are found."""
    return api.signed_folder_url(key) if key.endswith(".m3u8") else api.signed_url(key)


class AssetPage(Schema):
    """Assets, newest first. `next` is the cursor of the following page, null on the last."""

    items: list[AssetOut]
    next: str | None


class Description(Schema):
    """What is said about a picture."""

    caption: Text = ""
    credit: Line = ""
    alt: Text = ""
    rights_note: Text = ""


class AboutIn(Schema):
    """What a file shows from now on; `taken_at` carries its offset."""

    headline: Line = ""
    creator: Line = ""
    people: list[ShortLine] = Field(default_factory=list)
    place: Line = ""
    event: Line = ""
    taken_at: AwareDatetime | None = None


class NewDescription(Description):
    """What is said about a file from now on; tags and what it shows stay when they are not sent."""

    tags: list[ShortLine] | None = None
    about: AboutIn | None = None


class ManyDescriptions(Schema):
    """The same words for many files; what is empty stays as it is."""

    asset_ids: Annotated[list[UUID], Field(max_length=500)]
    caption: Text = ""
    credit: Line = ""
    rights_note: Text = ""
    add_tags: list[ShortLine] = Field(default_factory=list)
    drop_tags: list[ShortLine] = Field(default_factory=list)


class Changed(Schema):
    """How many files are described differently now."""

    changed: int


@router.get("/assets", response={200: AssetPage, **REFUSALS})
def list_assets(
    request: HttpRequest,
    q: Line = "",
    kind: Annotated[list[AssetKind] | None, Query()] = None,
    used: bool | None = None,
    shape: Shape | None = None,
    colour: Colour | None = None,
    length: Length | None = None,
    person: Line = "",
    place: Line = "",
    cursor: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = 50,
) -> AssetPage:
    """Return ready assets whose caption, credit, tags or name have all the words of `q`. Needs `media.read`.

    `kind` may be given several times; `used` tells whether a kept revision of a story shows it.
    """
    actor = acting(request, "media.read")
    before = read_cursor(cursor) if cursor else None
    marks = {"shape": shape, "colour": colour, "length": length}
    wanted = replace(_wanted(q, kind, used, marks), person=person, place=place)
    found = api.search_assets(agency_id=actor.agency, wanted=wanted, before=before, limit=limit)
    following = cursor_of(found[-1].added_at, found[-1].pk) if len(found) == limit else None
    rights = api.standings(agency_id=actor.agency, asset_ids=[row.pk for row in found])
    return AssetPage(items=[AssetOut.of(api.as_data(row), rights[row.pk]) for row in found], next=following)


class FacetCount(Schema):
    """How many found files have a mark: `colour` `red`."""

    name: str
    value: str
    count: int


class FacetsOut(Schema):
    """What a search finds. `is_more`: there are more than `total`; the figures count the newest `total`."""

    total: int
    is_more: bool
    facets: list[FacetCount]


class SimilarOut(Schema):
    """A file that looks alike; `bits` of 64 differ, 0: the same picture."""

    asset: AssetOut
    bits: int


@router.get("/assets/facets", response={200: FacetsOut, **REFUSALS})
def asset_facets(
    request: HttpRequest,
    q: Line = "",
    kind: Annotated[list[AssetKind] | None, Query()] = None,
    used: bool | None = None,
    shape: Shape | None = None,
    colour: Colour | None = None,
    length: Length | None = None,
    person: Line = "",
    place: Line = "",
) -> FacetsOut:
    """Count what `GET /assets` finds with the same filters. Needs `media.read`.

    Of people, places and months of arrival the twelve most frequent, or newest, are told.
    """
    actor = acting(request, "media.read")
    marks = {"shape": shape, "colour": colour, "length": length}
    wanted = replace(_wanted(q, kind, used, marks), person=person, place=place)
    counts = api.count_assets(agency_id=actor.agency, wanted=wanted)
    names = {facet.name for facet in api.FACETS} | {"person", "place", "month"}
    facets = [
        FacetCount(name=name, value=value, count=count)
        for name in sorted(names & counts.marks.keys())
        for value, count in sorted(counts.marks[name].items())
    ]
    return FacetsOut(total=counts.total, is_more=counts.is_more, facets=facets)


@router.get("/assets/{uuid:asset_id}/similar", response={200: list[SimilarOut], **REFUSALS})
def similar_assets(request: HttpRequest, asset_id: UUID) -> list[SimilarOut]:
    """Return files that look like this one, the most alike first. Needs `media.read`."""
    actor = acting(request, "media.read")
    api.asset(agency_id=actor.agency, asset_id=asset_id)
    found = api.similar_assets(agency_id=actor.agency, asset_id=asset_id)
    assets = api.assets(agency_id=actor.agency, asset_ids=[key for key, _bits in found])
    return [SimilarOut(asset=AssetOut.of(assets[key]), bits=bits) for key, bits in found if key in assets]


def _wanted(
    q: str, kind: list[AssetKind] | None, used: bool | None, marks: Mapping[str, str | None]
) -> api.Wanted:
    chosen = {name: (value,) for name, value in marks.items() if value}
    return api.Wanted(words=q, kinds=tuple(kind or ()), used=used, marks=chosen)


@router.post("/assets", response={201: AssetOut, **REFUSALS})
def add_asset(request: HttpRequest, file: File[UploadedFile], given: Form[Description]) -> Status[AssetOut]:
    """Take a picture into the archive (multipart); the same bytes twice are one picture. Needs `media.add`."""
    actor = acting(request, "media.add")
    if file.size is None or file.size > settings.UPLOAD_LIMIT_BYTES:
        raise api.PictureTooLarge()
    asset = api.add_picture(actor=actor, filename=file.name or "", data=file.read(), **given.model_dump())
    return Status(201, AssetOut.of(asset))


@router.get("/assets/{uuid:asset_id}", response={200: AssetOut, **REFUSALS})
def get_asset(request: HttpRequest, asset_id: UUID) -> AssetOut:
    """Return one asset, whatever its state. Needs `media.read`."""
    actor = acting(request, "media.read")
    return AssetOut.of(api.asset(agency_id=actor.agency, asset_id=asset_id))


@router.post("/assets/descriptions", response={200: Changed, **REFUSALS})
def describe_assets(request: HttpRequest, given: ManyDescriptions) -> Changed:
    """Write the same words on many files, all or none. Needs `media.edit`."""
    actor = acting(request, "media.edit")
    return Changed(changed=api.describe_many(actor=actor, **given.model_dump()))


@router.put("/assets/{uuid:asset_id}", response={200: AssetOut, **REFUSALS})
def describe_asset(request: HttpRequest, asset_id: UUID, given: NewDescription) -> AssetOut:
    """Replace what is said about a file. Needs `media.edit`."""
    actor = acting(request, "media.edit")
    about = About(**given.about.model_dump() | {"people": tuple(given.about.people)}) if given.about else None
    words = given.model_dump(exclude={"about"})
    return AssetOut.of(api.describe_asset(actor=actor, asset_id=asset_id, **words, about=about))
