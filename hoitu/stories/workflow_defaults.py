"""The workflow that a new agency starts with; it edits its own copy afterwards."""

from typing import NamedTuple
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.stories.models import Stage, Transition, Workflow

BASIC = ["headline", "body"]
EDITED = [*BASIC, "section", "bylines"]
FINAL = [*EDITED, "standfirst", "pictures", "suggestions", "interviewees"]
# Open tasks beside the text belong to the discussion room; a house without it demands nothing here.
APPROVAL = [*FINAL, "open_tasks"]
START, WORK, LAST, DONE, GONE = (
    Stage.Kind.START, Stage.Kind.WORK, Stage.Kind.FINAL, Stage.Kind.APPROVED, Stage.Kind.SPIKED,
)  # fmt: skip
SUBMIT, RETURN, APPROVE, SPIKE, REOPEN = (
    Transition.Kind.SUBMIT, Transition.Kind.RETURN, Transition.Kind.APPROVE,
    Transition.Kind.SPIKE, Transition.Kind.REOPEN,
)  # fmt: skip


class Step(NamedTuple):
    """A stage: who edits there, and what its help says."""

    order: int
    key: str
    name: Promise
    kind: Stage.Kind
    colour: str
    edit_permission: str
    help: Promise


class Way(NamedTuple):
    """A transition between two stages, named by their keys."""

    order: int
    from_key: str
    to_key: str
    name: Promise
    kind: Transition.Kind
    permission: str
    checks: list[str]
    is_urgent_path: bool = False


STEPS = [
    Step(1, "draft", gettext_lazy("Đang viết"), START, "slate", "stories.write",
         gettext_lazy("Phóng viên đang viết. Khi xong, gửi cho ban biên tập.")),
    Step(2, "desk", gettext_lazy("Biên tập"), WORK, "amber", "stories.edit",
         gettext_lazy("Biên tập viên của ban sửa và gửi thư ký, hoặc trả lại kèm lý do.")),
    Step(3, "secretary", gettext_lazy("Thư ký tòa soạn"), WORK, "violet", "stories.submit_to_final",
         gettext_lazy("Thư ký tòa soạn chọn kênh, giờ phát và trình lãnh đạo duyệt.")),
    Step(4, "final", gettext_lazy("Chờ duyệt xuất bản"), LAST, "blue", "stories.approve_final",
         gettext_lazy("Lãnh đạo cơ quan (hoặc người được ủy quyền) quyết định xuất bản.")),
    Step(5, "approved", gettext_lazy("Đã duyệt"), DONE, "green", "stories.submit_to_final",
         gettext_lazy("Bản đã duyệt được phát theo lịch. Sửa bất cứ chỗ nào thì phải duyệt lại.")),
    Step(9, "spiked", gettext_lazy("Đã bỏ"), GONE, "red", "stories.spike",
         gettext_lazy("Bài không dùng; có thể lấy lại.")),
]  # fmt: skip
SPIKE_NAME = gettext_lazy("Bỏ bài")
WAYS = [
    Way(0, "draft", "desk", gettext_lazy("Gửi ban biên tập"), SUBMIT, "stories.write", BASIC),
    Way(1, "desk", "secretary", gettext_lazy("Gửi thư ký tòa soạn"), SUBMIT, "stories.edit", EDITED),
    Way(2, "desk", "draft", gettext_lazy("Trả lại phóng viên"), RETURN, "stories.edit", []),
    Way(
        3,
        "secretary",
        "final",
        gettext_lazy("Trình duyệt xuất bản"),
        SUBMIT,
        "stories.submit_to_final",
        FINAL,
    ),
    Way(4, "secretary", "desk", gettext_lazy("Trả lại ban"), RETURN, "stories.submit_to_final", []),
    Way(5, "final", "approved", gettext_lazy("Duyệt xuất bản"), APPROVE, "stories.approve_final", APPROVAL),
    Way(6, "final", "secretary", gettext_lazy("Trả lại thư ký"), RETURN, "stories.approve_final", []),
    Way(7, "approved", "secretary", gettext_lazy("Mở lại để sửa"), REOPEN, "stories.submit_to_final", []),
    Way(20, "desk", "final", gettext_lazy("Tin khẩn: trình duyệt ngay"), SUBMIT, "stories.edit", FINAL, True),
    Way(30, "draft", "spiked", SPIKE_NAME, SPIKE, "stories.spike", []),
    Way(31, "desk", "spiked", SPIKE_NAME, SPIKE, "stories.spike", []),
    Way(32, "secretary", "spiked", SPIKE_NAME, SPIKE, "stories.spike", []),
    Way(33, "final", "spiked", SPIKE_NAME, SPIKE, "stories.spike", []),
    Way(40, "spiked", "draft", gettext_lazy("Lấy lại bài"), REOPEN, "stories.spike", []),
]


def create_default_workflow(agency_id: UUID) -> Workflow:
    """Create draft → desk → secretary → final approval → approved, with returns, an urgent path, the spike."""
    workflow = Workflow.objects.create(agency_id=agency_id, name=_("Quy trình chung"))
    stages = {
        step.key: Stage.objects.create(
            workflow=workflow, **step._asdict() | {"name": str(step.name), "help": str(step.help)}
        )
        for step in STEPS
    }
    for way in WAYS:
        Transition.objects.create(
            workflow=workflow,
            order=way.order,
            from_stage=stages[way.from_key],
            to_stage=stages[way.to_key],
            name=str(way.name),
            kind=way.kind,
            permission=way.permission,
            checks=way.checks,
            is_urgent_path=way.is_urgent_path,
            needs_note=way.kind in (RETURN, SPIKE),
        )
    return workflow
