"""What tests of maturity and of rooms above need. The criteria here are the tests' own, never the index's."""

from decimal import Decimal
from io import BytesIO
from itertools import count
from uuid import UUID

from openpyxl import Workbook

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_person
from hoitu.kernel.actor import Actor
from hoitu.maturity.data import ScoreInput
from hoitu.maturity.models import Assessment, Catalogue, Criterion, Cycle, LevelBand, PillarRow, SubIndex
from hoitu.maturity.operations import appraise, assess, publish

_numbers = count(1)
POINTS = {
    1: (10, 8),
    2: (24,),
    3: (20,),
    4: (13, 10),
    5: (15,),
}  # maximum points of each test criterion by pillar
HEADER = (
    "Trụ cột",
    "Chỉ số thành phần",
    "Mã tiêu chí",
    "Nội dung tiêu chí",
    "Điểm tối đa",
    "Tài liệu kiểm chứng",
)
OFFICER = ("maturity.read", "maturity.verify", "maturity.catalogue", "evidence.read", "evidence.check")


def official(key: str = "qd-1827-btttt") -> Catalogue:
    """Return a catalogue that comes with the program."""
    return Catalogue.objects.get(key=key)


def make_catalogue(*, criteria: bool = True, owner: Organisation | None = None) -> Catalogue:
    """Return a catalogue with five pillars of 18, 24, 20, 23 and 15 points, with test criteria if wished."""
    number = next(_numbers)
    row = Catalogue.objects.create(
        key=f"thu-{number}",
        number=f"{number}/QĐ-THU",
        issuer="Nơi thử",
        title="Bộ thử",
        total=100,
        owner=owner,
    )
    for position, points in POINTS.items():
        pillar = PillarRow.objects.create(
            catalogue=row, number=position, name=f"Trụ cột thử {position}", maximum=sum(points)
        )
        part = SubIndex.objects.create(pillar=pillar, position=1, name=f"Chỉ số thử {position}")
        for place, maximum in enumerate(points if criteria else (), start=1):
            Criterion.objects.create(
                catalogue=row, sub_index=part, code=f"{position}.{place}", maximum=maximum,
                text=f"Tiêu chí thử {position}.{place}", step=Decimal("0.5"),
            )  # fmt: skip
    names = ("Yếu", 0), ("Trung bình", 50), ("Khá", 65), ("Tốt", 80), ("Xuất sắc", 90)
    for position, (name, floor) in enumerate(names, start=1):
        LevelBand.objects.create(catalogue=row, position=position, name=name, floor=floor)
    return row


def make_cycle(catalogue: Catalogue | None = None, **fields: object) -> Cycle:
    """Return a cycle of 2026 without an entry window."""
    number = next(_numbers)
    values: dict[str, object] = {
        "key": f"ky-thu-{number}", "year": 2026, "name": f"Kỳ thử {number}",
        "catalogue": catalogue or make_catalogue(),
    }  # fmt: skip
    return Cycle.objects.create(**(values | fields))


def make_assessment(
    agency: Organisation, cycle: Cycle | None = None, *, block: str = "local_paper"
) -> Assessment:
    """Return an assessment that the agency has just opened."""
    made = assess.start(actor=scorer(agency), cycle_id=(cycle or make_cycle()).pk, block=block)
    return reread(made)


def scorer(agency: Organisation) -> Actor:
    """Return somebody who scores and sends for the agency."""
    return actor_of(make_person(agency, permissions=("maturity.read", "maturity.score", "maturity.send")))


def make_officer(body: Organisation) -> Person:
    """Return somebody of a managing body who appraises."""
    return make_person(body, permissions=OFFICER)


def item_ids(row: Assessment) -> dict[str, UUID]:
    """Return the items of an assessment by code."""
    catalogue = row.cycle.catalogue
    if row.basis == "pillars":
        return {str(each.number): each.pk for each in catalogue.pillars.all()}
    return {each.code: each.pk for each in catalogue.criteria.all()}


def give(row: Assessment, **points: object) -> None:
    """Give points as the agency: `give(row, c1_1="2.5")`, pillars as `c1="12"`."""
    ids = item_ids(row)
    given = {
        ids[code.removeprefix("c").replace("_", ".")]: ScoreInput(Decimal(str(value)))
        for code, value in points.items()
    }
    assess.score(actor=scorer(row.agency), assessment_id=row.pk, given=given)


def publish_as_scored(row: Assessment, officer: Person) -> Assessment:
    """Send, take, accept and publish an assessment with the agency's own points."""
    actor = actor_of(officer)
    assess.send(actor=scorer(row.agency), assessment_id=row.pk)
    appraise.take(actor=actor, assessment_id=row.pk)
    appraise.accept_rest(actor=actor, assessment_id=row.pk)
    publish.publish(actor=actor, assessment_id=row.pk)
    return reread(row.pk)


def reread(assessment_id: UUID) -> Assessment:
    """Return an assessment as it is stored now."""
    rows = Assessment.objects.unscoped(why="tests").select_related("cycle__catalogue", "agency")
    return rows.get(pk=assessment_id)


def workbook(*rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> bytes:
    """Return an annex as a file, with a title above the header as annexes have it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["PHỤ LỤC", None])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def whole_annex() -> list[tuple[object, ...]]:
    """Return rows that sum up to the official pillars: two for each."""
    halves = {1: (9, 9), 2: (14, 10), 3: (10, 10), 4: (13, 10), 5: (7.5, 7.5)}
    return [
        (pillar if place == 1 else None, "Chỉ số thử" if place == 1 else None, f"{pillar}.{place}",
         f"Tiêu chí thử {pillar}.{place}", points, "Văn bản")
        for pillar, both in halves.items()
        for place, points in enumerate(both, start=1)
    ]  # fmt: skip
