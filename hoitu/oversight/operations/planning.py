"""Keep plans of the press, and note who asked for a report of them and when it went out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import fold, nfc
from hoitu.oversight.data import WrongStep
from hoitu.oversight.models import PlanEntry, PlanRequest, PressPlan
from hoitu.oversight.queries.planning import plan_of, request_of

MOST_ENTRIES = 200


@dataclass(frozen=True)
class PlanInput:
    """What a decision says: its words, how many agencies, and those that it names (one a line)."""

    title: str
    citation: str
    confidence: str
    verbatim: str
    cap: int | None
    valid_from: date | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class RequestInput:
    """Who asked for a report, by which document, until when."""

    asked_by: str
    document: str
    asked_on: date
    due_on: date | None


@transaction.atomic
def save_plan(*, actor: Actor, values: PlanInput, plan_id: UUID | None = None) -> UUID:
    """Write down a plan or correct it. Names that the register knows are joined to their body. Raises `BadInput`."""
    actor.require("oversight.plan")
    names = [nfc(name.strip())[:300] for name in values.names if name.strip()]
    if not values.title.strip() or not values.citation.strip():
        raise BadInput(_("Hãy ghi tên quy hoạch và văn bản căn cứ."))
    if len(names) > MOST_ENTRIES:
        raise BadInput(_("Quy hoạch nêu tên tối đa %d cơ quan.") % MOST_ENTRIES)
    row = plan_of(actor, plan_id) if plan_id else PressPlan(agency_id=actor.agency)
    before = row.cap
    row.title, row.citation = nfc(values.title.strip())[:300], nfc(values.citation.strip())[:300]
    row.confidence, row.verbatim = values.confidence, nfc(values.verbatim.strip())[:4000]
    row.cap, row.valid_from = values.cap, values.valid_from
    row.save()
    row.entries.all().delete()
    known = {fold(one.name): one.id for one in accounts.known_organisations() if one.kind == "press_agency"}
    PlanEntry.objects.bulk_create(
        PlanEntry(
            agency_id=actor.agency, plan=row, position=at, name=name, organisation_id=known.get(fold(name))
        )
        for at, name in enumerate(names, start=1)
    )
    changes: dict[str, tuple[object, object]] = {"entries": ("", "; ".join(names)), "cap": (before, row.cap)}
    _record(actor, row, "oversight.save_plan", changes)
    return row.pk


@transaction.atomic
def note_request(*, actor: Actor, plan_id: UUID, values: RequestInput) -> UUID:
    """Note that somebody asked for a report. Raises `BadInput`, `NotFound`."""
    actor.require("oversight.plan")
    plan = plan_of(actor, plan_id)
    if not values.asked_by.strip():
        raise BadInput(_("Hãy ghi nơi yêu cầu báo cáo."))
    if values.due_on is not None and values.due_on < values.asked_on:
        raise BadInput(_("Hạn gửi không thể trước ngày yêu cầu."))
    row = PlanRequest.objects.create(
        agency_id=actor.agency,
        plan=plan,
        asked_by=nfc(values.asked_by.strip())[:200],
        document=nfc(values.document.strip())[:200],
        asked_on=values.asked_on,
        due_on=values.due_on,
    )
    _record(actor, plan, "oversight.request_plan_report", {})
    return row.pk


@transaction.atomic
def note_sent(*, actor: Actor, request_id: UUID, number: str) -> UUID:
    """Note that the report went out today under a number; return the plan. Raises `NotFound`, `WrongStep`."""
    actor.require("oversight.plan")
    row = request_of(actor, request_id)
    if row.sent_on is not None:
        raise WrongStep()
    row.sent_on, row.number = clock.today(), nfc(number.strip())[:60]
    row.save(update_fields=["sent_on", "number"])
    _record(actor, row.plan, "oversight.send_plan_report", {"sent_on": ("", row.sent_on.isoformat())})
    return row.plan_id


def _record(actor: Actor, row: PressPlan, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"pressplan:{row.pk}", object_label=row.title, changes=changes
    )
