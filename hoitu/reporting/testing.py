"""What tests of reports need: a province with a department, a governing body and an agency that owes a report."""

from dataclasses import dataclass
from datetime import timedelta

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.reporting import api
from hoitu.reporting.api import DraftInput, Typed
from hoitu.reporting.data import Head, Span
from hoitu.reporting.models import Receipt, Version
from hoitu.reporting.policies.layout import form_for
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
    rights = ("reporting.read", "reporting.write", "reporting.send", "reporting.receive", "strategy.read")
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


def send_yearly(province: Province, *, sender: Actor | None = None, **numbers: int) -> Version:
    """Let an agency send its yearly report with these numbers typed (7 for the others); return what was sent."""
    actor, period = sender or province.sender, str(clock.today().year)
    report_id = api.open_report(actor=actor, rule_id=province.rule.pk, period=period)
    draft = api.draft_of(actor=actor, report_id=report_id)
    typed = [cell.key for cell in form_for(Span.YEAR).cells if cell.is_typed]
    figures = {key: Typed(numbers.get(key, 7)) for key in typed}
    values = DraftInput(draft.revision, Head(number="12"), figures, {"difficulties": "Thiếu người."})
    api.save_draft(actor=actor, report_id=report_id, values=values)
    number = api.send_report(actor=actor, report_id=report_id)
    return api.version_of(actor=actor, report_id=report_id, number=number)


def accept_everywhere(version: Version, *officers: Person) -> None:
    """Let officers accept a version, each for the own office."""
    for officer in officers:
        actor = actor_of(officer)
        receipt = Receipt.objects.for_agency(version.agency_id).get(
            version=version, recipient_id=actor.agency
        )
        api.accept(actor=actor, receipt_id=receipt.pk)
