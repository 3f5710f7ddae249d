"""IND-14 reads the registers of platforms; what still waits for records says for which."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.utils.html import escape

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency, make_person, signed_in
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.registers.testing import keep
from hoitu.strategy.definitions import definition_of
from hoitu.strategy.figures import UnitFigure
from hoitu.strategy.models import Measure
from hoitu.strategy.queries.counting import figures_of, lines_of
from hoitu.strategy.testing import make_body, make_plan, manage
from hoitu.strategy.tests.test_registered import keeper

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


def reach(body: Organisation, *steps: str, platform: str = "Phát thanh số") -> None:
    for step in steps:
        keep(
            keeper(body),
            "moc-nen-tang",
            platform=platform,
            step=step,
            reached_on="2026-05-01",
            document="1/QĐ",
        )


def figure(body: Organisation) -> UnitFigure:
    return figures_of("IND-14", [body.pk], until=NOON)[body.pk]


def test_milestones_of_a_body_and_the_agencies_below_it_are_one_list() -> None:
    body, paper = make_body("Bộ", "ministry"), make_agency("Báo")
    manage(paper, body)
    assert figure(body).passes is None
    assert figure(body).parts == {}
    reach(body, "decision", "build")
    reach(paper, "build", platform="phat thanh so")  # the same platform, written without accents
    reach(paper, "decision", platform="Truyền hình số")
    keep(keeper(paper), "ket-noi-nen-tang", platform="Phát thanh số", connected_on="2026-06-01")
    assert figure(body).parts == {"numerator": 3, "denominator": 8, "platforms": 2, "connected": 1}
    assert (figure(body).passes, figure(body).provenance) == (False, "D")
    for part, number in figure(body).parts.items():
        assert sum(line.amount for line in lines_of("IND-14", body.pk, part, until=NOON)) == number


def test_every_milestone_passes_only_with_a_document_that_was_checked() -> None:
    body = make_body("Bộ", "ministry")
    reach(body, "decision", "build", "trial", "operate")
    assert (figure(body).passes, figure(body).is_partial) == (None, True)
    make_evidence(body, "measure:IND-14:2026", accepted=True)
    assert (figure(body).passes, figure(body).provenance) == (True, "C")


@pytest.mark.parametrize(
    ("pack", "indicator"),
    [
        ("ttxvn-02-qd-ttx", "IND-02"),
        ("ttxvn-02-qd-ttx", "IND-04"),
        ("ca-mau-203-kh-ubnd", "IND-05"),
        ("ttxvn-02-qd-ttx", "IND-15"),
    ],
)
def test_a_page_without_records_says_which_will_feed_it(pack: str, indicator: str) -> None:
    body = make_body("Thông tấn xã", "governing_body")
    plan = make_plan(pack, owner=body)
    measure = Measure.objects.filter(target__plan=plan, indicator__startswith=indicator).first()
    assert measure is not None
    definition = definition_of(measure.indicator)
    assert definition is not None
    assert definition.records_awaited
    page = signed_in(make_person(body, permissions=("strategy.read",))).get(f"/chi-tieu/{measure.pk}/")
    for record in definition.records_awaited:
        assert escape(str(record)) in page.content.decode()
