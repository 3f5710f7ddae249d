"""Say which topics of an agency serve political tasks, defence or essential information."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.jobs import later
from hoitu.stories import api as stories
from hoitu.strategy.models import ServiceTopic, Subject


@transaction.atomic
def classify_topics(*, actor: Actor, subjects: Mapping[UUID, str]) -> int:
    """Put topics of the actor's agency under a public service ("": none); return how many changed.

    A job then reads the agency's releases again. Raises `BadInput`.
    """
    actor.require("strategy.classify")
    topics = {topic.id: topic for topic in stories.topics(agency_id=actor.agency)}
    if not set(subjects) <= set(topics) or not set(subjects.values()) <= {"", *Subject.values}:
        raise BadInput(_("Hãy chọn chủ đề và nhiệm vụ trong danh sách."))
    rows = {row.topic_id: row for row in ServiceTopic.objects.for_agency(actor.agency).select_for_update()}
    changed = {
        key: (rows[key].subject if key in rows else "", after)
        for key, after in subjects.items()
        if (rows[key].subject if key in rows else "") != after
    }
    for key, (_before, after) in changed.items():
        if after:
            ServiceTopic.objects.unscoped(why="the actor's own").update_or_create(
                agency_id=actor.agency, topic_id=key, defaults={"subject": after}
            )
        else:
            rows[key].delete()
    if changed:
        lock = f"strategy:agency:{actor.agency}"
        later("strategy.note_agency", queue="reports", lock=lock, agency_id=str(actor.agency))
        audit.record(
            actor=actor,
            verb="strategy.classify_topics",
            object_key=f"organisation:{actor.agency}",
            object_label=_("Chủ đề phục vụ nhiệm vụ"),
            changes={
                topics[key].name: (_words(before), _words(after)) for key, (before, after) in changed.items()
            },
        )
    return len(changed)


def _words(subject: str) -> str:
    return str(Subject(subject).label) if subject else ""
