"""What plans oblige organisations of this installation to report, to whom, and when."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.kernel.text import fold
from hoitu.strategy.data import BodyKind, DocumentState
from hoitu.strategy.models import Body, Plan, ReportRule
from hoitu.strategy.policies import timing
from hoitu.strategy.policies.timing import Occurrence
from hoitu.strategy.queries.addressees import addressee
from hoitu.strategy.queries.scope import agencies_of
from hoitu.strategy.queries.times import span_of

GOVERNING_WORDS = fold("chủ quản")
# What the first word of an office's name says of its kind; older plans name offices that merged since.
KIND_WORDS = ((fold("Sở"), "department"), (fold("Bộ"), "ministry"))


@dataclass(frozen=True)
class ReportDuty:
    """One duty to report, as printed, and the organisations here that owe it; `occurrences` of the year asked for."""

    rule_id: UUID
    key: str
    plan_id: UUID
    plan: str
    issuer: str
    who: str
    to: tuple[str, ...]
    what: str
    when: str
    reporters: tuple[UUID, ...]
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True)
class Recipient:
    """Whom a plan names as recipient; `organisation_id` None where nobody here bears the name or the office."""

    words: str
    organisation_id: UUID | None = None
    name: str = ""


def report_duties(
    *,
    year: int,
    on: date,
    organisation_id: UUID | None = None,
    rule_id: UUID | None = None,
    undated: bool = False,
) -> list[ReportDuty]:
    """Return the dated duties of issued plans that somebody here answers for, soonest due first.

    `organisation_id`: only what this organisation owes. `undated`: also the duties that ask for nothing in the year,
    those of occasions among them, last.
    """
    plans = (
        Plan.objects.filter(state=DocumentState.ISSUED).exclude(scope=Plan.Scope.NONE).select_related("owner")
    )
    if rule_id:
        plans = plans.filter(report_rules=rule_id)
    found = [duty for plan in plans for duty in _duties_of(plan, year, on, rule_id)]
    if organisation_id:
        found = [duty for duty in found if organisation_id in duty.reporters]
    if not undated:
        found = [duty for duty in found if duty.occurrences]
    return sorted(found, key=_first_due)


def _first_due(duty: ReportDuty) -> tuple[str, str]:
    first = duty.occurrences[0].due_at if duty.occurrences else None
    return str(first or "9"), duty.key


def recipients_of(*, rule_id: UUID, reporter_id: UUID, on: date) -> list[Recipient]:
    """Return to whom one organisation sends a report, in the order of the plan."""
    return recipients_by(rule_id=rule_id, reporter_ids=[reporter_id], on=on)[reporter_id]


def recipients_by(*, rule_id: UUID, reporter_ids: Collection[UUID], on: date) -> dict[UUID, list[Recipient]]:
    """Return `recipients_of` for several organisations; as many queries as for one."""
    rule = ReportRule.objects.select_related("plan").get(pk=rule_id)
    bodies = _bodies(rule.plan)
    offices = {words: _office(words, bodies, on) for words in rule.to}
    governing = accounts.lines(organisation_ids=reporter_ids, kind="governing", on=on)
    managing = accounts.lines(organisation_ids=reporter_ids, kind="state_management", on=on)
    return {
        one: [_recipient(words, offices[words], governing[one], managing[one]) for words in rule.to]
        for one in reporter_ids
    }


def _duties_of(plan: Plan, year: int, on: date, rule_id: UUID | None) -> Iterable[ReportDuty]:
    agencies, bodies, span = agencies_of(plan, on=on), _bodies(plan), span_of(plan)
    for rule in plan.report_rules.all():
        occurrences = timing.occurrences(timing.parse(rule.when), span, year)
        reporters = _reporters(rule.who, plan, agencies, bodies, on) if rule.to else ()
        if reporters and rule_id in (None, rule.pk):
            yield ReportDuty(
                rule.pk,
                rule.key,
                plan.pk,
                plan.title,
                plan.issuer,
                rule.who,
                tuple(rule.to),
                rule.what,
                rule.when,
                tuple(reporters),
                occurrences,
            )


def _reporters(
    who: str, plan: Plan, agencies: Collection[Organisation], bodies: Collection[Body], on: date
) -> list[UUID]:
    """Return who is meant: the governing bodies, an office of the plan, or else the agencies in its scope."""
    if GOVERNING_WORDS in fold(who):
        ids = [agency.id for agency in agencies]
        lines = accounts.lines(organisation_ids=ids, kind="governing", on=on)
        return list(dict.fromkeys(above.id for one in ids for above in lines[one][:1]))
    body = _named(who, bodies)
    if body is None:
        return [agency.id for agency in agencies]
    if present := addressee(body, on):
        return [present.id]
    # Nobody joined the office; who answers for the plan is of its kind.
    return [plan.owner.pk] if plan.owner and plan.owner.kind == body.kind else []


def _office(words: str, bodies: Collection[Body], on: date) -> Organisation | None:
    """Return the organisation that the words name by itself, whoever reports."""
    body = None if GOVERNING_WORDS in fold(words) else _named(words, bodies)
    return addressee(body, on) if body else None


def _recipient(
    words: str,
    office: Organisation | None,
    governing: Sequence[Organisation],
    managing: Sequence[Organisation],
) -> Recipient:
    """Return the named office, else the body of that kind in the lines above who reports."""
    if office is None and GOVERNING_WORDS in fold(words):
        office = next(iter(governing), None)
    elif office is None:
        kind = next((kind for start, kind in KIND_WORDS if fold(words).startswith(start)), "")
        office = next((one for one in managing if one.kind == kind), None)
    return Recipient(words, office.id, office.name) if office else Recipient(words)


def _named(words: str, bodies: Collection[Body]) -> Body | None:
    """Return the office whose name begins with the words, or is contained in them."""
    wanted = fold(words)
    names = [(fold(body.name), body) for body in bodies]
    exact = [body for name, body in names if name.startswith(wanted) or name in wanted]
    return exact[0] if exact else None


def _bodies(plan: Plan) -> list[Body]:
    """Return the plan's offices; press agencies are reached through its scope, roles through nobody."""
    kinds = (BodyKind.PRESS_AGENCY, BodyKind.ROLE)
    return list(plan.bodies.exclude(kind__in=kinds).select_related("organisation"))
