"""Freeze a story as it stands, and bring an earlier state back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.media import api as media
from hoitu.stories.content import content_hash, content_of
from hoitu.stories.document import tree
from hoitu.stories.models import Revision, Story
from hoitu.stories.operations.find import story_for_writing
from hoitu.stories.operations.rewrite import put_words


def freeze(story: Story, actor: Actor, reason: Revision.Reason, *, note: str = "") -> Revision:
    """Return a revision equal to the locked story; the last one again when nothing changed, not even the name."""
    content = content_of(story, for_release=reason == Revision.Reason.APPROVED)
    digest = content_hash(content)
    newest = story.revisions.order_by("-number").first()
    # Words that were only proposed were never the story's.
    last = story.revisions.exclude(reason=Revision.Reason.PROPOSED).order_by("-number").first()
    is_same = last is not None and last.content_hash == digest and note in ("", last.note)
    if last is not None and is_same and reason != Revision.Reason.APPROVED:
        return last
    media.note_used(agency_id=story.agency_id, asset_ids=map(UUID, content["assets"]))
    return Revision.objects.create(
        story=story,
        number=newest.number + 1 if newest else 1,
        reason=reason,
        content=content,
        content_hash=digest,
        note=note[:500],
        made_by_id=actor.person_id,
        made_by_name=actor.name,
        made_at=clock.now(),
    )


def save_revision(*, actor: Actor, story_id: UUID, note: str = "") -> UUID:
    """Keep the story as it stands under a name, to compare with or return to. Raises `NotFound`, `NotYourStep`."""
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        revision = freeze(story, actor, Revision.Reason.SAVED, note=note)
        audit.record(
            actor=actor,
            verb="stories.save_revision",
            object_key=story.key,
            object_label=str(story),
            note=_("Phiên bản %(number)d. %(note)s") % {"number": revision.number, "note": note},
        )
        return revision.pk


def restore_revision(*, actor: Actor, story_id: UUID, revision_id: UUID) -> None:
    """Make words of an earlier revision the current ones, as one more edit: what stood until now stays a revision.

    Details and editions are not touched: they belong to people who may be changing them now.
    """
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        revision = story.revisions.filter(pk=revision_id).first()
        if revision is None:
            raise NotFound()
        freeze(story, actor, Revision.Reason.RESTORED)
        put_words(
            story,
            actor,
            headline=revision.content["headline"],
            standfirst=revision.content["standfirst"],
            body=tree.from_json(revision.content["body"]),
        )
        audit.record(
            actor=actor,
            verb="stories.restore_revision",
            object_key=story.key,
            object_label=str(story),
            note=_("Trở về phiên bản %(number)d") % {"number": revision.number},
        )
