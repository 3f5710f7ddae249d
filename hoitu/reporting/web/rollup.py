"""What came to an office, added up."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.sheets import XLSX
from hoitu.kernel.text import slugify
from hoitu.papers import api as papers
from hoitu.papers.api import Column, Sheet
from hoitu.reporting.data import ANSWER_WORDS, Answer, Cell, Measure
from hoitu.reporting.policies.numbers import COLUMNS
from hoitu.reporting.queries.coverage import Place, places_of
from hoitu.reporting.queries.rollup import MISSING, Rollup, Standing, rollup_of, rollups
from hoitu.reporting.web.years import year_asked

SENT = "sent"
VIEWS: dict[str, tuple[Any, frozenset[str]]] = {
    SENT: (gettext_lazy("Đã gửi"), frozenset(Answer)),
    Answer.ACCEPTED: (ANSWER_WORDS[Answer.ACCEPTED], frozenset({Answer.ACCEPTED})),
    Answer.RETURNED: (ANSWER_WORDS[Answer.RETURNED], frozenset({Answer.RETURNED})),
    MISSING: (gettext_lazy("Chưa gửi"), frozenset({MISSING})),
}


@dataclass(frozen=True)
class Shown:
    """One roll-up on the screen: its map, and those of its organisations that the address asks for.

    `base` is the page's address narrowed to this roll-up, to which `tinh` or `xem` is added; `only` says in words
    to what the list is narrowed, "" where it is whole.
    """

    rollup: Rollup
    key: str
    base: str
    places: list[Place]
    standings: tuple[Standing, ...]
    only: str

    @property
    def links(self) -> dict[str, str]:
        """Return where the list of each state stands."""
        return {view: f"{self.base}&xem={view}#b-{self.key}" for view in VIEWS}

    @property
    def tiles(self) -> list[Place]:
        return [place for place in self.places if place.column]


@needs("reporting.receive")
@require_GET
def rollup(request: ActorRequest) -> HttpResponse:
    """Show who reported, who did not, and the sums, live."""
    this = clock.today().year
    year = year_asked(request, range(this - 10, this + 2))
    narrowed = {name: request.GET.get(name, "") for name in ("muc", "tinh", "xem")}
    context = {
        "year": year,
        "years": range(this, this - 4, -1),
        "rollups": [_shown(one, year, **narrowed) for one in rollups(request.actor.agency, year=year)],
        "may_write": request.actor.may("reporting.write"),
    }
    return render(request, "reporting/rollup.html", context)


@needs("reporting.receive")
@require_GET
def export(request: ActorRequest, duty_id: UUID, period: str) -> HttpResponse:
    """Give one duty's sums and standings as a workbook."""
    found = rollup_of(request.actor.agency, rule_id=duty_id, period=period)
    if found is None:
        raise NotFound()
    answer = HttpResponse(papers.xlsx(_sheets(found)), content_type=XLSX)
    name = slugify(f"tong-hop-{found.name}", max_length=80)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _shown(found: Rollup, year: int, *, muc: str, tinh: str, xem: str) -> Shown:
    """Narrow a roll-up to a province, or to who sent, was accepted, was returned, sent nothing; as the address says.

    What the address says wrongly narrows nothing.
    """
    key = f"{found.rule_id}.{found.period.label}"
    places = [place if place.name else replace(place, name=_nowhere()) for place in places_of(found)]
    standings, words = found.standings, []
    if muc == key:
        place = next((one for one in places if one.key == tinh and one.n), None)
        if place is not None:
            standings, words = place.standings, [place.name]
        if xem in VIEWS:
            name, states = VIEWS[xem]
            standings = tuple(one for one in standings if one.state in states)
            words.append(str(name))
    return Shown(found, key, f"?nam={year}&muc={key}", places, standings, " · ".join(words))


def _nowhere() -> str:
    return _("Trung ương, chưa ghi tỉnh")


def _sheets(found: Rollup) -> list[Sheet]:
    known = accounts.provinces()
    who = [
        (
            one.name,
            known[one.province].name if one.province in known else "",
            str(ANSWER_WORDS[Answer(one.receipt.answer)]) if one.receipt else "Chưa gửi",
            clock.local(one.receipt.version.sent_at).date() if one.receipt else None,
            "Muộn" if one.is_late else "",
        )
        for one in found.standings
    ]
    sums = [
        (
            one.cell.label,
            one.cell.unit,
            *(_number(getattr(one.figure, name), one.cell) for name in COLUMNS),
            one.figure.known,
            one.accepted,
            len(found.standings),
            _number(one.before, one.cell),
        )
        for one in found.sums
    ]
    return [
        Sheet(
            "Tình trạng",
            (
                Column("Đơn vị", "text"),
                Column("Tỉnh, thành phố", "text"),
                Column("Tình trạng", "text"),
                Column("Ngày gửi", "date"),
                Column("Hạn", "text"),
            ),
            who,
        ),
        Sheet(
            "Tổng hợp",
            (
                Column("Chỉ số", "text"),
                Column("Đơn vị tính", "text"),
                Column("Thực hiện", "decimal"),
                Column("Ước cả kỳ", "decimal"),
                Column("Chính thức", "decimal"),
                Column("Cùng kỳ năm trước", "decimal"),
                Column("Báo cáo có số", "integer"),
                Column("Trong đó đã tiếp nhận", "integer"),
                Column("Phải báo cáo", "integer"),
                Column("Trước khi sửa", "decimal"),
            ),
            sums,
        ),
    ]


def _number(value: int | None, cell: Cell) -> Decimal | int | None:
    """Return a number as a sheet holds it; a share in percent."""
    return Decimal(value) / 100 if value is not None and cell.measure is Measure.SHARE else value
