"""The register of organisations beside a plan of the press."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.text import format_date
from hoitu.oversight.data import Compared
from hoitu.oversight.models import PlanEntry, PlanRequest, PressPlan

LINES = ("state_management", "governing")


def plan_of(actor: Actor, plan_id: UUID) -> PressPlan:
    """Return a plan that the actor's body keeps. Raises `NotFound`."""
    row = PressPlan.objects.for_agency(actor.agency).filter(pk=plan_id).first()
    if row is None:
        raise NotFound()
    return row


def request_of(actor: Actor, request_id: UUID) -> PlanRequest:
    """Return a request for a report. Raises `NotFound`."""
    rows = PlanRequest.objects.for_agency(actor.agency).select_related("plan")
    row = rows.filter(pk=request_id).first()
    if row is None:
        raise NotFound()
    return row


def agencies_below(body_id: UUID, on: date) -> dict[UUID, Organisation]:
    """Return the press agencies that a body manages or governs on a day."""
    return {one.id: one for kind in LINES for one in accounts.press_agencies(on=on, below=body_id, kind=kind)}


def compare(plan: PressPlan, on: date) -> list[Compared]:
    """Return the plan's agencies beside the register of a day, then agencies that the plan does not name."""
    there = agencies_below(plan.agency_id, on)
    lines: list[Compared] = []
    met: set[UUID] = set()
    for entry in plan.entries.all():
        line, now = _line(entry, there, on)
        lines.append(line)
        met |= now
    rest = [one for one in there.values() if one.id not in met]
    return lines + [
        Compared("", one.name, _since(one), _("Không có trong quy hoạch"))
        for one in sorted(rest, key=lambda one: one.name)
    ]


def _line(entry: PlanEntry, there: dict[UUID, Organisation], on: date) -> tuple[Compared, set[UUID]]:
    if entry.organisation_id is None:
        return Compared(entry.name, "", "", _("Chưa ghép với cơ quan nào trong sổ")), set()
    if entry.organisation_id in there:
        one = there[entry.organisation_id]
        return Compared(entry.name, one.name, _since(one), ""), {one.id}
    after = accounts.successors(organisation_id=entry.organisation_id, on=on)
    if after:
        names, since = ", ".join(one.name for one in after), _since(after[0])
        words = _("Đã sáp nhập, đổi thành cơ quan khác")
        return Compared(entry.name, names, since, words), {one.id for one in after}
    one = accounts.organisation(organisation_id=entry.organisation_id)
    if one.valid_until is not None and one.valid_until <= on:
        return Compared(entry.name, one.name, _since(one), _("Không còn hoạt động")), set()
    return Compared(entry.name, one.name, _since(one), _("Nay không thuộc phạm vi quản lý")), set()


def _since(one: Organisation) -> str:
    return _("từ %s") % format_date(one.valid_from) if one.valid_from else ""
