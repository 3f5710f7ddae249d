"""Remind of what is due and put what is late before those who answer for it (đôn đốc), each step once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.live import notify_live
from hoitu.kernel.turns import take_turn
from hoitu.strategy.events import TaskDue, TaskEscalated
from hoitu.strategy.models import Case, Plan, Reminder, ReminderStep
from hoitu.strategy.policies.following import CaseState
from hoitu.strategy.policies.reminding import (
    DAYS_MAX,
    DEFAULT_STEPS,
    STEPS_MAX,
    Step,
    due_steps,
    is_waking_hour,
)
from hoitu.strategy.queries.board import cards, visible_case, with_task
from hoitu.strategy.queries.people import told_of

WHY = "reminders of every organisation"
LOOK_BACK = timedelta(days=DAYS_MAX + 31)
OPEN = (CaseState.WORKING, CaseState.LATE)


def steps_of(plan: Plan) -> tuple[Step, ...]:
    """Return when people are reminded under a plan: as its owner set it, else as we propose."""
    own = tuple(Step(row.to, row.days) for row in plan.reminder_steps.all())
    return own or DEFAULT_STEPS


def remind_everybody() -> int:
    """Send every reminder and escalation whose moment has come; return how many.

    May run twice at once, late, or after days of silence: a step goes out once, and of those missed only the last.
    """
    now = clock.now()
    if not is_waking_hour(now):
        return 0
    return sum(_remind(case_id, now) for case_id in _candidates(now))


def _candidates(now: datetime) -> list[UUID]:
    """Return the open cases for which a step has come, in few queries: most cases have none."""
    near = Q(due_at__gt=now - LOOK_BACK, due_at__lt=now + LOOK_BACK)
    near |= Q(evidence_by__gt=now - timedelta(days=1), evidence_by__lt=now + LOOK_BACK)
    rows = Case.objects.unscoped(why=WHY).filter(near, dropped_at=None, is_request=False, opens_at__lte=now)
    steps = {plan.pk: steps_of(plan) for plan in Plan.objects.prefetch_related("reminder_steps")}
    sent: dict[UUID, list[Step]] = defaultdict(list)
    log = Reminder.objects.unscoped(why=WHY).filter(case__in=rows, days__isnull=False)
    for case_id, to, days in log.values_list("case_id", "to", "days"):
        sent[case_id].append(Step(to, days or 0))
    due = [
        pk
        for pk, plan_id, due_at, evidence_by, made_at in rows.values_list(
            "pk", "task__plan_id", "due_at", "evidence_by", "made_at"
        )
        if (until := due_at or evidence_by)
        and due_steps(
            steps[plan_id],
            due_at=until,
            since=made_at,
            now=now,
            sent=sent[pk],
            may_be_late=due_at is not None,
        )
    ]
    found = with_task(Case.objects.unscoped(why=WHY).filter(pk__in=due))
    return [card.case.pk for card in cards(found, now=now) if card.state in OPEN]


def _remind(case_id: UUID, now: datetime) -> int:
    """Send what one case has due. The case's row is the lock; the constraint of the log the last guard."""
    try:
        with transaction.atomic():
            rows = Case.objects.unscoped(why=WHY).select_for_update(of=("self",), skip_locked=True)
            case = with_task(rows).filter(pk=case_id).first()
            if case is None:
                return 0
            steps = _steps_due(case, now)
            if not steps or cards([case], now=now)[0].state not in OPEN:
                return 0
            for step in steps:
                _send(case, step.to, days=step.days)
            return len(steps)
    except IntegrityError:
        return 0


def _steps_due(case: Case, now: datetime) -> list[Step]:
    until = case.due_at or case.evidence_by
    if until is None:
        return []
    sent = case.reminders.filter(days__isnull=False).values_list("to", "days")
    return due_steps(
        steps_of(case.task.plan),
        due_at=until,
        since=case.made_at,
        now=now,
        sent=[Step(to, days) for to, days in sent if days is not None],
        may_be_late=case.due_at is not None,
    )


def _send(
    case: Case, to: str, *, days: int | None = None, reason: str = "", actor: Actor | None = None
) -> Reminder:
    agency_id, people = told_of(case, to)
    row = Reminder.objects.unscoped(why=WHY).create(
        case=case,
        to=to,
        days=days,
        reason=reason,
        told=[{"id": str(person.id), "name": person.full_name} for person in people],
        sent_at=clock.now(),
        by_id=actor.person_id if actor else None,
        by_name=actor.name if actor else "",
    )
    kind = TaskDue if to == ReminderStep.To.PERSON else TaskEscalated
    announce(
        kind(
            subject=f"task_case:{case.pk}",
            agency_id=agency_id,
            case_id=case.pk,
            reminder_id=row.pk,
            due_at=case.due_at or case.evidence_by,
        )
    )
    notify_live(case.agency_id, "tasks", f"task_case:{case.pk}")
    return row


@transaction.atomic
def remind_by_hand(*, actor: Actor, case_id: UUID, to: str, reason: str) -> None:
    """Remind of an open case now, for a reason that everybody reads.

    The plan's owner and who manages the agency remind people and heads; the organisation itself reminds its people.
    The same words of one person go out once a day. Raises `BadInput`, `NotAllowed`, `NotFound`.
    """
    case = visible_case(actor, case_id)
    if to not in remindable(actor, case):
        raise NotAllowed()
    if not reason.strip():
        raise BadInput(_("Hãy ghi lý do nhắc."))
    if cards([case])[0].state not in OPEN:
        raise BadInput(_("Chỉ nhắc việc đang làm hoặc quá hạn."))
    words = reason.strip()[:1000]
    take_turn("remind_by_hand", case.pk)
    sent = case.reminders.filter(to=to, reason=words, by_id=actor.person_id).order_by("-sent_at").first()
    if sent is not None and clock.local(sent.sent_at).date() == clock.today():
        return
    _send(case, to, reason=words, actor=actor)
    audit.record(
        actor=actor,
        verb="strategy.remind",
        object_key=f"task_case:{case.pk}",
        object_label=f"{case.task.key} {case} {case.period}"[:200],
        changes={"to": ("", str(ReminderStep.To(to).label))},
        note=words,
    )


def remindable(actor: Actor, case: Case) -> tuple[str, ...]:
    """Return whom the actor may remind of a case that they see."""
    person, head = ReminderStep.To.PERSON.value, ReminderStep.To.HEAD.value
    if actor.may("strategy.manage") and case.agency_id != actor.agency_id:
        return person, head
    return (person,) if case.agency_id == actor.agency_id and actor.may("strategy.assign") else ()


@transaction.atomic
def set_steps(*, actor: Actor, plan_id: UUID, steps: Collection[Step]) -> None:
    """Set when people are reminded under a plan of the actor's organisation; none: as we propose.

    Raises `BadInput`, `NotFound`.
    """
    actor.require("strategy.manage")
    plan = Plan.objects.select_for_update(of=("self",)).filter(pk=plan_id, owner_id=actor.agency).first()
    if plan is None:
        raise NotFound()
    wanted = set(steps)
    if len(wanted) > STEPS_MAX or any(
        abs(step.days) > DAYS_MAX or step.to not in ReminderStep.To.values for step in wanted
    ):
        raise BadInput(
            _("Nhiều nhất %(n)s lần nhắc, mỗi lần cách hạn không quá %(days)s ngày.")
            % {"n": STEPS_MAX, "days": DAYS_MAX}
        )
    if any(step.days < 1 and step.to != ReminderStep.To.PERSON for step in wanted):
        raise BadInput(_("Chỉ đôn đốc lãnh đạo và đơn vị chủ trì sau khi đã quá hạn."))
    before = _said(steps_of(plan))
    plan.reminder_steps.all().delete()
    ReminderStep.objects.bulk_create(ReminderStep(plan=plan, to=step.to, days=step.days) for step in wanted)
    audit.record(
        actor=actor,
        verb="strategy.set_steps",
        object_key=f"plan:{plan.pk}",
        object_label=str(plan),
        changes={"steps": (before, _said(steps_of(plan)))},
    )


def _said(steps: Collection[Step]) -> str:
    ordered = sorted(steps, key=lambda step: (step.days, step.to))
    return "; ".join(f"{ReminderStep.To(step.to).label} {step.days:+d}" for step in ordered)
