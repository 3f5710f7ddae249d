"""What of oversight waits for one person: complaints with their clocks, remarks, quality checks, reports."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.duties import Duty
from hoitu.kernel.text import format_number
from hoitu.oversight.models import Complaint, PlanRequest, Remark, Sampled
from hoitu.oversight.policies.sampling import REVIEWERS
from hoitu.oversight.queries.complaints import OPEN, owed

MOST = 100  # of one kind on the start page; the lists themselves show all
COMPLAINTS, QUALITY = gettext_lazy("Khiếu nại, phản ánh"), gettext_lazy("Chấm chất lượng")
REMARKS, PLANNING = gettext_lazy("Nhận xét"), gettext_lazy("Quy hoạch báo chí")


def duties(*, actor: Actor) -> list[Duty]:
    """Return what waits for the actor in this room; few queries, however much there is."""
    found: list[Duty] = []
    if actor.may("oversight.complaints"):
        found += _complaints(actor)
    if actor.may("oversight.keep"):
        found += _remarks(actor)
    if actor.may("oversight.review"):
        found += _reviews(actor)
    if actor.may("oversight.plan"):
        found += _requests(actor)
    return found


def _complaints(actor: Actor) -> Iterator[Duty]:
    here = reverse("oversight:complaints")
    rows = Complaint.objects.for_agency(actor.agency).filter(OPEN | owed()).order_by("due_at", "pk")
    for row in rows[:MOST]:
        owes = row.answered_at is not None
        what = _("Đăng cải chính, số %(label)s: %(title)s") if owes else _("Trả lời số %(label)s: %(title)s")
        yield Duty(
            COMPLAINTS,
            here,
            "message-question",
            what % {"label": row.label, "title": row.title},
            reverse("oversight:complaint", args=[row.pk]),
            row.correct_by if owes else row.due_at,
            row.get_kind_display(),
        )


def _remarks(actor: Actor) -> Iterator[Duty]:
    rows = Remark.objects.for_agency(actor.agency).filter(answered_at=None).select_related("item", "body")
    for row in rows[:MOST]:
        url, words = reverse("oversight:item", args=[row.item_id]), _("Trả lời nhận xét: %s") % row.item.title
        yield Duty(REMARKS, reverse("oversight:overview"), "message-dots", words, url, note=row.body.name)


def _reviews(actor: Actor) -> Iterator[Duty]:
    """One line for each round in which items have a place left for the actor."""
    rows = Sampled.objects.for_agency(actor.agency).annotate(
        had=Count("reviews"), mine=Count("reviews", filter=Q(reviews__reviewer_id=actor.person_id))
    )
    waiting: dict[object, list[Sampled]] = {}
    for row in rows.filter(had__lt=REVIEWERS, mine=0).select_related("round")[: 10 * MOST]:
        waiting.setdefault(row.round_id, []).append(row)
    for same in waiting.values():
        month = f"{same[0].round.month:%m/%Y}"
        words = _("Chấm %(n)s tin, bài của tháng %(month)s") % {"n": format_number(len(same)), "month": month}
        url = reverse("oversight:round", args=[same[0].round_id])
        yield Duty(QUALITY, reverse("oversight:rounds"), "checklist", words, url, count=len(same))


def _requests(actor: Actor) -> Iterator[Duty]:
    rows = PlanRequest.objects.for_agency(actor.agency).filter(sent_on=None).select_related("plan")
    for row in rows[:MOST]:
        words = _("Báo cáo quy hoạch: %s") % row.plan.title
        url = reverse("oversight:plan", args=[row.plan_id])
        due_at = clock.end_of_day(row.due_on) if row.due_on else None
        yield Duty(PLANNING, reverse("oversight:plans"), "sitemap", words, url, due_at, row.asked_by)
