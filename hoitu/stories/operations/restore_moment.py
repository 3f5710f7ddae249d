"""Bring words of an earlier moment back as one more edit: a passage beside what stands, or the whole text."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.stories import history
from hoitu.stories.content import body_of
from hoitu.stories.document import passage
from hoitu.stories.document.tree import texts
from hoitu.stories.errors import PassageStands
from hoitu.stories.models import DocumentUpdate, Revision, Story
from hoitu.stories.operations.find import story_for_writing
from hoitu.stories.operations.revise import freeze
from hoitu.stories.operations.rewrite import put_words

MAX_NOTED_CHARACTERS = 120


def restore_passage(*, actor: Actor, story_id: UUID, last: int, block: int) -> None:
    """Insert a block of the text as it stood after the update `last` into the present text.

    Nothing of the present text goes. Raises `PassageStands` when it is there already, `NotFound`, `NotYourStep`,
    `StoryIsClosed`.
    """
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        _update(story, last)
        then, now = history.words_until(story, last).body, body_of(story)
        if block >= len(then.children):
            raise NotFound()
        brought = passage.passage_of(then, block)
        if passage.key(brought) in passage.standing(now):
            raise PassageStands()
        body = passage.with_passage(now, then, block)
        put_words(story, actor, headline=story.headline, standfirst=story.standfirst, body=body)
        words = "".join(text.text for text in texts(brought))
        _record(actor, story, "stories.restore_passage", words[:MAX_NOTED_CHARACTERS])


def restore_moment(*, actor: Actor, story_id: UUID, last: int) -> None:
    """Make the words as they stood after the update `last` the current ones; what stood until now stays a revision.

    Raises `NotFound`, `NotYourStep`, `StoryIsClosed`.
    """
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        at = _update(story, last).received_at
        words = history.words_until(story, last)
        freeze(story, actor, Revision.Reason.RESTORED)
        put_words(story, actor, headline=words.headline, standfirst=words.standfirst, body=words.body)
        _record(
            actor,
            story,
            "stories.restore_moment",
            _("Trở về lúc %s") % f"{clock.local(at):%H:%M:%S %d/%m/%Y}",
        )


def _update(story: Story, last: int) -> DocumentUpdate:
    row = DocumentUpdate.objects.for_agency(story.agency_id).filter(story=story, pk=last).first()
    if row is None:
        raise NotFound()
    return row


def _record(actor: Actor, story: Story, verb: str, note: str) -> None:
    audit.record(actor=actor, verb=verb, object_key=story.key, object_label=str(story), note=note)
