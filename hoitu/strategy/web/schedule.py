"""A plan on the clock: a chart of its year, its due moments by month, and a feed for calendar programs."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.text import format_date
from hoitu.papers import api as papers
from hoitu.strategy import api
from hoitu.strategy.models import CalendarAddress
from hoitu.strategy.policies.timing import Occurrence, state_of
from hoitu.strategy.queries.schedule import Due, Duty, due_in, duties_in, plans_for
from hoitu.strategy.web.readable import readable_plan

LABEL_WIDTH, MONTH_WIDTH, ROW_HEIGHT, HEAD_HEIGHT = 300, 54, 26, 28
YEAR_WIDTH = 12 * MONTH_WIDTH
LEAST_BAR = 4
LABEL_LETTERS = 42
FEED_YEARS = 2  # after this one


@dataclass(frozen=True)
class Bar:
    """One occurrence in the chart; `due_x` is where its last moment lies, None for what is never late."""

    x: float
    width: float
    due_x: float | None
    state: str
    words: str


@dataclass(frozen=True)
class Track:
    """One row of the chart."""

    label: str
    y: int
    text_y: int
    bar_y: int
    bars: tuple[Bar, ...]


@needs("strategy.read")
@require_GET
def schedule(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Show what a plan asks for in a year, as a chart and by month."""
    plan = readable_plan(request, plan_id)
    years = range(plan.starts_on.year, plan.ends_on.year + 1)
    year = _year(request.GET.get("nam", ""), years)
    duties = duties_in(plan, year)
    due = due_in(plan, [year])
    months = [
        (month, list(rows)) for month, rows in groupby(due, key=lambda one: clock.local(one.due_at).month)
    ]
    context = {
        "plan": plan,
        "year": year,
        "years": [
            {"label": str(each), "url": f"?nam={each}", "current": each == year, "count": None}
            for each in years
        ],
        "tracks": [_track(duty, number, year) for number, duty in enumerate(duties)],
        "duties": duties,
        "months": months,
        "grid": [(LABEL_WIDTH + month * MONTH_WIDTH, month + 1) for month in range(12)],
        "chart_width": LABEL_WIDTH + YEAR_WIDTH,
        "chart_height": HEAD_HEIGHT + ROW_HEIGHT * len(duties),
        "today_x": _x(clock.now(), year) if clock.today().year == year else None,
        "has_address": CalendarAddress.objects.for_agency(request.actor.agency)
        .filter(person_id=request.actor.person)
        .exists(),
        "address": request.session.pop("calendar_address", ""),
    }
    return render(request, "strategy/schedule.html", context)


@needs("strategy.read")
@require_POST
def calendar_address(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """Give the reader a new calendar address, or end the one there is."""
    plan = readable_plan(request, plan_id)
    if request.POST.get("action") == "end":
        api.end_calendar_address(actor=request.actor)
        messages.success(request, _("Địa chỉ lịch cũ không dùng được nữa."))
    else:
        path = reverse("strategy:calendar", args=[api.make_calendar_address(actor=request.actor)])
        # Shown on the next page and then never again: only its hash is stored.
        request.session["calendar_address"] = request.build_absolute_uri(path)
    return redirect("strategy:schedule", plan.pk)


@require_GET
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program: due moments of this year and the next ones of the plans that concern the person."""
    actor = api.whose_calendar(secret)
    first = clock.today().year
    days = [
        _day(due, request)
        for plan in plans_for(actor.agency)
        for due in due_in(plan, range(first, first + FEED_YEARS + 1))
    ]
    content = papers.ics(_("Hạn của các kế hoạch chuyển đổi số"), days)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=900"
    return response


def _day(due: Due, request: HttpRequest) -> papers.DueDay:
    return papers.DueDay(
        f"{due.plan.pk}-{due.duty.key}-{due.occurrence.period}",
        clock.local(due.due_at).date(),
        _("Hạn: %(title)s") % {"title": due.duty.title[:200]},
        (due.duty.who, due.duty.words, str(due.plan)),
        request.build_absolute_uri(reverse("strategy:plan", args=[due.plan.pk])),
        due.plan.loaded_at,
    )


def _year(typed: str, years: range) -> int:
    wanted = int(typed) if typed.isdecimal() and len(typed) == 4 else clock.today().year
    return min(max(wanted, years[0]), years[-1])


def _track(duty: Duty, number: int, year: int) -> Track:
    label = duty.title if len(duty.title) <= LABEL_LETTERS else f"{duty.title[: LABEL_LETTERS - 1]}…"
    y = HEAD_HEIGHT + ROW_HEIGHT * number
    return Track(label, y, y + 17, y + 7, tuple(_bar(one, duty, year) for one in duty.occurrences))


def _bar(one: Occurrence, duty: Duty, year: int) -> Bar:
    ends = one.due_at or one.evidence_by
    left = _x(one.opens_at, year)
    right = _x(ends, year) if ends else float(LABEL_WIDTH + YEAR_WIDTH)
    state = state_of(one, clock.now()).value
    due = f"{duty.words} → {format_date(clock.local(one.due_at).date())}" if one.due_at else duty.words
    is_inside = one.due_at is not None and clock.local(one.due_at).year == year
    return Bar(
        left, max(right - left, LEAST_BAR), right if is_inside else None, state, f"{duty.title}: {due}"
    )


def _x(at: datetime, year: int) -> float:
    """Return where an instant lies in the year's chart, within its edges."""
    local = clock.local(at)
    start = datetime(year, 1, 1, tzinfo=clock.VIETNAM)
    length = datetime(year + 1, 1, 1, tzinfo=clock.VIETNAM) - start
    share = min(max((local - start) / length, 0.0), 1.0)
    return round(LABEL_WIDTH + share * YEAR_WIDTH, 1)
