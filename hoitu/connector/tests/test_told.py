"""What another installation counted is its agency's figure here: class B, source named, old values kept."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import make_person, signed_in
from hoitu.connector import api
from hoitu.connector.adapters import identity, package_file
from hoitu.connector.models import InPackage, Partner, ReceivedRecord
from hoitu.connector.tests.test_packages import _changed, _manifest
from hoitu.connector.tests.two import Side, Two
from hoitu.evidence.models import EvidenceRow
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed
from hoitu.registers.models import LegalRule
from hoitu.strategy.api import figure_of, until_of
from hoitu.strategy.figures import UnitFigure
from hoitu.strategy.models import Declaration, Measure, ReceivedTally, TallyDifference, Target
from hoitu.strategy.queries import snapshots
from hoitu.strategy.queries.counting import figures_of
from hoitu.strategy.queries.values import value_of
from hoitu.strategy.testing import license_agency, make_body, make_plan, manage
from hoitu.strategy.tests.test_registered import teach, works

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def two(settings: Any, tmp_path: Path) -> Two:
    made = Two(settings, tmp_path)
    made.map()
    return made


def trained(agency: Organisation) -> UnitFigure:
    """Return an agency's figure of IND-06 as it is read today."""
    found = figure_of(indicator="IND-06", agency_id=agency.pk, until=until_of(None))
    assert found is not None
    return found


def learners(two: Two, count: int = 2) -> list[Person]:
    return [works(two.agency) for _number in range(count)]


def shares(figure: UnitFigure) -> tuple[int | None, int | None, str]:
    return figure.parts.get("numerator"), figure.parts.get("denominator"), figure.provenance


def test_a_count_is_the_units_figure_with_its_source_and_no_name(two: Two) -> None:
    first, _second = learners(two)
    teach(two.agency, first)
    assert two.take(two.build()[1]).state == "accepted"
    assert shares(trained(two.agency)) == (1, 2, "A")
    assert shares(trained(two.there)) == (1, 2, "B")
    license_agency(two.there)  # a plan is about the agencies that hold a licence here
    plan = make_plan("lai-chau-ke-hoach-2023", owner=two.receiver.organisation)
    Target.objects.filter(plan=plan).update(year=2026)
    measure = Measure.objects.get(target__plan=plan, indicator="IND-06")
    value = value_of(plan, measure)
    assert [(unit.agency_id, unit.figure.parts["numerator"]) for unit in value.units] == [(two.there.pk, 1)]
    assert value.verdict is not None
    assert (value.verdict.k, value.verdict.n) == (1, 2)
    officer = make_person(two.receiver.organisation, permissions=("strategy.read",))
    page = signed_in(officer).get(f"/chi-tieu/{measure.pk}/{two.there.pk}/").content.decode()
    assert "Số do Báo Vạn Giang đếm và gửi" in page
    assert "Gói số 1" in page
    assert first.full_name not in page


def test_the_stored_figure_follows_a_package(two: Two) -> None:
    from hoitu.strategy.operations.refresh import recount_everything, refresh_agency
    from hoitu.strategy.queries.indicators import COMPUTED
    from hoitu.strategy.queries.stored import kept

    [person] = learners(two, 1)
    recount_everything()
    teach(two.agency, person)
    two.take(two.build()[1])
    module = COMPUTED["IND-06"]
    assert kept(module, [two.there.pk], until=until_of(None)).behind == {two.there.pk}
    refresh_agency(two.there.pk)
    now = kept(module, [two.there.pk], until=until_of(None))
    assert (now.behind, now.tallies[two.there.pk].parts["numerator"]) == (frozenset(), 1)
    recount_everything()
    assert not TallyDifference.objects.for_agency(two.there.pk).exists()


def test_a_restated_count_keeps_the_old_one_as_it_was_known(two: Two) -> None:
    first, second = learners(two)
    teach(two.agency, first)
    two.take(two.build()[1])
    plan = make_plan("lai-chau-ke-hoach-2023", owner=two.receiver.organisation)
    before = snapshots.canonical(snapshots.content_of(plan, cut_off=until_of(None), known_at=clock.now()))
    known = clock.now()
    with clock.frozen(NOON + timedelta(hours=1)):
        teach(two.agency, second, code="K2")
        two.take(two.build()[1])
        assert shares(trained(two.there)) == (2, 2, "B")
        then = figures_of("IND-06", [two.there.pk], until=until_of(None), known_at=known)[two.there.pk]
        assert shares(then) == (1, 2, "B")
        frame = json.loads(before)["frame"]
        again = snapshots.canonical({"frame": frame, "answers": snapshots._answers(frame)})
        assert again == before
    rows = ReceivedTally.objects.for_agency(two.there.pk).filter(indicator="IND-06")
    assert sorted((row.tally["parts"]["numerator"], row.superseded_at is None) for row in rows) == [
        (1, False),
        (2, True),
    ]


def test_a_package_twice_and_equal_counts_make_no_new_version(two: Two) -> None:
    teach(two.agency, *learners(two))
    content = two.build()[1]
    two.take(content)
    two.take(content)
    two.take(two.build()[1])
    rows = ReceivedTally.objects.for_agency(two.there.pk).filter(indicator="IND-06")
    assert rows.count() == 1


def test_records_of_this_installation_win(two: Two) -> None:
    license_agency(two.agency)
    license_agency(two.agency)
    two.take(two.build()[1])

    def licences() -> UnitFigure:
        found = figure_of(indicator="IND-11", agency_id=two.there.pk, until=until_of(None))
        assert found is not None
        return found

    assert (licences().parts["denominator"], licences().provenance) == (2, "B")
    license_agency(two.there)
    assert (licences().parts["denominator"], licences().provenance) == (1, "A")


def test_other_legal_figures_are_not_comparable(two: Two) -> None:
    teach(two.agency, *learners(two))
    two.take(two.build()[1])
    LegalRule.objects.filter(key="strategy.ind06.attendance_percent").update(value=50)
    assert trained(two.there).passes is None
    assert trained(two.there).parts == {}


def test_nothing_of_a_quarantined_package_counts(two: Two) -> None:
    teach(two.agency, *learners(two))
    good = two.build()[1]
    forged = package_file.canonical(_manifest(good) | {"built_at": clock.now().isoformat() + "x"})
    assert two.take(_changed(good, "manifest.json", forged)).reason == "bad_signature"
    assert two.take(_changed(good, "tallies.json", b"[]")).reason == "tampered"
    two.publish("Một")
    assert two.take(two.build()[1]).reason == "gap"
    assert trained(two.there).parts == {}
    assert not ReceivedTally.objects.unscoped(why="tests").exists()


def _signed(two: Two, name: str, part: bytes) -> bytes:
    """Return a package with this part alone, truly signed by the sender."""
    manifest = _manifest(two.build()[1])
    manifest["parts"] = {name: {"sha256": sha256(part).hexdigest()}}
    data = package_file.canonical(manifest)
    with two.sender.here():
        return package_file.pack(data, identity.sign(data), {name: part})


GOOD: dict[str, Any] = {
    "key": "IND-11:2026",
    "indicator": "IND-11",
    "until": "2026-11-21T00:00:00+07:00",
    "parts": {"renewed": 1, "numerator": 2, "denominator": 3},
    "detail": [],
    "class": "A",
    "rules": {},
    "told_by": "",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": {"numerator": 2, "denominator": 3}},
        {"parts": {"renewed": 1, "numerator": 2, "denominator": 3, "names": 4}},
        {"parts": {"renewed": 1, "numerator": -2, "denominator": 3}},
        {"parts": {"renewed": 1, "numerator": True, "denominator": 3}},
        {"parts": {"renewed": 1, "numerator": 10**20, "denominator": 3}},
        {"parts": [1, 2, 3]},
        {"detail": [["2026-11-01T00:00:00+07:00", "2026-12-01T00:00:00+07:00", "Trang", True, 7]]},
        {"detail": [["9999-12-31T23:59:59+00:00", "x", "Trang", True, 1]]},
        {"until": "2026-11-21"},
        {"until": "9999-12-31T23:59:59+00:00"},
        {"rules": {"strategy.ind11.since": "x"}},
        {"indicator": 7},
    ],
)
def test_a_signed_count_that_is_none_is_quarantined(two: Two, wrong: dict[str, Any]) -> None:
    row = GOOD | {"agency": str(two.agency.pk)} | wrong
    done = two.take(_signed(two, "tallies.json", package_file.canonical([row])))
    assert (done.state, done.reason) == ("quarantined", "bad_part")
    officer = make_person(two.receiver.organisation, permissions=("connector.read",))
    with two.receiver.here():
        assert signed_in(officer).get(f"/ket-noi/goi-den/{done.pk}/").status_code == 200
    assert not ReceivedTally.objects.unscoped(why="tests").exists()


def test_an_indicator_that_only_a_newer_version_knows_is_passed_over(two: Two) -> None:
    row = GOOD | {"agency": str(two.agency.pk), "indicator": "IND-99", "key": "IND-99:2026"}
    assert two.take(_signed(two, "tallies.json", package_file.canonical([row]))).state == "accepted"
    assert not ReceivedTally.objects.unscoped(why="tests").exists()


def test_what_the_sender_counts_no_more_counts_no_more(two: Two) -> None:
    license_agency(two.agency)
    teach(two.agency, *learners(two))
    two.take(two.build()[1])
    from hoitu.registers.models import Licence

    Licence.objects.for_agency(two.agency.pk).update(archived_at=clock.now())
    with clock.frozen(NOON + timedelta(days=1)):
        two.take(two.build()[1])
        found = figure_of(indicator="IND-11", agency_id=two.there.pk, until=until_of(None))
        assert found is not None
        assert found.parts == {}
        assert trained(two.there).parts["numerator"] == 2
    told = ReceivedRecord.objects.for_agency(two.there.pk).filter(kind="tallies")
    assert not told.filter(key__startswith="IND-11").exists()


def test_a_withdrawn_package_counts_nothing_and_the_one_before_holds_again(two: Two) -> None:
    first, second = learners(two)
    teach(two.agency, first)
    two.publish("Một")
    two.take(two.build()[1])
    with clock.frozen(NOON + timedelta(hours=1)):
        teach(two.agency, second, code="K2")
        two.publish("Hai")
        wrong = two.take(two.build()[1])
    with clock.frozen(NOON + timedelta(hours=2)), two.receiver.here():
        assert trained(two.there).parts["numerator"] == 2
        with pytest.raises(BadInput):
            api.withdraw_package(actor=two.receiver.actor, package_id=wrong.pk, reason=" ")
        api.withdraw_package(actor=two.receiver.actor, package_id=wrong.pk, reason="Gửi nhầm")
        assert trained(two.there).parts["numerator"] == 1
        assert two.titles() == ["Một"]
    wrong.refresh_from_db()
    assert (wrong.state, wrong.sentence) == ("withdrawn", "Gửi nhầm")
    with clock.frozen(NOON + timedelta(hours=3)):
        two.publish("Ba")
        assert two.take(two.build()[1]).state == "accepted"  # its place in the chain is kept
        assert two.titles() == ["Ba", "Một"]
        assert trained(two.there).parts["numerator"] == 2


def test_the_only_package_withdrawn_leaves_nothing(two: Two) -> None:
    teach(two.agency, *learners(two))
    kept = two.publish("Một")
    row = two.take(two.build()[1])
    with two.receiver.here():
        api.withdraw_package(actor=two.receiver.actor, package_id=row.pk, reason="Nhầm")
        again = api.receive_file(actor=two.receiver.actor, file_name="a.zip", content=_content(row))
    assert again.state == "withdrawn"
    assert (two.titles(), trained(two.there).parts) == ([], {})
    assert not ReceivedRecord.objects.for_agency(two.there.pk).exists()
    assert kept.title == "Một"


def _content(row: InPackage) -> bytes:
    from hoitu.kernel.storage import store

    return store().get(row.file_key)


def test_who_may_not_send_withdraws_nothing(two: Two) -> None:
    from hoitu.accounts.testing import actor_of

    row = two.take(two.build()[1])
    reader = actor_of(make_person(two.receiver.organisation, permissions=("connector.read",)))
    with pytest.raises(NotAllowed):
        api.withdraw_package(actor=reader, package_id=row.pk, reason="Nhầm")


def test_withdrawing_is_a_step_of_the_packages_page(two: Two) -> None:
    row = two.take(two.build()[1])
    officer = make_person(two.receiver.organisation, permissions=("connector.read", "connector.send"))
    client, address = signed_in(officer), f"/ket-noi/goi-den/{row.pk}/"
    with two.receiver.here():
        refused = client.post(address, {"step": "withdraw", "reason": " "}).content.decode()
        assert "Hãy ghi lý do" in refused
        assert client.post(address, {"step": "withdraw", "reason": "Gửi nhầm kỳ"}).status_code == 302
        page = client.get(address).content.decode()
    assert "Gửi nhầm kỳ" in page
    assert "Đã thu hồi" in page


def test_a_count_goes_on_to_the_ministry_with_the_name_of_who_counted(
    two: Two, settings: Any, tmp_path: Path
) -> None:
    teach(two.agency, *learners(two))
    two.take(two.build()[1])
    known_there = Organisation.objects.create(kind="press_agency", name="Báo Vạn Giang (sổ của Bộ)")
    body = make_body("Bộ", "ministry")
    manage(known_there, body)
    ministry = Side(settings, tmp_path / "m", body)
    # One database stands for three installations here: a key may be entered once for a line in each.
    Partner.objects.for_agency(two.agency.pk).update(state="revoked")
    out, into = two.receiver.know(ministry, "out"), ministry.know(two.receiver, "in")
    with two.receiver.here():
        package_id = api.build_package(actor=two.receiver.actor, partner_id=out.pk)
        content = api.hand_out(actor=two.receiver.actor, package_id=package_id)[1]
    with ministry.here():
        api.let_speak_for(
            actor=ministry.actor, partner_id=into.pk, foreign_id=two.there.pk, agency_id=known_there.pk
        )
        assert api.receive_file(actor=ministry.actor, file_name="a.zip", content=content).state == "accepted"
    assert shares(trained(known_there)) == (2, 2, "B")
    row = ReceivedTally.objects.for_agency(known_there.pk).get(indicator="IND-06")
    assert (row.source, row.told_by) == ("Sở VHTTDL", "Báo Vạn Giang")


def _state(agency: Organisation, amount: int) -> Declaration:
    Declaration.objects.for_agency(agency.pk).filter(superseded_at=None).update(superseded_at=clock.now())
    return Declaration.objects.create(
        agency=agency, indicator="IND-04", year=2025, amount=amount, recorded_at=clock.now()
    )


def _stated(two: Two) -> list[tuple[int | None, bool, str]]:
    rows = Declaration.objects.for_agency(two.there.pk).filter(superseded_at=None)
    return [(row.amount, row.is_checked, row.source) for row in rows]


def test_a_statement_counts_here_with_the_class_that_it_has_there(two: Two) -> None:
    _state(two.agency, 12)
    two.take(two.build()[1])
    assert _stated(two) == [(12, False, "Báo Vạn Giang")]
    paper = make_evidence(two.agency, "measure:IND-04:2025")
    EvidenceRow.objects.for_agency(two.agency.pk).filter(pk=paper).update(
        state="accepted", checked_at=clock.now()
    )
    two.take(two.build()[1])
    assert _stated(two) == [(12, True, "Báo Vạn Giang")]
    Declaration.objects.for_agency(two.agency.pk).update(superseded_at=clock.now())
    two.take(two.build()[1])
    assert _stated(two) == []


def test_what_was_stated_here_stands(two: Two) -> None:
    _state(two.there, 99)
    _state(two.agency, 12)
    two.take(two.build()[1])
    assert _stated(two) == [(99, False, "")]
