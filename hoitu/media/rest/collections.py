"""Collections and shoots over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from hoitu.kernel.rest import REFUSALS, Line, Text, acting
from hoitu.media import api
from hoitu.media.data import Collection

router = Router(tags=["media"])


class CollectionIn(Schema):
    """What is said about a collection; event, place and creator speak of a shoot."""

    name: Annotated[Line, Field(min_length=1)]
    note: Text = ""
    is_shared: bool = True
    event: Line = ""
    place: Line = ""
    creator: Line = ""


class NewCollection(CollectionIn):
    """A collection to be made; its kind stays."""

    kind: Literal["set", "shoot"] = "set"


class CollectionOut(Schema):
    """A collection. Whoever may see it: everybody of the agency when `is_shared`, else its owner."""

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

    @classmethod
    def of(cls, found: Collection) -> "CollectionOut":
        return cls(**{name: getattr(found, name) for name in cls.model_fields})


class CollectionFiles(CollectionOut):
    """A collection with its files in their order."""

    asset_ids: list[UUID]


class SomeAssets(Schema):
    """Files by their ids."""

    asset_ids: Annotated[list[UUID], Field(max_length=1000)]


class NewPlace(Schema):
    """A file and the one that it is to stand in front of; without it: at the end."""

    asset_id: UUID
    before_id: UUID | None = None


class Order(Schema):
    """The files of a collection in their order."""

    asset_ids: list[UUID]


class Counted(Schema):
    """How many files it concerned."""

    count: int


@router.get("/collections", response={200: list[CollectionOut], **REFUSALS})
def list_collections(
    request: HttpRequest, q: Line = "", kind: Literal["", "set", "shoot"] = ""
) -> list[CollectionOut]:
    """Return the collections that the caller sees, the last changed first, 200 at most. Needs `media.read`."""
    actor = acting(request, "media.read")
    return [CollectionOut.of(one) for one in api.collections(actor=actor, words=q, kind=kind)]


@router.post("/collections", response={201: CollectionOut, **REFUSALS})
def make_collection(request: HttpRequest, given: NewCollection) -> Status[CollectionOut]:
    """Make a collection or a shoot, the caller's own. Needs `media.read`."""
    actor = acting(request, "media.read")
    key = api.save_collection(actor=actor, **given.model_dump())
    return Status(201, CollectionOut.of(api.collection(actor=actor, collection_id=key)))


@router.get("/collections/{uuid:collection_id}", response={200: CollectionFiles, **REFUSALS})
def get_collection(request: HttpRequest, collection_id: UUID) -> CollectionFiles:
    """Return one collection with the ids of its files. Needs `media.read`."""
    actor = acting(request, "media.read")
    found = CollectionOut.of(api.collection(actor=actor, collection_id=collection_id))
    files = api.files_in(actor=actor, collection_id=collection_id)
    return CollectionFiles(**found.model_dump(), asset_ids=[file.id for file in files])


@router.put("/collections/{uuid:collection_id}", response={200: CollectionOut, **REFUSALS})
def change_collection(request: HttpRequest, collection_id: UUID, given: CollectionIn) -> CollectionOut:
    """Replace what is said about a collection. Needs `media.read`, and `media.edit` for somebody else's."""
    actor = acting(request, "media.read")
    api.save_collection(actor=actor, collection_id=collection_id, **given.model_dump())
    return CollectionOut.of(api.collection(actor=actor, collection_id=collection_id))


@router.delete("/collections/{uuid:collection_id}", response={204: None, **REFUSALS})
def forget_collection(request: HttpRequest, collection_id: UUID) -> Status[None]:
    """Let go of a collection; its files stay. Needs `media.read`, and `media.edit` for somebody else's."""
    api.forget_collection(actor=acting(request, "media.read"), collection_id=collection_id)
    return Status(204, None)


@router.post("/collections/{uuid:collection_id}/assets", response={200: Counted, **REFUSALS})
def add_files(request: HttpRequest, collection_id: UUID, given: SomeAssets) -> Counted:
    """Put files at the end of a collection, all or none. Needs `media.read`, `media.edit` for somebody else's."""
    actor = acting(request, "media.read")
    count = api.add_to_collection(actor=actor, collection_id=collection_id, asset_ids=given.asset_ids)
    return Counted(count=count)


@router.delete("/collections/{uuid:collection_id}/assets", response={200: Counted, **REFUSALS})
def take_files(request: HttpRequest, collection_id: UUID, given: SomeAssets) -> Counted:
    """Take files out of a collection. Needs `media.read`, `media.edit` for somebody else's."""
    actor = acting(request, "media.read")
    count = api.take_from_collection(actor=actor, collection_id=collection_id, asset_ids=given.asset_ids)
    return Counted(count=count)


@router.put("/collections/{uuid:collection_id}/order", response={200: Order, **REFUSALS})
def move_file(request: HttpRequest, collection_id: UUID, given: NewPlace) -> Order:
    """Put a file in front of another. Needs `media.read`, and `media.edit` for somebody else's."""
    order = api.move_in_collection(
        actor=acting(request, "media.read"), collection_id=collection_id, **given.model_dump()
    )
    return Order(asset_ids=order)
