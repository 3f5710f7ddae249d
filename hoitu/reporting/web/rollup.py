"""What came to an office, added up."""

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
from hoitu.reporting.data import ANSWER_WORDS, Answer
from hoitu.reporting.queries.rollup import Rollup, rollups


@needs("reporting.receive")
@require_GET
def rollup(request: ActorRequest) -> HttpResponse:
    """Show who reported, who did not, and the sums, live."""
    this = clock.today().year
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdigit() and this - 10 <= int(asked) <= this + 1 else this
    context = {
        "year": year,
        "years": range(this, this - 4, -1),
        "rollups": rollups(request.actor.agency, period=str(year)),
    }
    return render(request, "reporting/rollup.html", context)


@needs("reporting.receive")
@require_GET
def export(request: ActorRequest, duty_id: UUID, year: int) -> HttpResponse:
    """Give one duty's sums and standings as a workbook."""
    everything = rollups(request.actor.agency, period=str(year))
    found = next((one for one in everything if one.rule_id == duty_id), None)
    if found is None:
        raise NotFound()
    answer = HttpResponse(papers.xlsx(_sheets(found)), content_type=XLSX)
    name = slugify(f"tong-hop-{found.what}-{year}", max_length=80)
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
    sums = [(one.cell.label, one.cell.unit, one.actual, one.estimate, one.known) for one in found.sums]
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
                Column("Thực hiện", "integer"),
                Column("Ước cả năm", "integer"),
                Column("Số báo cáo có số liệu", "integer"),
            ),
            sums,
        ),
    ]
