"""An office asks organisations for a report of an occasion."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.turns import take_turn
from hoitu.reporting.events import ReportAsked
from hoitu.reporting.models import Call
from hoitu.reporting.queries.calls import callable_rules

LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True)
class CallInput:
    """What an office asks: of whom, about what, by which day (inclusive), by which document of its own."""

    rule_id: UUID
    subject: str
    due_date: date
    asked: Collection[UUID]
    document: str = ""


@transaction.atomic
def call_for_report(*, actor: Actor, values: CallInput) -> UUID:
    """Ask for a report; who is asked finds it among what it owes. Asked again, the same is one call.

    Raises `BadInput`, `NotFound`.
    """
    actor.require("reporting.receive")
    rule = next((one for one in callable_rules(actor.agency) if one.rule_id == values.rule_id), None)
    if rule is None or not set(values.asked) <= {one.id for one in rule.organisations}:
        raise NotFound()
    if not values.subject.strip() or not values.asked:
        raise BadInput(_("Hãy ghi báo cáo về việc gì và chọn ít nhất một đơn vị."))
    now = clock.now()
    due_at = datetime.combine(values.due_date, LAST_SECOND, clock.VIETNAM)
    if due_at < now:
        raise BadInput(_("Hạn gửi phải từ hôm nay trở đi."))
    if there := _same_call(actor.agency, values, due_at):
        return there
    call = Call.objects.create(
        agency_id=actor.agency,
        rule_id=values.rule_id,
        subject=values.subject.strip(),
        document=values.document.strip(),
        due_at=due_at,
        made_at=now,
        made_by_name=actor.name,
    )
    call.asked.add(*values.asked)  # type: ignore[arg-type]  # keys are UUID here
    for agency_id in sorted(values.asked):
        announce(
            ReportAsked(
                subject=f"call:{call.pk}:{agency_id}",
                agency_id=agency_id,
                call_id=call.pk,
                title=call.subject,
                by_name=call.agency.name,
                due_at=due_at,
            )
        )
    audit.record(
        actor=actor,
        verb="reporting.call",
        object_key=f"call:{call.pk}",
        object_label=call.subject,
        changes={"asked": ("", len(values.asked)), "due_at": ("", due_at.isoformat())},
        note=call.document,
    )
    return call.pk


def _same_call(office_id: UUID, values: CallInput, due_at: datetime) -> UUID | None:
    """Return the call that asks the same of the same organisations; two presses come here one after the other."""
    take_turn("call", office_id)
    calls = Call.objects.for_agency(office_id).prefetch_related("asked")
    same = calls.filter(rule_id=values.rule_id, subject=values.subject.strip(), due_at=due_at)
    return next((one.pk for one in same if {body.pk for body in one.asked.all()} == set(values.asked)), None)
