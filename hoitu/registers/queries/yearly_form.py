"""The yearly form of information systems: Mẫu 08 of NĐ 331/2026/NĐ-CP, twelve columns."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.text import format_date
from hoitu.registers.models import Assessment, InfoSystem, LevelDossier

# Known from a summary of the decree (vietnam-rules §4.3, second source): to be compared with the printed form.
COLUMNS = (
    _("STT"),
    _("Hệ thống thông tin"),
    _("Chủ quản"),
    _("Đơn vị vận hành"),
    _("Cấp độ đề xuất"),
    _("Tình trạng phê duyệt"),
    _("Số quyết định phê duyệt"),
    _("Số quy chế"),
    _("Dự kiến phê duyệt"),
    _("Triển khai phương án"),
    _("Dự kiến triển khai xong"),
    _("Kiểm tra, đánh giá"),
)


def yearly_rows(*, agency_id: UUID, on: date) -> Iterator[tuple[object, ...]]:
    """Yield the form's rows for an agency, one per system, with what is known on the day."""
    systems = InfoSystem.objects.for_agency(agency_id).filter(archived_at=None)
    dossiers = LevelDossier.objects.for_agency(agency_id).filter(archived_at=None)
    # The latest decision last; a dossier without one comes before every decided one.
    newest = {row.system_id: row for row in dossiers.order_by("changed_at")} | {
        row.system_id: row for row in dossiers.filter(decided_on__lte=on).order_by("decided_on")
    }
    checks = Assessment.objects.for_agency(agency_id).filter(archived_at=None, assessed_on__lte=on)
    checked = {row.system_id: row for row in checks.order_by("assessed_on")}
    for number, system in enumerate(systems, start=1):
        dossier, check = newest.get(system.pk), checked.get(system.pk)
        yield (
            number,
            system.name,
            system.owner,
            system.operator,
            dossier.level if dossier else "",
            dossier.get_state_display() if dossier else "",
            dossier.decision if dossier else "",
            system.regulation,
            _day(dossier.expected_on) if dossier else "",
            system.get_plan_state_display(),
            _day(system.plan_due_on),
            f"{check.get_kind_display()} ({format_date(check.assessed_on)})" if check else "",
        )


def _day(value: date | None) -> str:
    return format_date(value) if value else ""
