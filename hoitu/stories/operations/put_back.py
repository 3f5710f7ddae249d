"""Say what becomes of words that vanished with somebody's passage: back into the text, or nothing."""

from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.stories import history, policies
from hoitu.stories.content import body_of
from hoitu.stories.document import passage
from hoitu.stories.document.tree import Node, Text, texts
from hoitu.stories.errors import NotYourStep
from hoitu.stories.models import LostWords, Story
from hoitu.stories.operations.find import story_for_change, story_for_writing
from hoitu.stories.operations.rewrite import put_words
from hoitu.stories.operations.touch import tell_pages

MAX_NOTED_CHARACTERS = 120


def put_lost_words_back(*, actor: Actor, story_id: UUID, lost_id: int) -> None:
    """Insert lost words as a paragraph of their own, after what became of the passage they stood in.

    Words of which nobody can tell where they stood come at the end. Raises `NotFound`, `NotYourStep`,
    `StoryIsClosed`.
    """
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        row = _open(story, lost_id)
        paragraph = Node("paragraph", {}, (Text(" ".join(row.words.split()), ()),))
        now = body_of(story)
        body = passage.with_block(now, paragraph, _place(story, row, now))
        put_words(story, actor, headline=story.headline, standfirst=story.standfirst, body=body)
        _answer(actor, story, row, "stories.put_lost_words_back", was_put_back=True)


def let_lost_words_go(*, actor: Actor, story_id: UUID, lost_id: int) -> None:
    """Note that nothing needs to become of them; the time line goes on showing them.

    For their writer, and for whoever may write. Raises `NotFound`, `NotYourStep`.
    """
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        row = _open(story, lost_id)
        if row.person_id != actor.person_id and not policies.may_write(actor, story):
            raise NotYourStep()
        _answer(actor, story, row, "stories.let_lost_words_go", was_put_back=False)


def _open(story: Story, lost_id: int) -> LostWords:
    rows = LostWords.objects.for_agency(story.agency_id).filter(story=story, answered_at=None)
    row = rows.select_for_update(of=("self",)).filter(pk=lost_id).first()
    if row is None:
        raise NotFound()
    return row


def _place(story: Story, row: LostWords, now: Node) -> int:
    then = history.words_until(story, row.upto).body
    words = "".join(row.words.split())
    for block, child in enumerate(then.children):
        if isinstance(child, Node) and words in "".join("".join(one.text for one in texts(child)).split()):
            return passage.place_of(now, then, block)
    return len(now.children)


def _answer(actor: Actor, story: Story, row: LostWords, verb: str, *, was_put_back: bool) -> None:
    row.answered_at, row.was_put_back = clock.now(), was_put_back
    row.save(update_fields=["answered_at", "was_put_back"])
    audit.record(
        actor=actor,
        verb=verb,
        object_key=story.key,
        object_label=str(story),
        note=row.words[:MAX_NOTED_CHARACTERS],
    )
    tell_pages(story)
