"""The list of accounts and who holds what: what the half-yearly review of rights asks for."""

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from hoitu.accounts import queries
from hoitu.accounts.data import title_label
from hoitu.accounts.passwords import people_with_mfa
from hoitu.audit import api as audit
from hoitu.kernel import clock, sheets
from hoitu.kernel.access import ActorRequest, needs, permissions

MAX_ROWS = 20_000


@needs("accounts.people")
def rights(request: ActorRequest) -> HttpResponse:
    """Answer with a workbook: every account of the agency, its state, and a column per permission."""
    agency_id = request.actor.agency
    declared = permissions()
    with_mfa = people_with_mfa(agency_id=agency_id)
    now = clock.now()
    header = [
        _("Họ và tên"),
        _("Thư điện tử"),
        _("Loại tài khoản"),
        _("Chức danh"),
        _("Ban, phòng"),
        _("Vai trò"),
        _("Trạng thái"),
        _("Làm việc từ"),
        _("Thôi việc"),
        _("Hoạt động lần cuối"),
        _("Xác thực hai bước"),
        *[_(str(each.label)) for each in declared],
    ]
    rows = []
    for member in queries.memberships_of(agency_id=agency_id, with_former=True)[:MAX_ROWS]:
        is_over = bool(member.active_until and member.active_until <= now) or not member.person.is_active
        held = {code for role in member.roles.all() for code in role.permissions}
        rows.append(
            [
                member.person.full_name,
                member.person.email,
                member.person.get_kind_display(),
                ", ".join(map(title_label, member.titles)),
                ", ".join(desk.name for desk in member.desks.all()),
                ", ".join(role.name for role in member.roles.all()),
                _("Đã khóa") if is_over else _("Đang dùng"),
                member.active_from,
                member.active_until,
                member.person.last_seen_at,
                _("Có") if member.person_id in with_mfa else _("Không"),
                *["x" if each.code in held and not is_over else "" for each in declared],
            ]
        )
    with transaction.atomic():
        audit.record(
            actor=request.actor,
            verb="accounts.export_rights",
            object_key=f"organisation:{agency_id}",
            object_label=_("Bảng quyền"),
            changes={"rows": (0, len(rows))},
        )
    response = HttpResponse(sheets.xlsx_bytes(_("Bảng quyền"), header, rows), content_type=sheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="bang-quyen-{clock.today():%Y-%m-%d}.xlsx"'
    return response
