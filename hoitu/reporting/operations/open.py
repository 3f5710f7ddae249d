"""Begin the report that a duty asks for, or that an office has to make of those it received."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.reporting.data import State
from hoitu.reporting.models import Call, Report
from hoitu.reporting.operations.find import title_of
from hoitu.reporting.periods import period_of
from hoitu.reporting.policies.layout import form_for
from hoitu.reporting.queries.drafting import content_of, first_head, suggestions
from hoitu.reporting.queries.duties import duties_of, duty_of
from hoitu.reporting.queries.rollup import rollup_of

SUBJECT_LETTERS = 300


@dataclass(frozen=True)
class _Beginning:
    """What a new report is about."""

    rule_id: UUID
    period: str
    due_at: datetime | None = None
    subject: str = ""
    call: Call | None = None


@transaction.atomic
def open_report(*, actor: Actor, rule_id: UUID, period: str) -> UUID:
    """Begin the report of the actor's organisation for a period, or return the one that is there.

    Its words begin with what the numbers suggest. An office may also add up what it receives under the duty. Raises
    `NotFound` where no plan and no office asks it for such a report, and nobody reports to it.
    """
    actor.require("reporting.write")
    there = Report.objects.for_agency(actor.agency).filter(rule_id=rule_id, period=period).first()
    if there is not None:
        return there.pk
    owed = duty_of(organisation_id=actor.agency, rule_id=rule_id, period=period)
    if owed is not None:
        subject = owed.call.subject if owed.call else ""
        return _begin(actor, _Beginning(rule_id, period, owed.due_at, subject, owed.call))
    received = rollup_of(actor.agency, rule_id=rule_id, period=period)
    if received is None:
        raise NotFound()
    subject = _("Tổng hợp: %(what)s") % {"what": received.name}
    return _begin(actor, _Beginning(rule_id, period, subject=subject[:SUBJECT_LETTERS]))


@transaction.atomic
def open_occasional(*, actor: Actor, rule_id: UUID, subject: str) -> UUID:
    """Begin a report that nobody asked for at this moment, to the recipients of a duty that the organisation has.

    One that is still a draft under the same duty about the same is returned instead.
    Raises `BadInput` without a subject, `NotFound` where the duty is not the organisation's.
    """
    actor.require("reporting.write")
    now = clock.local(clock.now())
    if rule_id not in {duty.rule_id for duty in duties_of(actor.agency, year=now.year)}:
        raise NotFound()
    subject = subject.strip()[:SUBJECT_LETTERS]
    if not subject:
        raise BadInput(_("Hãy ghi báo cáo về việc gì."))
    drafts = Report.objects.for_agency(actor.agency).filter(state=State.DRAFT, call=None)
    if there := drafts.filter(rule_id=rule_id, subject=subject).first():
        return there.pk  # the button was pressed twice, or somebody began it a moment ago
    beginning = _Beginning(rule_id, now.isoformat(timespec="seconds"), subject=subject)
    return _begin(actor, beginning)


def _begin(actor: Actor, beginning: _Beginning) -> UUID:
    period = period_of(beginning.period)
    assert period is not None
    is_office = accounts.organisation(organisation_id=actor.agency).kind != "press_agency"
    values = {
        "layout": form_for(period.span, adds_up=is_office).key,
        "subject": beginning.subject,
        "call": beginning.call,
        "due_at": beginning.due_at,
        "opened_at": clock.now(),
        "opened_by_name": actor.name,
    }
    report, is_new = Report.objects.for_agency(actor.agency).get_or_create(
        agency_id=actor.agency, rule_id=beginning.rule_id, period=beginning.period, defaults=values
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
            changes={"period": ("", beginning.period)},
        )
    return report.pk
