"""Note that a person has seen what is said about a story."""

from uuid import UUID

from django.db import transaction

from hoitu.discussion.data import Place
from hoitu.discussion.models import LastLook, Mention
from hoitu.discussion.queries import story_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor


def mark_seen(*, actor: Actor, story_id: UUID, place: Place) -> None:
    """Note that the actor has seen everything in one place of a story; mentions there are read.

    It changes nothing for others, so the trail has no entry of it. Raises `NotAllowed`, `NotFound`.
    """
    story_of(actor, story_id)
    now = clock.now()
    with transaction.atomic():
        LastLook.objects.for_agency(actor.agency).update_or_create(
            story_id=story_id, person_id=actor.person, place=place, defaults={"seen_at": now}
        )
        Mention.objects.for_agency(actor.agency).filter(
            person_id=actor.person,
            read_at=None,
            message__story_id=story_id,
            message__thread__isnull=place == Place.CHAT,
        ).update(read_at=now)
