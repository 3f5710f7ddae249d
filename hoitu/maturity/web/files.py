"""What leaves the screen: the print form, workbooks, and the results of the whole country for reading."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoitu.audit import api as audit
from hoitu.kernel import sheets
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotFound
from hoitu.maturity import api
from hoitu.maturity.catalogues import block_names, national, shipped
from hoitu.maturity.data import Line
from hoitu.maturity.models import Confidence
from hoitu.maturity.queries import assessments
from hoitu.maturity.queries.catalogues import pillars_of
from hoitu.maturity.web.council import as_table, chosen


@needs("maturity.read", "maturity.verify")
@require_GET
def paper(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Show the assessment as a paper to print and sign."""
    row = api.assessment(request.actor, assessment_id)
    found = api.sheet_of(row)
    totals = api.sums(found)
    context = {
        "assessment": row,
        "block_name": block_names().get(row.block, row.block),
        "pillars": [(each, found.of_pillar(each.pillar.number)) for each in totals.pillars],
        "totals": totals,
        "level": api.level(found, totals),
        "results_day": assessments.results_day(row),
    }
    return render(request, "maturity/paper.html", context)


@needs("maturity.read", "maturity.verify")
@require_GET
def workbook(request: ActorRequest, assessment_id: UUID) -> HttpResponse:
    """Answer with the assessment as a workbook, a row for each item."""
    row = api.assessment(request.actor, assessment_id)
    found = api.sheet_of(row)
    header = [
        _("Trụ cột"), _("Chỉ số thành phần"), _("Mã"), _("Nội dung"), _("Điểm tối đa"), _("Tự chấm"),
        _("Giải trình"), _("Tính được"), _("Thẩm định"), _("Lý do"), _("Minh chứng đã nhận"),
    ]  # fmt: skip
    rows = [_cells(line) for line in found.lines]
    totals = api.sums(found)
    rows.append(
        [_("Tổng"), "", "", "", _plain(totals.maximum), None, "", None, _plain(totals.points), "", None]
    )
    _note_export(request, row.agency_id, f"maturity:{row.pk}", row.cycle.name, len(rows))
    return _file(f"truong-thanh-so-{row.cycle.year}", _("Bảng điểm"), header, rows)


@needs("maturity.verify")
@require_GET
def results_workbook(request: ActorRequest) -> HttpResponse:
    """Answer with the results of the agencies below as a workbook."""
    _form, cycle, block = chosen(request)
    if cycle is None:
        raise NotFound()
    pillars = pillars_of(cycle.catalogue)
    names = [f"{each.number}. {each.name}" for each in pillars]
    header = [_("Cơ quan"), _("Khối"), _("Tình trạng"), *names, _("Tổng điểm"), _("Mức")]
    rows = as_table(api.results(request.actor, cycle, block=block), len(pillars))
    key = f"maturity_cycle:{cycle.pk}"
    _note_export(request, request.actor.agency, key, cycle.name, len(rows))
    return _file(f"ket-qua-truong-thanh-so-{cycle.year}", _("Kết quả"), header, rows)


@needs("maturity.read", "maturity.verify")
@require_GET
def country(request: ActorRequest) -> HttpResponse:
    """Show what was made public for the whole country, with its sources."""
    names = [band.name for band in reversed(shipped()[0].bands)]
    trust = dict(Confidence.choices)
    rows = [
        {
            "result": each,
            "levels": [(name, each.levels[name], _share(each.levels[name], each.assessed)) for name in names],
            "coverage": _share(each.assessed, each.agencies) if each.agencies else None,
            "trust": trust[each.confidence],
        }
        for each in reversed(national())
    ]
    return render(request, "maturity/national.html", {"rows": rows, "names": names})


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"))


def _cells(line: Line) -> list[object]:
    item = line.item
    return [
        item.pillar, item.sub_index, item.code, item.text, _plain(item.maximum), _plain(line.own), line.note,
        _plain(line.computed.points) if line.computed else None, _plain(line.verified), line.reason,
        sum(1 for proof in line.proofs if proof.state == "accepted"),
    ]  # fmt: skip


def _plain(points: Decimal | None) -> float | None:
    return None if points is None else float(points)


def _note_export(request: ActorRequest, agency_id: UUID, key: str, label: str, count: int) -> None:
    with transaction.atomic():
        audit.record(
            actor=request.actor,
            verb="maturity.export",
            object_key=key,
            object_label=label,
            changes={"rows": (0, count)},
            agency_id=agency_id,
        )


def _file(name: str, title: str, header: Sequence[object], rows: Sequence[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(sheets.xlsx_bytes(title, header, rows), content_type=sheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
