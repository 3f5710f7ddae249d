"""The figures of a commendation: who contributed what in a year, each number with its list, a nomination begun."""

from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.text import format_date, format_number
from hoitu.outlook.queries.contribution import (
    AgencyContribution,
    Contribution,
    days_of,
    items_of,
    of_agencies,
    of_people,
    of_person_or_none,
    publications_of,
)
from hoitu.outlook.web.frames import first_of, page

PER_PAGE = 50
FIRST_YEAR = (
    2020  # the national strategy's first figures are of 2022; earlier years may have been brought here
)


@needs("registers.manage")
@require_GET
def contributions(request: ActorRequest) -> HttpResponse:
    """Show an agency its people, and a body above its agencies, with what each contributed in a year."""
    year = _year(request)
    since, until = days_of(year)
    years = range(clock.today().year, FIRST_YEAR - 1, -1)
    context: dict[str, object] = {"year": year, "years": years, "since": since, "until": until}
    if first_of(request.actor) == "agency":
        people = of_people(request.actor.agency, year=year)
        context["people"] = [(one, _nomination(one.name, merit_of(one, year))) for one in people]
        return page(request, "outlook/contributions.html", context)
    agencies = of_agencies(request.actor, year=year)
    context["agencies"] = [(one, _nomination(one.line.name, merit_of_agency(one, year))) for one in agencies]
    return page(request, "outlook/contributions_of_agencies.html", context)


@needs("registers.manage")
@require_GET
def behind_person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """List what stands behind the figures of one person: stories that came out, courses completed."""
    year = _year(request)
    found = of_person_or_none(request.actor.agency, person_id, year=year)
    if found is None:
        raise NotFound()
    several = request.GET.get("phan") == "nhieu-loai-hinh"
    listed = publications_of(
        request.actor.agency, found.in_several_media if several else found.stories, year=year
    )
    context = {
        "found": found,
        "year": year,
        "several": several,
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("trang")),
        "nominate": _nomination(found.name, merit_of(found, year)),
    }
    return render(request, "outlook/contribution.html", context)


@needs("registers.manage")
@require_GET
def behind_agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """List what an agency below published for the first time in a year."""
    year = _year(request)
    found = items_of(request.actor, agency_id, year=year)
    if found is None:
        raise NotFound()
    name, listed = found
    context = {
        "name": name,
        "year": year,
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "outlook/contribution_items.html", context)


def merit_of(one: Contribution, year: int) -> str:
    """Return the sentence of a nomination that the records can give."""
    parts = []
    if one.stories:
        count = format_number(len(one.stories))
        parts.append(_("%(n)s tin, bài đã phát hành") % {"n": count})
    if one.in_several_media:
        count = format_number(len(one.in_several_media))
        parts.append(_("%(n)s tin, bài phát hành trên từ hai loại hình báo chí") % {"n": count})
    if one.courses:
        names = "; ".join(each.course for each in one.courses)
        parts.append(_("hoàn thành khóa chuyển đổi số: %(names)s") % {"names": names})
    return _sentence(year, parts)


def merit_of_agency(one: AgencyContribution, year: int) -> str:
    """Return the sentence of an agency's nomination that the records can give."""
    line, parts = one.line, []
    if line.asked:
        parts.append(
            _("đạt %(k)d/%(n)d chỉ tiêu của kế hoạch tại ngày lập") % {"k": line.reached, "n": line.asked}
        )
    if one.items:
        words = {"n": format_number(one.items), "before": format_number(one.items_before)}
        parts.append(_("%(n)s tin, bài đã phát hành (cùng kỳ năm trước: %(before)s)") % words)
    if one.initiatives:
        words = {"n": format_number(one.initiatives)}
        parts.append(ngettext("%(n)s sáng kiến", "%(n)s sáng kiến", one.initiatives) % words)
    if not line.late and not line.reports_late:
        parts.append(_("không có nhiệm vụ, báo cáo quá hạn tại ngày lập"))
    return _sentence(year, parts)


def _sentence(year: int, parts: list[str]) -> str:
    since, until = days_of(year)
    days = {"since": format_date(since), "until": format_date(until)}
    return _("Từ %(since)s đến %(until)s: %(what)s.") % {**days, "what": "; ".join(parts)}


def _nomination(recipient: str, merit: str) -> str:
    """Return the address of the book's form with what is known filled in; nothing is kept before it is saved."""
    new = reverse("registers:new-row", args=["khen-thuong"])
    return f"{new}?{urlencode({'recipient': recipient, 'merit': merit})}"


def _year(request: ActorRequest) -> int:
    words = request.GET.get("nam", "")
    today = clock.today()
    if words.isascii() and words.isdecimal() and len(words) == 4 and FIRST_YEAR <= int(words) <= today.year:
        return int(words)
    return today.year
