"""Put other words into a story's document, as one more edit that merges with what others type meanwhile."""

from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.live import notify_live
from hoitu.kernel.text import nfc
from hoitu.stories.content import body_of
from hoitu.stories.document import crdt, tree, validity
from hoitu.stories.models import DocumentUpdate, Story
from hoitu.stories.operations.append import tell_documents
from hoitu.stories.operations.find import story_for_writing
from hoitu.stories.operations.settle import settle
from hoitu.stories.operations.touch import content_changed


def rewrite_story(
    *,
    actor: Actor,
    story_id: UUID,
    headline: str | None = None,
    standfirst: str | None = None,
    body: tree.Node | None = None,
) -> None:
    """Replace the given parts of the text. For programs: people type through `sync_document`.

    Raises `InvalidDocument` for a body that no editor could have made, `StoryIsClosed`, `NotYourStep`, `NotFound`.
    """
    if body is not None:
        validity.validate(body)
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        put_words(
            story,
            actor,
            headline=story.headline if headline is None else " ".join(nfc(headline).split())[:300],
            standfirst=story.standfirst if standfirst is None else " ".join(nfc(standfirst).split()),
            body=body_of(story) if body is None else body,
        )
        audit.record(
            actor=actor,
            verb="stories.rewrite",
            object_key=story.key,
            object_label=str(story),
            note=actor.name,
        )


def put_words(story: Story, actor: Actor, *, headline: str, standfirst: str, body: tree.Node) -> None:
    """Make these the current words of a locked story."""
    state = settle(story)
    update = crdt.replace_body(bytes(state.state), body, headline=headline, standfirst=standfirst)
    now = clock.now()
    row = DocumentUpdate.objects.create(
        story=story, update=update, person_id=actor.person_id, received_at=now
    )
    state.state = crdt.apply_updates(bytes(state.state), [update]).snapshot
    state.merged_until, state.saved_at = row.pk, now
    state.past_waypoint += 1
    state.save(update_fields=["state", "merged_until", "saved_at", "past_waypoint"])
    story.headline, story.standfirst = headline, standfirst
    content_changed(story, update_fields=["headline", "standfirst"])
    tell_documents([(story.agency_id, story.pk)])
    notify_live(story.agency_id, "stories", str(story.pk))
