"""The index of digital maturity in the demonstration: whole pillars only, because no list of criteria is known.

The department keeps two provisional cycles, which the ministry's officer sees, too. What agencies score there is
invented like everything else here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from hoitu.maturity import api as maturity
from hoitu.workspace.demo.agencies import World

CATALOGUE = "1827/QĐ-BTTTT"
SOURCE = "Dữ liệu thử nghiệm; chưa có văn bản nào về kỳ này"
NOTE = "Kỳ tự đặt để thử phần mềm, mượn trụ cột của QĐ 1827."


@dataclass(frozen=True)
class Sample:
    """What one agency says of the five pillars, and in which block it stands."""

    agency: str
    person: str
    block: str
    points: tuple[str, ...]
    notes: tuple[str, ...] = ()


LAST_YEAR = (
    Sample("bao", "thanh", "local_paper", ("14", "15.5", "13", "12", "8")),
    Sample("tap-chi", "hoa", "magazine", ("9", "8", "11.5", "7", "4")),
)
CORRECTED = Decimal("10.5")
THIS_YEAR = (
    Sample(
        "bao", "thanh", "local_paper", ("15.5", "18", "15", "14.5", "9.5"),
        ("Kế hoạch chuyển đổi số 2026 đã ban hành; kinh phí bố trí trong dự toán.",
         "Hồ sơ cấp độ của trang báo điện tử đang chờ thẩm định.", "Tòa soạn hội tụ chạy từ tháng 7.",
         "Số đo bạn đọc lấy từ trang báo, chưa gồm phát thanh.", "Gợi ý từ khóa, bóc băng phỏng vấn."),
    ),
    Sample("tap-chi", "hoa", "magazine", ("10", "9.5", "12", "", "")),
)  # fmt: skip


def last_year(world: World) -> None:
    """Open the department's provisional cycle of last year and publish what it found."""
    cycle_id = _cycle(world, world.now.year - 1)
    officer = world.actors["yen"]
    for sample in LAST_YEAR:
        made, items = _scored(world, cycle_id, sample)
        maturity.send(actor=world.actors[sample.person], assessment_id=made)
        maturity.take(actor=officer, assessment_id=made)
        if sample.agency == "bao":
            verdict = maturity.VerdictInput(CORRECTED, "Số đo bạn đọc chưa kiểm chứng được.")
            maturity.verify(actor=officer, assessment_id=made, given={items[3]: verdict})
        maturity.accept_rest(actor=officer, assessment_id=made)
        maturity.publish(actor=officer, assessment_id=made)


def this_year(world: World) -> None:
    """Let one agency wait for the department's word while the other is still scoring."""
    cycle_id = _cycle(world, world.now.year)
    for sample in THIS_YEAR:
        made, _items = _scored(world, cycle_id, sample)
        if sample.agency == "bao":
            maturity.send(actor=world.actors[sample.person], assessment_id=made)
            maturity.take(actor=world.actors["yen"], assessment_id=made)


def _cycle(world: World, year: int) -> UUID:
    officer = world.actors["yen"]
    catalogue = maturity.catalogues(officer).get(number=CATALOGUE, owner=None)
    # Days that nobody has set stay empty; results of the running cycle are expected at the end of the year.
    results_on = date(year, 12, 31) if year == world.now.year else None
    values = maturity.CycleInput(
        year=year,
        name=f"Tự đánh giá năm {year} (thử nghiệm)",
        catalogue_id=catalogue.pk,
        figures_from=date(year - 1, 11, 1),
        figures_until=date(year, 10, 31),
        results_on=results_on,
        citation=SOURCE,
        note=NOTE,
    )
    return maturity.save_cycle(actor=officer, values=values)


def _scored(world: World, cycle_id: UUID, sample: Sample) -> tuple[UUID, list[UUID]]:
    actor = world.actors[sample.person]
    made = maturity.start(actor=actor, cycle_id=cycle_id, block=sample.block)
    items = [line.item.id for line in maturity.sheet_of(maturity.assessment(actor, made)).lines]
    notes = sample.notes or ("",) * len(items)
    given = {
        item: maturity.ScoreInput(Decimal(points) if points else None, note)
        for item, points, note in zip(items, sample.points, notes, strict=True)
    }
    maturity.score(actor=actor, assessment_id=made, given=given)
    return made, items
