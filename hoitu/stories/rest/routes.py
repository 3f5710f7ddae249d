"""Stories over HTTP: each function parses, calls one operation or query, and answers."""

import base64
import binascii
from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Path, Query, Router, Status

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.rest import LONGEST_PAGE, REFUSALS, Line, Text, acting, cursor_of, read_cursor
from hoitu.stories import api, policies
from hoitu.stories.content import body_of
from hoitu.stories.data import EventLink, Life
from hoitu.stories.document import tree
from hoitu.stories.models import Genre
from hoitu.stories.queries import card, story_for
from hoitu.stories.rest import schemas

router = Router(tags=["stories"])

RevisionNumber = Annotated[int, Path(ge=1, le=1_000_000)]
REVISIONS_SHOWN = 200


@router.get("/stories", response={200: schemas.CardPage, **REFUSALS})
def list_stories(
    request: HttpRequest,
    stage: Line = "",
    life: Life | None = None,
    genre: Genre | None = None,
    section_id: UUID | None = None,
    desk_id: UUID | None = None,
    author_id: UUID | None = None,
    cursor: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=LONGEST_PAGE)] = 50,
) -> schemas.CardPage:
    """Return the agency's stories, last changed first. Needs `stories.read`."""
    actor = acting(request, "stories.read")
    wanted = api.StoryFilter(
        stage_key=stage,
        life=life or "",
        genre=genre or "",
        section_id=section_id,
        desk_id=desk_id,
        author_id=author_id,
    )
    after = api.Cursor(*read_cursor(cursor)) if cursor else None
    found = api.stories(actor=actor, wanted=wanted, after=after, limit=limit)
    following = cursor_of(found[-1].updated_at, found[-1].id) if len(found) == limit else None
    return schemas.CardPage(items=[schemas.CardOut.of(row) for row in found], next=following)


@router.post("/stories", response={201: schemas.StoryOut, **REFUSALS})
def create_story(request: HttpRequest, given: schemas.NewStory) -> Status[schemas.StoryOut]:
    """Begin a story at the first step of its workflow. Needs `stories.write`."""
    actor = acting(request, "stories.write")
    story_id = api.create_story(
        actor=actor,
        headline=given.headline,
        standfirst=given.standfirst,
        genre=given.genre,
        section_id=given.section_id,
        desk_id=given.desk_id,
        body=tree.from_json(given.body) if given.body is not None else None,
    )
    return Status(201, _story(actor, story_id))


@router.get("/stories/{uuid:story_id}", response={200: schemas.StoryOut, **REFUSALS})
def get_story(request: HttpRequest, story_id: UUID) -> schemas.StoryOut:
    """Return one story with the steps open to the caller. Needs `stories.read`."""
    return _story(acting(request, "stories.read"), story_id)


@router.patch("/stories/{uuid:story_id}", response={200: schemas.StoryOut, **REFUSALS})
def edit_details(request: HttpRequest, story_id: UUID, given: schemas.DetailsIn) -> schemas.StoryOut:
    """Change fields besides the words; of an approved story this asks for a new approval. Needs `stories.write`."""
    actor = acting(request, "stories.write")
    values: dict[str, Any] = given.model_dump(exclude_unset=True)
    nullable = {"section_id", "desk_id", "due_at", "lead_asset_id"}
    values = {name: value for name, value in values.items() if value is not None or name in nullable}
    for name in ("topics", "tags"):
        if name in values:
            values[f"{name[:-1]}_names"] = tuple(values.pop(name))
    if "event_links" in values:
        values["event_links"] = tuple(EventLink(**link) for link in values["event_links"])
    api.edit_details(actor=actor, story_id=story_id, details=cast(api.Details, values))
    return _story(actor, story_id)


@router.put("/stories/{uuid:story_id}/bylines", response={200: schemas.StoryOut, **REFUSALS})
def set_bylines(
    request: HttpRequest, story_id: UUID, given: Annotated[list[schemas.BylineItem], Body(max_length=50)]
) -> schemas.StoryOut:
    """Replace the names on the story. Needs `stories.write`."""
    actor = acting(request, "stories.write")
    rows = [api.BylineInput(row.name, row.role, row.share_percent, row.person_id) for row in given]
    api.set_bylines(actor=actor, story_id=story_id, bylines=rows)
    return _story(actor, story_id)


@router.put("/stories/{uuid:story_id}/editions/{kind}", response={200: schemas.StoryOut, **REFUSALS})
def set_edition(
    request: HttpRequest, story_id: UUID, kind: schemas.EditionKind, given: Annotated[dict[str, Text], Body()]
) -> schemas.StoryOut:
    """Replace the story's own wording for one kind of channel. Needs `stories.write`."""
    actor = acting(request, "stories.write")
    api.set_edition(actor=actor, story_id=story_id, channel_kind=kind, values=given)
    return _story(actor, story_id)


@router.get("/stories/{uuid:story_id}/body", response={200: schemas.BodyOut, **REFUSALS})
def get_body(request: HttpRequest, story_id: UUID) -> schemas.BodyOut:
    """Return the words as they stand. Needs `stories.read`."""
    return _body(acting(request, "stories.read"), story_id)


@router.put("/stories/{uuid:story_id}/body", response={200: schemas.BodyOut, **REFUSALS})
def put_body(request: HttpRequest, story_id: UUID, given: schemas.BodyIn) -> schemas.BodyOut:
    """Replace headline, standfirst or body, merged with what others type meanwhile. Needs `stories.write`."""
    actor = acting(request, "stories.write")
    api.rewrite_story(
        actor=actor,
        story_id=story_id,
        headline=given.headline,
        standfirst=given.standfirst,
        body=tree.from_json(given.body) if given.body is not None else None,
    )
    return _body(actor, story_id)


@router.post("/stories/{uuid:story_id}/document", response={200: schemas.SyncOut, **REFUSALS})
def sync_document(request: HttpRequest, story_id: UUID, given: schemas.SyncIn) -> schemas.SyncOut:
    """Exchange Yjs updates with an editor; answered means stored. Needs `stories.read`, to write the turn too."""
    synced = api.sync_document(
        actor=acting(request, "stories.read"),
        story_id=story_id,
        update=_bytes(given.update),
        state_vector=_bytes(given.state_vector),
    )
    return schemas.SyncOut(
        update=base64.b64encode(synced.update).decode(),
        saved_at=synced.saved_at,
        seq=synced.seq,
        stage=synced.standing.stage,
        may_write=synced.standing.may_write,
        mode=synced.standing.mode,
    )


@router.post("/stories/{uuid:story_id}/moves/{uuid:move_id}", response={200: schemas.StoryOut, **REFUSALS})
def take_move(request: HttpRequest, story_id: UUID, move_id: UUID, given: schemas.MoveIn) -> schemas.StoryOut:
    """Take one step; an approval with `seen` approves that text or none. Needs the step's own permission."""
    actor = acting(request, "stories.read")
    api.move_story(actor=actor, story_id=story_id, transition_id=move_id, note=given.note, seen=given.seen)
    return _story(actor, story_id)


@router.get("/stories/{uuid:story_id}/revisions", response={200: list[schemas.RevisionOut], **REFUSALS})
def list_revisions(request: HttpRequest, story_id: UUID) -> list[schemas.RevisionOut]:
    """Return the frozen states of the story, newest first, at most 200. Needs `stories.read`."""
    story = story_for(actor=acting(request, "stories.read"), story_id=story_id)
    return [schemas.RevisionOut.of(row) for row in story.revisions.order_by("-number")[:REVISIONS_SHOWN]]


@router.post("/stories/{uuid:story_id}/revisions", response={201: schemas.RevisionOut, **REFUSALS})
def save_revision(request: HttpRequest, story_id: UUID, given: schemas.NoteIn) -> Status[schemas.RevisionOut]:
    """Keep the story as it stands. Needs `stories.write`."""
    actor = acting(request, "stories.write")
    revision_id = api.save_revision(actor=actor, story_id=story_id, note=given.note)
    row = story_for(actor=actor, story_id=story_id).revisions.get(pk=revision_id)
    return Status(201, schemas.RevisionOut.of(row))


@router.get(
    "/stories/{uuid:story_id}/revisions/{number}", response={200: schemas.RevisionWithContent, **REFUSALS}
)
def get_revision(request: HttpRequest, story_id: UUID, number: RevisionNumber) -> schemas.RevisionWithContent:
    """Return one frozen state with its content. Needs `stories.read`."""
    story = story_for(actor=acting(request, "stories.read"), story_id=story_id)
    row = story.revisions.filter(number=number).first()
    if row is None:
        raise NotFound()
    return schemas.RevisionWithContent(**schemas.RevisionOut.of(row).model_dump(), content=row.content)


@router.post(
    "/stories/{uuid:story_id}/revisions/{number}/restore", response={200: schemas.BodyOut, **REFUSALS}
)
def restore_revision(request: HttpRequest, story_id: UUID, number: RevisionNumber) -> schemas.BodyOut:
    """Make the words of a frozen state the current ones; what stood until now is kept. Needs `stories.write`."""
    actor = acting(request, "stories.write")
    row = story_for(actor=actor, story_id=story_id).revisions.filter(number=number).first()
    if row is None:
        raise NotFound()
    api.restore_revision(actor=actor, story_id=story_id, revision_id=row.pk)
    return _body(actor, story_id)


@router.post("/stories/{uuid:story_id}/corrections", response={200: schemas.StoryOut, **REFUSALS})
def start_correction(request: HttpRequest, story_id: UUID, given: schemas.CorrectionIn) -> schemas.StoryOut:
    """Begin to put right what readers have; the notice goes out with the next approval. Needs the turn to write."""
    actor = acting(request, "stories.read")
    api.start_correction(
        actor=actor,
        story_id=story_id,
        false_content=given.false_content,
        corrected_content=given.corrected_content,
        apology=given.apology,
    )
    return _story(actor, story_id)


@router.post("/stories/{uuid:story_id}/withdrawal", response={200: schemas.StoryOut, **REFUSALS})
def withdraw_story(request: HttpRequest, story_id: UUID, given: schemas.ReasonIn) -> schemas.StoryOut:
    """Take the story down on every channel. Needs `stories.withdraw`."""
    actor = acting(request, "stories.withdraw")
    api.withdraw_story(actor=actor, story_id=story_id, reason=given.reason)
    return _story(actor, story_id)


@router.post("/stories/{uuid:story_id}/restoration", response={200: schemas.StoryOut, **REFUSALS})
def restore_story(request: HttpRequest, story_id: UUID, given: schemas.ReasonIn) -> schemas.StoryOut:
    """Let a withdrawn story stand again. Needs `stories.withdraw` and `stories.approve_final`."""
    actor = acting(request, "stories.withdraw")
    api.restore_story(actor=actor, story_id=story_id, reason=given.reason)
    return _story(actor, story_id)


@router.get("/stories/{uuid:story_id}/lock", response={200: schemas.LockOut, **REFUSALS})
def get_lock(request: HttpRequest, story_id: UUID) -> schemas.LockOut:
    """Return who holds the hard lock of a story, why and until when. Needs `stories.read`."""
    return schemas.LockOut.of(story_for(actor=acting(request, "stories.read"), story_id=story_id))


@router.put("/stories/{uuid:story_id}/lock", response={200: schemas.LockOut, **REFUSALS})
def take_lock(request: HttpRequest, story_id: UUID, given: schemas.LockIn) -> schemas.LockOut:
    """Let nobody change the words; again, to change reason or end. Needs `stories.lock`."""
    actor = acting(request, "stories.lock")
    api.lock_story(actor=actor, story_id=story_id, kind=given.kind, reason=given.reason, until=given.until)
    return schemas.LockOut.of(story_for(actor=actor, story_id=story_id))


@router.delete("/stories/{uuid:story_id}/lock", response={200: schemas.LockOut, **REFUSALS})
def give_up_lock(request: HttpRequest, story_id: UUID) -> schemas.LockOut:
    """Let the words be changed again. Needs `stories.lock`."""
    actor = acting(request, "stories.lock")
    api.unlock_story(actor=actor, story_id=story_id)
    return schemas.LockOut.of(story_for(actor=actor, story_id=story_id))


@router.get("/sections", response={200: list[schemas.TermOut], **REFUSALS})
def list_sections(request: HttpRequest) -> list[schemas.TermOut]:
    """Return the agency's open sections in their order. Needs `stories.read`."""
    actor = acting(request, "stories.read")
    return [schemas.TermOut.of(term) for term in api.sections(agency_id=actor.agency)]


@router.get("/topics", response={200: list[schemas.TermOut], **REFUSALS})
def list_topics(request: HttpRequest) -> list[schemas.TermOut]:
    """Return the agency's open topics by name. Needs `stories.read`."""
    actor = acting(request, "stories.read")
    return [schemas.TermOut.of(term) for term in api.topics(agency_id=actor.agency)]


@router.get("/stages", response={200: list[schemas.StageOut], **REFUSALS})
def list_stages(request: HttpRequest) -> list[schemas.StageOut]:
    """Return the steps of the workflow and how many stories stand at each. Needs `stories.read`."""
    actor = acting(request, "stories.read")
    return [
        schemas.StageOut(
            key=row.key,
            name=row.name,
            kind=row.kind,
            help=row.help,
            due_hours=row.due_hours,
            count=row.count,
        )
        for row in api.stage_counts(actor=actor)
    ]


def _story(actor: Actor, story_id: UUID) -> schemas.StoryOut:
    story = story_for(actor=actor, story_id=story_id)
    moves = api.moves_open(actor=actor, story_id=story_id)
    return schemas.StoryOut.of_story(story, card(story), moves, may_write=policies.may_write(actor, story))


def _body(actor: Actor, story_id: UUID) -> schemas.BodyOut:
    story = story_for(actor=actor, story_id=story_id)
    body = body_of(story)
    return schemas.BodyOut(
        headline=story.headline,
        standfirst=story.standfirst,
        body=tree.to_json(body),
        body_hash=tree.content_hash(body),
        state=api.fingerprint(story),
    )


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise BadInput() from None
