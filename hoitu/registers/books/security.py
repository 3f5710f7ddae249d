"""Information systems, their level dossiers and assessments."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from hoitu.registers.books.book import Book, Door, Expiry, RowProblem, Section
from hoitu.registers.books.groups import SECURITY
from hoitu.registers.models import Assessment, InfoSystem, LevelDossier


def _plan(row: InfoSystem) -> None:
    if row.plan_state == InfoSystem.PlanState.FULLY and row.plan_done_on is None:
        raise RowProblem("plan_done_on", _("Hãy ghi ngày triển khai đầy đủ."))


def _decision(row: LevelDossier) -> None:
    approved = row.state == LevelDossier.State.APPROVED
    if approved and not row.decision:
        raise RowProblem("decision", _("Hồ sơ đã phê duyệt phải có số quyết định."))
    if approved and row.decided_on is None:
        raise RowProblem("decided_on", _("Hồ sơ đã phê duyệt phải có ngày quyết định."))


def _last_assessed(row: Assessment) -> None:
    """Keep the day of each system's latest assessment beside the system, where its alarm looks.

    All of the agency's: an assessment that is moved to another system leaves one behind.
    """
    checks = Assessment.objects.for_agency(row.agency_id).filter(system=OuterRef("pk"), archived_at=None)
    latest = checks.order_by("-assessed_on").values("assessed_on")[:1]
    InfoSystem.objects.for_agency(row.agency_id).update(last_assessed_on=Subquery(latest))


BOOKS = (
    Book(
        key="he-thong",
        title=_("Hệ thống thông tin"),
        note=_("Hệ thống của cơ quan, phương án bảo vệ và lần kiểm tra, đánh giá gần nhất."),
        icon="server",
        group=SECURITY,
        model=InfoSystem,
        key_fields=("code",),
        columns=("name", "owner", "in_scope", "plan_state", "last_assessed_on"),
        sections=(
            Section(_("Hệ thống"), ("code", "name", "in_scope", "owner", "operator")),
            Section(_("Nơi đặt, dữ liệu"), ("address", "server_place", "data_subjects")),
            Section(
                _("Phương án bảo đảm an toàn"),
                ("regulation", "plan_state", "plan_due_on", "plan_done_on", "note"),
            ),
        ),
        filters=("in_scope", "plan_state"),
        expiry=Expiry(
            "last_assessed_on", months_rule="strategy.ind07.assessment_months", missing_is_over=True
        ),
        is_open=True,
        takes_documents=True,
        guard=_plan,
        book_doors=(Door(_("Mẫu 08 (XLSX)"), "registers:yearly-form", "file-export"),),
    ),
    Book(
        key="ho-so-cap-do",
        title=_("Hồ sơ cấp độ"),
        note=_("Hồ sơ đề xuất cấp độ và quyết định phê duyệt của từng hệ thống."),
        icon="shield-check",
        group=SECURITY,
        model=LevelDossier,
        key_fields=("code",),
        columns=("code", "system", "level", "state", "decision", "decided_on"),
        sections=(
            Section(_("Hồ sơ"), ("system", "code", "level", "state", "expected_on")),
            Section(_("Quyết định"), ("decision", "decided_on", "approver", "note")),
        ),
        filters=("system", "level", "state"),
        is_open=True,
        takes_documents=True,
        guard=_decision,
    ),
    Book(
        key="danh-gia-an-toan",
        title=_("Kiểm tra, đánh giá an toàn"),
        note=_("Từng lần kiểm tra, đánh giá; điểm phải khắc phục chỉ cơ quan xem được."),
        icon="shield",
        group=SECURITY,
        model=Assessment,
        key_fields=("code",),
        columns=("code", "system", "assessed_on", "kind", "result", "fixed_on"),
        sections=(
            Section(_("Lần kiểm tra"), ("system", "code", "assessed_on", "kind", "assessor")),
            Section(_("Kết quả"), ("result", "findings", "fixed_on")),
        ),
        filters=("system", "kind", "result"),
        settle=_last_assessed,
    ),
)
