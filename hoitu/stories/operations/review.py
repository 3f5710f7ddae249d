"""An interviewee sees the text before it is published (Press Law 126/2025, Art 33)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.stories.content import content_hash, content_of
from hoitu.stories.models import InterviewReview
from hoitu.stories.operations.find import story_for_writing


def ask_review(*, actor: Actor, story_id: UUID, interviewee: str, contact: str = "") -> UUID:
    """Note that an interviewee asked to see the text; final approval waits for the answer."""
    interviewee = nfc(interviewee.strip())
    if not interviewee:
        raise BadInput(_("Hãy ghi tên người được phỏng vấn."))
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        review = InterviewReview.objects.create(
            story=story,
            interviewee=interviewee[:150],
            contact=nfc(contact.strip())[:200],
            asked_by_id=actor.person_id,
            asked_at=clock.now(),
        )
        audit.record(
            actor=actor,
            verb="stories.ask_review",
            object_key=story.key,
            object_label=str(story),
            note=interviewee,
        )
    return review.pk


def answer_review(*, actor: Actor, story_id: UUID, review_id: UUID, state: str, note: str = "") -> None:
    """Record the interviewee's answer together with the hash of the text that was answered."""
    if state not in InterviewReview.State.values:
        raise BadInput()
    with transaction.atomic():
        story = story_for_writing(actor=actor, story_id=story_id)
        review = story.reviews.filter(pk=review_id).first()
        if review is None:
            raise NotFound()
        before = review.state
        review.state = state
        review.answer_note = nfc(note.strip())
        review.answered_at = clock.now()
        review.answered_hash = content_hash(content_of(story))
        review.save(update_fields=["state", "answer_note", "answered_at", "answered_hash"])
        audit.record(
            actor=actor,
            verb="stories.answer_review",
            object_key=story.key,
            object_label=str(story),
            changes={review.interviewee: (before, state)},
            note=review.answer_note,
        )
