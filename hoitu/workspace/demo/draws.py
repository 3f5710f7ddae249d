"""The department's draws: one that was judged and closed, one that waits for its day."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from hoitu.assurance import api as assurance
from hoitu.assurance.api import AnnouncementInput, NothingToDraw, Verdict
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.strategy import api as strategy
from hoitu.workspace.demo.agencies import World
from hoitu.workspace.demo.follow_up import PAPER

INDICATOR = "IND-01"
SOURCE = "Giải đặc biệt xổ số kiến thiết mở thưởng ngày rút (giá trị thử nghiệm)"
VALUE, FOUND_AT = "031847", "Dữ liệu thử nghiệm, không phải kết quả xổ số thật"
JUDGED = (
    (Verdict.HOLDS, "Ảnh chụp trang và mã băm khớp với bài đang có trên trang."),
    (Verdict.HOLDS, "Bài còn trên trang, đúng giờ đăng."),
    (Verdict.UNCLEAR, "Ảnh chụp trang không thấy ngày giờ; đề nghị nộp lại ở lượt sau."),
)


def draw(world: World, plan_id: UUID) -> None:
    """Let Yến draw and Đức judge; the newspaper proves what was drawn of it. The sites have been baked."""
    _read_back()
    numbers = strategy.countable(reader=world.bodies["so"])
    number = next(one for one in numbers if one.plan_id == plan_id and one.indicator == INDICATOR)
    for days_ago, done in ((2, True), (0, False)):
        try:
            _one(world, number.measure_id, days_ago=days_ago, done=done)
        except NothingToDraw:  # nothing had been published that early
            continue


def _read_back() -> None:
    """Do at once what a worker would in the next minutes: only what was read back is counted."""
    for job in ProcrastinateJob.objects.filter(task_name="channels.confirm", status="todo"):
        jobs.tasks["channels.confirm"](**job.args)
    jobs.tasks["strategy.note_everything"]()


def _one(world: World, measure_id: UUID, *, days_ago: int, done: bool) -> None:
    officer, at = world.actors["yen"], world.now - timedelta(days=days_ago, hours=1)
    with clock.frozen(at):
        today = clock.today()
        made = assurance.announce_draw(
            actor=officer,
            values=AnnouncementInput(
                measure_id=measure_id,
                until=today,
                k=len(JUDGED) if done else 5,
                draw_on=today + timedelta(days=1 if done else 3),
                proof_due=today + timedelta(days=10),
                public_source=SOURCE,
                agency_ids=(world.bodies["bao"],) if done else (),
            ),
        )
    if not done:
        return
    with clock.frozen(at + timedelta(days=1)):
        assurance.make_draw(actor=officer, draw_id=made, public_value=VALUE, found_at=FOUND_AT)
    _judge(world, made, hours_ago=20)


def _judge(world: World, made: UUID, *, hours_ago: int) -> None:
    officer, judge = world.actors["yen"], world.actors["duc"]
    with clock.frozen(world.now - timedelta(hours=hours_ago)):
        lines = assurance.drawn_lines(assurance.draw_of(officer, made))
        for line, (verdict, reason) in zip(lines, JUDGED, strict=False):
            evidence.attach(
                actor=world.actors["thanh"],
                about=line.record.about,
                values=evidence.EvidenceInput("Ảnh chụp trang bài (thử nghiệm)"),
                file=BytesIO(PAPER),
                file_name="anh-chup-trang.pdf",
            )
            assurance.judge_record(actor=judge, record_id=line.record.pk, verdict=verdict, reason=reason)
        assurance.close_draw(actor=officer, draw_id=made)
