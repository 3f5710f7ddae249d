"""What came to an office, added up."""

from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.kernel.sheets import XLSX
from hoitu.kernel.text import slugify
from hoitu.papers import api as papers
from hoitu.papers.api import Column, Sheet
from hoitu.reporting.data import ANSWER_WORDS, Answer, Cell, Measure
from hoitu.reporting.policies.numbers import COLUMNS
from hoitu.reporting.queries.rollup import Rollup, rollup_of, rollups
from hoitu.reporting.web.years import year_asked


@needs("reporting.receive")
@require_GET
def rollup(request: ActorRequest) -> HttpResponse:
    """Show who reported, who did not, and the sums, live."""
    this = clock.today().year
    year = year_asked(request, range(this - 10, this + 2))
    context = {
        "year": year,
        "years": range(this, this - 4, -1),
        "rollups": rollups(request.actor.agency, year=year),
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


def _sheets(found: Rollup) -> list[Sheet]:
    who = [
        (
            one.name,
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
