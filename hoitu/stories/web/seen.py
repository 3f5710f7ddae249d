"""What changed since the text that an approver's page showed."""

import base64
import binascii
from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.stories import history
from hoitu.stories.content import body_of
from hoitu.stories.document import compare
from hoitu.stories.document.compare import Change
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.document.seen import document_seen
from hoitu.stories.history import Words
from hoitu.stories.models import Story
from hoitu.stories.queries import story_for
from hoitu.stories.web.comparison import Line, lines_of, shown


def since_seen(actor: Actor, story_id: UUID, name: str, vector: str) -> dict[str, object]:
    """Return what the panel shows after a refused approval: the lines that changed since the text of this name."""
    story = story_for(actor=actor, story_id=story_id)
    was = _words_seen(story, name, vector)
    return {"seen_changed": True, "seen_lines": _changed(was, story) if was else []}


def _words_seen(story: Story, name: str, vector: str) -> Words | None:
    try:
        heard = base64.b64decode(vector, validate=True)
        for updates in history.documents_heard(story, heard):
            document = document_seen(name, heard, updates)
            if document is not None:
                return history.words_of(document)
    except (ValueError, binascii.Error, BrokenUpdate):
        pass
    return None


def _changed(was: Words, story: Story) -> list[Line]:
    titles = [
        compare.compare_text(was.headline, story.headline),
        compare.compare_text(was.standfirst, story.standfirst),
    ]
    body = compare.compare(was.body, body_of(story))
    lines = [line for row in titles if row.change != Change.SAME for line in lines_of(row)]
    return lines + (shown(body, whole=False) if compare.is_changed(body) else [])
