"""The workflow that a new agency starts with; it edits its own copy afterwards."""

from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.stories.models import Stage, Transition, Workflow

BASIC = ["headline", "body"]
EDITED = [*BASIC, "section", "bylines"]
FINAL = [*EDITED, "standfirst", "pictures", "suggestions", "interviewees"]


def create_default_workflow(agency_id: UUID) -> Workflow:
    """Create draft → desk → secretary → final approval → approved, with returns, an urgent path, the spike."""
    workflow = Workflow.objects.create(agency_id=agency_id, name=_("Quy trình chung"))
    draft = _stage(
        workflow,
        1,
        "draft",
        _("Đang viết"),
        Stage.Kind.START,
        "slate",
        "stories.write",
        _("Phóng viên đang viết. Khi xong, gửi cho ban biên tập."),
    )
    desk = _stage(
        workflow,
        2,
        "desk",
        _("Biên tập"),
        Stage.Kind.WORK,
        "amber",
        "stories.edit",
        _("Biên tập viên của ban sửa và gửi thư ký, hoặc trả lại kèm lý do."),
    )
    secretary = _stage(
        workflow,
        3,
        "secretary",
        _("Thư ký tòa soạn"),
        Stage.Kind.WORK,
        "violet",
        "stories.submit_to_final",
        _("Thư ký tòa soạn chọn kênh, giờ phát và trình lãnh đạo duyệt."),
    )
    final = _stage(
        workflow,
        4,
        "final",
        _("Chờ duyệt xuất bản"),
        Stage.Kind.FINAL,
        "blue",
        "stories.approve_final",
        _("Lãnh đạo cơ quan (hoặc người được ủy quyền) quyết định xuất bản."),
    )
    approved = _stage(
        workflow,
        5,
        "approved",
        _("Đã duyệt"),
        Stage.Kind.APPROVED,
        "green",
        "stories.submit_to_final",
        _("Bản đã duyệt được phát theo lịch. Sửa bất cứ chỗ nào thì phải duyệt lại."),
    )
    spiked = _stage(
        workflow,
        9,
        "spiked",
        _("Đã bỏ"),
        Stage.Kind.SPIKED,
        "red",
        "stories.spike",
        _("Bài không dùng; có thể lấy lại."),
    )
    submit, back = Transition.Kind.SUBMIT, Transition.Kind.RETURN
    ways: list[tuple[Stage, Stage, str, Transition.Kind, str, list[str]]] = [
        (draft, desk, _("Gửi ban biên tập"), submit, "stories.write", BASIC),
        (desk, secretary, _("Gửi thư ký tòa soạn"), submit, "stories.edit", EDITED),
        (desk, draft, _("Trả lại phóng viên"), back, "stories.edit", []),
        (secretary, final, _("Trình duyệt xuất bản"), submit, "stories.submit_to_final", FINAL),
        (secretary, desk, _("Trả lại ban"), back, "stories.submit_to_final", []),
        (final, approved, _("Duyệt xuất bản"), Transition.Kind.APPROVE, "stories.approve_final", FINAL),
        (final, secretary, _("Trả lại thư ký"), back, "stories.approve_final", []),
        (approved, secretary, _("Mở lại để sửa"), Transition.Kind.REOPEN, "stories.submit_to_final", []),
    ]
    for order, (from_stage, to_stage, name, kind, permission, checks) in enumerate(ways):
        _way(workflow, order, from_stage, to_stage, name, kind, permission, checks)
    urgent = _way(workflow, 20, desk, final, _("Tin khẩn: trình duyệt ngay"), submit, "stories.edit", FINAL)
    urgent.is_urgent_path = True
    urgent.save(update_fields=["is_urgent_path"])
    for order, stage in enumerate((draft, desk, secretary, final), start=30):
        _way(workflow, order, stage, spiked, _("Bỏ bài"), Transition.Kind.SPIKE, "stories.spike", [])
    _way(workflow, 40, spiked, draft, _("Lấy lại bài"), Transition.Kind.REOPEN, "stories.spike", [])
    return workflow


def _stage(
    workflow: Workflow,
    order: int,
    key: str,
    name: str,
    kind: Stage.Kind,
    colour: str,
    permission: str,
    words: str,
) -> Stage:
    return Stage.objects.create(
        workflow=workflow, order=order, key=key, name=name, kind=kind, colour=colour,
        edit_permission=permission, help=words,
    )  # fmt: skip


def _way(
    workflow: Workflow,
    order: int,
    from_stage: Stage,
    to_stage: Stage,
    name: str,
    kind: Transition.Kind,
    permission: str,
    checks: list[str],
) -> Transition:
    return Transition.objects.create(
        workflow=workflow,
        order=order,
        from_stage=from_stage,
        to_stage=to_stage,
        name=name,
        kind=kind,
        permission=permission,
        checks=checks,
        needs_note=kind in (Transition.Kind.RETURN, Transition.Kind.SPIKE),
    )
