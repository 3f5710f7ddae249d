"""What tests of the dashboards need: a province with a department, two agencies and a plan, and a past."""

from dataclasses import dataclass
from datetime import date

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import make_agency, make_person
from hoitu.kernel import clock
from hoitu.outlook.models import KeptShare
from hoitu.strategy.models import Measure, Plan
from hoitu.strategy.testing import license_agency, make_body, make_plan, manage

OFFICER = (
    "evidence.check",
    "evidence.read",
    "outlook.embed",
    "reporting.read",
    "reporting.receive",
    "strategy.assign",
    "strategy.manage",
    "strategy.read",
)


@dataclass(frozen=True)
class Province:
    """A department that answers for a plan over two agencies, and somebody at each."""

    department: Organisation
    agency: Organisation
    other: Organisation
    plan: Plan
    officer: Person
    head: Person

    def measure(self, indicator: str = "IND-01", year: int = 2030) -> Measure:
        return Measure.objects.get(target__plan=self.plan, target__year=year, indicator=indicator)


def make_province(plan: str = "ca-mau-203-kh-ubnd", *, province: str = "ca-mau") -> Province:
    """Return a province in which two licensed agencies stand below the department."""
    department = make_body("Sở VHTTDL Cà Mau")
    agency, other = make_agency("Báo Đất Mũi"), make_agency("Tạp chí Đất Mũi")
    for one in (agency, other):
        Organisation.objects.filter(pk=one.pk).update(province=province)
        manage(one, department)
        license_agency(one)
    return Province(
        department,
        agency,
        other,
        make_plan(plan, owner=department),
        make_person(department, permissions=OFFICER),
        make_person(agency, "director"),
    )


def keep_past(measure: Measure, shares: list[tuple[int, int]], *, last_year: int = 2025) -> None:
    """Write down shares of the last years, the last one first known."""
    first = last_year - len(shares) + 1
    for year, (k, n) in enumerate(shares, start=first):
        KeptShare.objects.create(
            measure=measure,
            on=date(year, 12, 31),
            k=k,
            n=n,
            units=2,
            without_data=0,
            counted_at=clock.now(),
        )
