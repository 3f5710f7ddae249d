"""The demonstration's tasks: who has them, how far they are, what stands in the way."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.strategy import api as strategy
from hoitu.workspace.demo.agencies import World

APPROVE, PUBLISH, TRAIN = "VG26-A-1", "VG26-A-2", "VG26-A-3"
BEGUN = "Đã lập nhóm phụ trách các kênh số."
GOING_ON = "Tin, bài lên trang và trang Zalo trong ngày; còn thiếu lịch đăng cuối tuần."
# A file that is a PDF by its bytes and says nothing: the demonstration invents no document.
PAPER = b"%PDF-1.4\n% Thu nghiem\ntrailer\n<<>>\n%%EOF\n"


def give_tasks(world: World, plan_id: UUID) -> None:
    """Let the department give its plan's tasks to those whom the words mean; the party committee is asked."""
    department, body = Actor.system(agency_id=world.bodies["so"]), world.bodies
    tasks = strategy.task_ids(plan_id=plan_id)
    strategy.assign_task(
        actor=department, task_id=tasks[APPROVE], leads=[body["hoi"]], requested=[body["tinh-uy"]]
    )
    strategy.assign_task(
        actor=department,
        task_id=tasks[PUBLISH],
        leads=[body["bao"], body["tap-chi"]],
        coordinators=[body["so"]],
    )
    strategy.assign_task(
        actor=department,
        task_id=tasks[TRAIN],
        leads=[body["so"]],
        coordinators=[body["bao"], body["tap-chi"]],
    )


def follow_up(world: World, plan_id: UUID) -> None:
    """Live through the last weeks: people are named, progress is noted, a difficulty waits for its answer."""
    tasks, actors, now = strategy.task_ids(plan_id=plan_id), world.actors, world.now
    with clock.frozen(now - timedelta(days=70)):
        strategy.open_cases()
        old = strategy.case_ids(task_id=tasks[PUBLISH])[world.bodies["bao"]]
        train = strategy.case_ids(task_id=tasks[TRAIN])[world.bodies["so"]]
        strategy.assign_people(actor=actors["thanh"], case_id=old, person_ids=[world.people["bich"]])
        strategy.assign_people(actor=actors["yen"], case_id=train, person_ids=[world.people["yen"]])
        strategy.note_progress(actor=actors["bich"], case_id=old, percent=20, words=BEGUN)
    with clock.frozen(now - timedelta(hours=2)):
        strategy.open_cases()
        new = strategy.case_ids(task_id=tasks[PUBLISH])[world.bodies["bao"]]
        strategy.note_progress(actor=actors["bich"], case_id=new, percent=65, words=GOING_ON)
    _training(world, now_case=train)
    _trouble(world, tasks)


def _training(world: World, *, now_case: UUID) -> None:
    """The department's own case waits for the second person."""
    with clock.frozen(world.now - timedelta(days=6)):
        strategy.hand_in(
            actor=world.actors["yen"], case_id=now_case, words="Kế hoạch tập huấn năm nay (thử nghiệm)"
        )
        evidence.attach(
            actor=world.actors["yen"],
            about=strategy.about_case(case_id=now_case),
            values=evidence.EvidenceInput("Danh sách người học (thử nghiệm)"),
            file=BytesIO(PAPER),
            file_name="danh-sach.pdf",
        )


def _trouble(world: World, tasks: dict[str, UUID]) -> None:
    late = strategy.case_ids(task_id=tasks[APPROVE])[world.bodies["hoi"]]
    with clock.frozen(world.now - timedelta(days=4)):
        strategy.remind_by_hand(
            actor=world.actors["yen"], case_id=late, to="head", reason="Tỉnh tổng hợp trong tháng này."
        )
        strategy.raise_difficulty(
            actor=world.actors["hoa"],
            task_id=tasks[PUBLISH],
            title="Tạp chí chưa có người chuyên trách kênh số",
            words="Ba biên tập viên vừa làm nội dung vừa đăng bài; cuối tuần không có người trực.",
            proposal="Cho phép dùng chung một cộng tác viên với Báo.",
        )
