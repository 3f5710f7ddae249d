"""Begin a story."""

from uuid import UUID

from django.db import transaction

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.live import notify_live
from hoitu.kernel.text import nfc, slugify
from hoitu.stories.document import crdt, tree, validity
from hoitu.stories.models import BylineRow, DocumentState, DocumentUpdate, Genre, Stage, Story, Workflow
from hoitu.stories.operations.details import check_values
from hoitu.stories.workflow_defaults import create_default_workflow


def create_story(
    *,
    actor: Actor,
    headline: str = "",
    standfirst: str = "",
    genre: str = Genre.NEWS,
    section_id: UUID | None = None,
    desk_id: UUID | None = None,
    body: tree.Node | None = None,
) -> UUID:
    """Create a story at the first stage of its workflow, by the actor, and return its id.

    Raises `BadInput` for a section or desk of another agency, `InvalidDocument`.
    """
    actor.require("stories.write")
    check_values(actor, {"genre": genre, "section_id": section_id, "desk_id": desk_id})
    if body is not None:
        validity.validate(body)
    now = clock.now()
    headline, standfirst = " ".join(nfc(headline).split())[:300], nfc(standfirst.strip())
    with transaction.atomic():
        workflow = workflow_for(actor.agency, genre)
        stage = workflow.stages.get(kind=Stage.Kind.START)
        story = Story.objects.create(
            agency_id=actor.agency,
            headline=headline,
            standfirst=standfirst,
            slug=slugify(headline),
            genre=genre,
            section_id=section_id,
            desk_id=desk_id or next(iter(actor.desk_ids), None),
            is_live=genre == Genre.LIVE,
            workflow=workflow,
            stage=stage,
            stage_since=now,
            created_by_id=actor.person_id,
            created_at=now,
            updated_at=now,
            byline_text=actor.name if actor.person_id else "",
        )
        if actor.person_id:
            pen_name = accounts.person(person_id=actor.person_id).full_name
            BylineRow.objects.create(story=story, person_id=actor.person_id, name=pen_name)
        start_document(story, actor, crdt.document_from_tree(body or tree.EMPTY, headline, standfirst))
        audit.record(
            actor=actor,
            verb="stories.create",
            object_key=story.key,
            object_label=str(story),
            note=story.genre,
        )
        notify_live(actor.agency, "stories", str(story.pk))
    return story.pk


def workflow_for(agency_id: UUID, genre: str) -> Workflow:
    """Return the agency's workflow for the genre, else its general one, made on first need."""
    workflows = {w.genre: w for w in Workflow.objects.for_agency(agency_id).filter(genre__in=[genre, ""])}
    found = workflows.get(genre) or workflows.get("")
    return found or create_default_workflow(agency_id)


def start_document(story: Story, actor: Actor, update: bytes) -> None:
    """Store the first update of a story's document."""
    now = clock.now()
    row = DocumentUpdate.objects.create(
        story=story, update=update, person_id=actor.person_id, received_at=now
    )
    DocumentState.objects.create(story=story, state=update, merged_until=row.pk, saved_at=now)
