"""What tests of draws need: a body with two people, an agency with records, a draw at each of its steps."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.assurance import api
from hoitu.assurance.api import AnnouncementInput
from hoitu.assurance.models import Draw, ListedRecord
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.strategy import api as strategy
from hoitu.strategy.models import Plan
from hoitu.strategy.testing import license_agency, make_body, make_plan, make_publication, manage

RIGHTS = (
    "assurance.read",
    "assurance.draw",
    "assurance.judge",
    "strategy.read",
    "evidence.read",
    "evidence.check",
)


@dataclass(frozen=True)
class Body:
    """Yến announces and draws, Nam judges; both work for the department that manages the agency."""

    department: Organisation
    agency: Organisation
    plan: Plan
    yen: Actor
    nam: Actor

    @property
    def measure_id(self) -> UUID:
        numbers = strategy.countable(reader=self.department.pk)
        return next(
            one.measure_id for one in numbers if one.indicator == "IND-01" and one.plan_id == self.plan.pk
        )


def make_department(*, records: int = 8) -> Body:
    """Return a department with an agency that published so many items yesterday."""
    department, agency = make_body("Sở VHTTDL Vân Giang"), make_agency("Báo Vân Giang")
    manage(agency, department)
    license_agency(agency)
    plan = make_plan("ca-mau-203-kh-ubnd", owner=department)
    at = clock.now() - timedelta(days=1)
    for number in range(records):
        make_publication(
            agency,
            at - timedelta(minutes=number),
            title=f"Tin số {number}",
            url=f"https://bao.example/{number}",
        )
    yen = make_person(department, permissions=RIGHTS, name="Yến")
    nam = make_person(department, permissions=RIGHTS, name="Nam")
    return Body(department, agency, plan, actor_of(yen), actor_of(nam))


def announced(body: Body, *, k: int = 3) -> Draw:
    """Return a draw for the day after tomorrow."""
    today = clock.today()
    values = AnnouncementInput(
        measure_id=body.measure_id,
        until=today,
        k=k,
        draw_on=today + timedelta(days=2),
        proof_due=today + timedelta(days=12),
        public_source="Giải đặc biệt xổ số kiến thiết ngày rút",
    )
    return Draw.objects.unscoped(why="tests").get(pk=api.announce_draw(actor=body.yen, values=values))


def drawn(body: Body, *, k: int = 3, value: str = "031 847") -> Draw:
    """Return a draw that was made on its day."""
    row = announced(body, k=k)
    with clock.frozen(clock.now() + timedelta(days=2)):
        api.make_draw(actor=body.yen, draw_id=row.pk, public_value=value, found_at="Báo giấy ngày rút")
    row.refresh_from_db()
    return row


def drawn_records(row: Draw) -> list[ListedRecord]:
    """Return the drawn records in their order."""
    rows = ListedRecord.objects.unscoped(why="tests").filter(draw=row, place__isnull=False)
    return list(rows.order_by("place"))


def judge_all(body: Body, row: Draw, *verdicts: str) -> None:
    """Let the agency prove each drawn record and Nam judge it; what has no verdict holds."""
    for number, record in enumerate(drawn_records(row)):
        make_evidence(body.agency, record.about)
        verdict = verdicts[number] if number < len(verdicts) else "holds"
        api.judge_record(actor=body.nam, record_id=record.pk, verdict=verdict, reason="Đã mở và đối chiếu")
