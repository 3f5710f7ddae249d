"""Keep words that the story did not take, as a version beside it: after a take-over both texts stay."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.stories import history
from hoitu.stories.content import content_hash, content_of
from hoitu.stories.document import crdt, tree
from hoitu.stories.document.errors import BrokenUpdate
from hoitu.stories.models import Revision
from hoitu.stories.operations.find import story_for_change
from hoitu.stories.operations.settle import settle
from hoitu.stories.operations.sync import check_update


def propose_words(*, actor: Actor, story_id: UUID, update: bytes) -> int:
    """Freeze the story as it would be with this update, without changing it; return the version's number.

    For words that were typed while the story passed to somebody else or was locked: whoever holds it compares and
    takes over what is good. The same words twice are one version. Raises `BrokenUpdate`, `NotAllowed`, `NotFound`.
    """
    actor.require("stories.write")
    check_update(update)
    with transaction.atomic():
        story = story_for_change(actor=actor, story_id=story_id)
        merged = crdt.apply_updates(bytes(settle(story).state), [update])
        if merged.held_back:
            raise BrokenUpdate()
        words = history.words_of(merged.snapshot)
        content = content_of(story) | {
            "headline": words.headline,
            "standfirst": words.standfirst,
            "body": tree.to_json(words.body),
        }
        digest = content_hash(content)
        same = story.revisions.filter(
            content_hash=digest, reason=Revision.Reason.PROPOSED, made_by_id=actor.person_id
        ).first()
        if same is not None:
            return same.number
        last = story.revisions.order_by("-number").first()
        row = Revision.objects.create(
            story=story,
            number=last.number + 1 if last else 1,
            reason=Revision.Reason.PROPOSED,
            content=content,
            content_hash=digest,
            note=_("Chữ chưa gửi được của %s") % actor.name,
            made_by_id=actor.person_id,
            made_by_name=actor.name,
            made_at=clock.now(),
        )
        note = _("Phiên bản %d") % row.number
        audit.record(
            actor=actor,
            verb="stories.propose_words",
            object_key=story.key,
            object_label=str(story),
            note=note,
        )
        return row.number
