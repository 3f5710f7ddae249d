"""Begin the report that a duty asks for."""

from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.reporting.models import Report
from hoitu.reporting.operations.find import title_of
from hoitu.reporting.policies import layout
from hoitu.reporting.queries.drafting import content_of, first_head, suggestions
from hoitu.reporting.queries.duties import duty_of


@transaction.atomic
def open_report(*, actor: Actor, rule_id: UUID, period: str) -> UUID:
    """Begin the report of the actor's organisation for a period, or return the one that is there.

    Its words begin with what the numbers suggest. Raises `NotFound` where no plan asks it for such a
    report.
    """
    actor.require("reporting.write")
    there = Report.objects.for_agency(actor.agency).filter(rule_id=rule_id, period=period).first()
    if there is not None:
        return there.pk
    duty = duty_of(organisation_id=actor.agency, rule_id=rule_id, period=period)
    if duty is None:
        raise NotFound()
    values = {
        "layout": layout.current().key,
        "due_at": duty.due_at,
        "opened_at": clock.now(),
        "opened_by_name": actor.name,
    }
    report, is_new = Report.objects.for_agency(actor.agency).get_or_create(
        agency_id=actor.agency, rule_id=rule_id, period=period, defaults=values
    )
    if is_new:
        report.draft = {"head": asdict(first_head(actor.agency)), "figures": {}, "words": {}}
        report.draft["words"] = suggestions(content_of(report, now=clock.now()))
        report.save(update_fields=["draft"])
        audit.record(
            actor=actor,
            verb="reporting.open",
            object_key=f"report:{report.pk}",
            object_label=title_of(report),
            changes={"period": ("", period)},
        )
    return report.pk
