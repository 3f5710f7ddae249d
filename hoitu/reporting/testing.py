"""What tests of reports need: a province with a department, a governing body and an agency that owes a report."""

from dataclasses import dataclass
from datetime import timedelta

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.strategy.models import Plan, ReportRule
from hoitu.strategy.testing import govern, license_agency, make_body, make_plan, make_publication, manage

RULE = "R-000.1"  # “trước ngày 15/11 hằng năm”, to the governing body and to the department


@dataclass(frozen=True)
class Province:
    """Who reports and who receives. `head` may send; both officers may accept or return."""

    agency: Organisation
    department: Organisation
    governing: Organisation
    plan: Plan
    rule: ReportRule
    head: Person
    officer: Person
    clerk: Person

    @property
    def sender(self) -> Actor:
        return actor_of(self.head)


def make_province() -> Province:
    """Return a province whose department answers for the plan of Cà Mau."""
    agency, department = make_agency("Báo Vân Giang"), make_body("Sở VHTTDL Vân Giang")
    governing = make_body("Tỉnh ủy Vân Giang", "governing_body")
    manage(agency, department)
    govern(agency, governing)
    license_agency(agency)
    plan = make_plan("ca-mau-203-kh-ubnd", owner=department)
    rights = ("reporting.read", "reporting.receive", "strategy.read")
    return Province(
        agency,
        department,
        governing,
        plan,
        ReportRule.objects.get(key=RULE),
        make_person(agency, "director"),
        make_person(department, permissions=rights),
        make_person(governing, permissions=rights),
    )


def publish(agency: Organisation, number: int, **fields: object) -> None:
    """Add records of publications since the beginning of this year."""
    first = clock.local(clock.now()).replace(month=1, day=1, hour=0, minute=5, second=0, microsecond=0)
    for at in range(number):
        make_publication(agency, first + timedelta(minutes=at), **fields)
