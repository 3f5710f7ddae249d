"""Pictures over HTTP."""

from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from hoitu.kernel.rest import LONGEST_PAGE, REFUSALS, Line, Text, acting, cursor_of, read_cursor
from hoitu.media import api
from hoitu.media.data import Asset

router = Router(tags=["media"])


class RenditionOut(Schema):
    """One file made for readers. `url` works for some hours; ask again for a fresh one."""

    name: str
    format: str
    width: int
    height: int
    sha256: str
    url: str


class AssetOut(Schema):
    """A picture of the archive."""

    id: UUID
    kind: str
    sha256: str
    width: int
    height: int
    caption: str
    credit: str
    alt: str
    rights_note: str
    original_name: str
    renditions: list[RenditionOut]

    @classmethod
    def of(cls, asset: Asset) -> "AssetOut":
        renditions = [
            RenditionOut(
                name=row.name,
                format=row.format,
                width=row.width,
                height=row.height,
                sha256=row.sha256,
                url=api.signed_url(row.key),
            )
            for row in asset.renditions
        ]
        names = ("id", "kind", "sha256", "width", "height", "caption", "credit", "alt", "rights_note")
        said = {name: getattr(asset, name) for name in names}
        return cls(**said, original_name=asset.original_name, renditions=renditions)


class AssetPage(Schema):
    """Pictures, newest first. `next` is the cursor of the following page, null on the last."""

    items: list[AssetOut]
    next: str | None


class Description(Schema):
    """What is said about a picture."""

    caption: Text = ""
    credit: Line = ""
    alt: Text = ""
    rights_note: Text = ""


@router.get("/assets", response={200: AssetPage, **REFUSALS})
def list_assets(
    request: HttpRequest,
    q: Line = "",
    cursor: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = 50,
) -> AssetPage:
    """Return pictures whose caption, credit or name have all the words of `q`. Needs `media.read`."""
    actor = acting(request, "media.read")
    before = read_cursor(cursor) if cursor else None
    found = list(api.search_assets(agency_id=actor.agency, words=q, before=before)[:limit])
    following = cursor_of(found[-1].added_at, found[-1].pk) if len(found) == limit else None
    return AssetPage(items=[AssetOut.of(api.as_data(row)) for row in found], next=following)


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
    """Return one picture. Needs `media.read`."""
    actor = acting(request, "media.read")
    return AssetOut.of(api.asset(agency_id=actor.agency, asset_id=asset_id))


@router.put("/assets/{uuid:asset_id}", response={200: AssetOut, **REFUSALS})
def describe_asset(request: HttpRequest, asset_id: UUID, given: Description) -> AssetOut:
    """Replace what is said about a picture. Needs `media.edit`."""
    actor = acting(request, "media.edit")
    return AssetOut.of(api.describe_asset(actor=actor, asset_id=asset_id, **given.model_dump()))
