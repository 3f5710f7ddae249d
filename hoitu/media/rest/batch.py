"""Many files changed at once over HTTP, templates, and who changed what."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from hoitu.kernel.rest import REFUSALS, Text, acting
from hoitu.media import api
from hoitu.media.data import FieldEdit

router = Router(tags=["media"])

FieldName = Literal[
    "headline", "caption", "alt", "creator", "credit", "place", "event", "rights_note", "people", "tags",
    "taken_at", "source_type",
]  # fmt: skip


class EditIn(Schema):
    """One change: set, append, prepend or clear a text; add to or drop from a list (tags by ",", people by ";").

    `{place}` in `text` stands for what the file itself says, `{{` for a brace.
    """

    field: FieldName
    how: Literal["set", "append", "prepend", "clear", "add", "drop"]
    text: Text = ""


class EditOut(Schema):
    """One change that a template makes."""

    field: str
    how: str
    text: str


class EditsIn(Schema):
    """The same edits for many files. `is_preview`: only say what they would make of each."""

    asset_ids: Annotated[list[UUID], Field(max_length=500)]
    edits: Annotated[list[EditIn], Field(max_length=40)]
    is_preview: bool = False


class ChangeOut(Schema):
    """A field of a file before and after; lists are lists, an instant is ISO 8601."""

    asset_id: UUID
    field: str
    before: Any
    after: Any


class EditsOut(Schema):
    """What was changed, or would be; `batch_id` takes it back (null: nothing changed)."""

    batch_id: UUID | None
    changed: int
    changes: list[ChangeOut]


class UndoneOut(Schema):
    """How many values were put back, and how many somebody had changed again and so stay."""

    restored: int
    kept: int


class TemplateOut(Schema):
    """Edits under a name; an upload names it in its metadata as `template`."""

    id: UUID
    name: str
    edits: list[EditOut]


class HistoryOut(ChangeOut):
    """Who changed a field when; `is_now`: it still is what it became."""

    at: datetime
    person_name: str
    is_now: bool


@router.post("/assets/edits", response={200: EditsOut, **REFUSALS})
def edit_assets(request: HttpRequest, given: EditsIn) -> EditsOut:
    """Change many files, all or none, or look at what would change. Needs `media.edit`."""
    actor = acting(request, "media.edit")
    edits = [FieldEdit(one.field, one.how, one.text) for one in given.edits]
    found = api.preview_batch(actor=actor, asset_ids=given.asset_ids, edits=edits)
    changes = [
        ChangeOut(asset_id=one.asset_id, field=field, before=before, after=after)
        for one in found
        for field, (before, after) in one.changes.items()
    ]
    batch_id, changed = None, sum(1 for one in found if one.changes)
    if not given.is_preview:
        batch_id, changed = api.apply_batch(actor=actor, asset_ids=given.asset_ids, edits=edits)
    return EditsOut(batch_id=batch_id, changed=changed, changes=changes)


@router.post("/assets/edits/{uuid:batch_id}/undo", response={200: UndoneOut, **REFUSALS})
def undo_edits(request: HttpRequest, batch_id: UUID) -> UndoneOut:
    """Take a change of many files back; what was changed again since stays. Needs `media.edit`."""
    restored, kept = api.undo_batch(actor=acting(request, "media.edit"), batch_id=batch_id)
    return UndoneOut(restored=restored, kept=kept)


@router.get("/assets/templates", response={200: list[TemplateOut], **REFUSALS})
def list_templates(request: HttpRequest) -> list[TemplateOut]:
    """Return the agency's templates by name. Needs `media.read`."""
    actor = acting(request, "media.read")
    return [
        TemplateOut(
            id=row.pk,
            name=row.name,
            edits=[EditOut(field=one.field, how=one.how, text=one.text) for one in api.edits_of(row)],
        )
        for row in api.templates(agency_id=actor.agency)
    ]


@router.get("/assets/{uuid:asset_id}/changes", response={200: list[HistoryOut], **REFUSALS})
def asset_changes(request: HttpRequest, asset_id: UUID) -> list[HistoryOut]:
    """Return who changed what is said about a file, the newest first. Needs `media.read`."""
    actor = acting(request, "media.read")
    api.asset(agency_id=actor.agency, asset_id=asset_id)
    names = HistoryOut.model_fields
    return [
        HistoryOut(**{name: getattr(one, name) for name in names})
        for one in api.history(agency_id=actor.agency, asset_id=asset_id)
    ]
