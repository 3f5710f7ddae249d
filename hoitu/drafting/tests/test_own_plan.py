"""An agency's own plan: taken over from its parent, compared with it, submitted, decided, replaced."""

import io
from datetime import date
from uuid import UUID

import pytest

from hoitu.accounts.models import Organisation, OrganisationLink, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.drafting import api
from hoitu.drafting.errors import NotComplete, NotInReview
from hoitu.drafting.models import PlanProposal, ProposalItem
from hoitu.drafting.queries.proposals import review_of
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.strategy import api as strategy
from hoitu.strategy.models import Plan
from hoitu.strategy.testing import license_agency, make_body, make_plan

pytestmark = pytest.mark.django_db
DECISION = api.Decision("15/QĐ-TU", date(2026, 2, 1), "PHÓ BÍ THƯ Nguyễn Văn A")
SCAN = b"%PDF-1.7 quyet dinh"


@pytest.fixture
def agency() -> Organisation:
    agency = make_agency("Báo Vân Giang")
    license_agency(agency)
    return agency


@pytest.fixture
def lan(agency: Organisation) -> Person:
    return make_person(agency, "admin", name="Lan")


@pytest.fixture
def committee(agency: Organisation) -> Organisation:
    body = make_body("Tỉnh ủy Vân Giang", kind="governing_body")
    OrganisationLink.objects.create(from_organisation=agency, to_organisation=body, kind="governing")
    return body


@pytest.fixture
def bich(committee: Organisation) -> Person:
    return make_person(committee, permissions=("strategy.read", "strategy.approve_plan"), name="Bích")


@pytest.fixture
def parent() -> Plan:
    return make_plan("348-qd-ttg")


def derived(person: Person, parent: Plan) -> PlanProposal:
    proposal_id = api.derive_plan(actor=actor_of(person), plan_id=parent.pk)
    return PlanProposal.objects.unscoped(why="tests").get(pk=proposal_id)


def items_of(proposal: PlanProposal, kind: str) -> list[ProposalItem]:
    return list(ProposalItem.objects.unscoped(why="tests").filter(proposal=proposal, kind=kind))


def change(person: Person, item: ProposalItem, **values: str) -> ProposalItem:
    item.refresh_from_db()
    typed = {name.replace("__", "-"): value for name, value in values.items()}
    return api.save_item(
        actor=actor_of(person), proposal_id=item.proposal_id, item_id=item.pk, version=item.version,
        values=item.values | typed, checked=True,
    )  # fmt: skip


def check_all(person: Person, proposal: PlanProposal) -> None:
    for kind in ProposalItem.Kind.values:
        for item in items_of(proposal, kind):
            if item.state == "proposed":
                assert change(person, item).state == "checked", item.values


def sentences(proposal: PlanProposal) -> list[str]:
    return [one.sentence for one in review_of(proposal).deviations]


def by_parent(proposal: PlanProposal, key: str) -> ProposalItem:
    return next(item for item in items_of(proposal, "target") if item.values["parent"] == key)


def submitted(person: Person, parent: Plan) -> PlanProposal:
    proposal = derived(person, parent)
    check_all(person, proposal)
    api.submit_plan(actor=actor_of(person), proposal_id=proposal.pk)
    return proposal


def record(person: Person, proposal: PlanProposal, scan: bytes = SCAN) -> UUID:
    return api.record_decision(
        actor=actor_of(person), proposal_id=proposal.pk, decision=DECISION, scan=io.BytesIO(scan),
        scan_name="qd.pdf", scan_size=len(scan),
    )  # fmt: skip


def test_targets_and_tasks_are_taken_over_with_links_to_the_parent(lan: Person, parent: Plan) -> None:
    proposal = derived(lan, parent)
    wanted = list(parent.targets.filter(year__isnull=False).values_list("key", flat=True))
    assert [item.values["parent"] for item in items_of(proposal, "target") if item.values["year"]] == wanted
    tasks = list(parent.tasks.values_list("key", flat=True))
    assert [item.values["parent"] for item in items_of(proposal, "task")] == tasks
    head = items_of(proposal, "document")[0].values
    assert (head["issuer"], head["number"], head["stated_n"]) == ("Báo Vân Giang", "", "")


def test_what_equals_the_parent_is_not_named(lan: Person, parent: Plan) -> None:
    assert not any("Thấp hơn" in one or "Thiếu" in one for one in sentences(derived(lan, parent)))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"m0__value": "60"}, "Thấp hơn: 60%, kế hoạch cấp trên 70%."),
        ({"m0__op": "~"}, "Lỏng hơn: “khoảng” 70%"),
        ({"year": "2027"}, "Muộn hơn: năm 2027, kế hoạch cấp trên năm 2025."),
        ({"m0__unit": "named_units", "m0__named_units": "Báo A"}, "IND-01 được đo theo đơn vị khác."),
        ({"m0__indicator": "IND-02"}, "Không đo theo IND-01"),
        ({"m0__value": "80"}, ""),
    ],
)
def test_where_the_plan_departs_from_its_parent_is_said(
    lan: Person, parent: Plan, values: dict[str, str], sentence: str
) -> None:
    proposal = derived(lan, parent)
    before = set(sentences(proposal))
    change(lan, by_parent(proposal, "348-T25.1"), **values)
    fresh = [one for one in sentences(proposal) if one not in before]
    assert (len(fresh) >= 1, any(one.startswith(sentence) for one in fresh)) == (
        bool(sentence),
        bool(sentence),
    )
    item = by_parent(proposal, "348-T25.1")
    assert all(item.values[name.replace("__", "-")] == value for name, value in values.items())


def test_a_missing_target_a_lower_threshold_and_a_later_task_are_said(lan: Person, parent: Plan) -> None:
    proposal = derived(lan, parent)
    gone = by_parent(proposal, "348-T25.6")
    api.set_dropped(actor=actor_of(lan), proposal_id=proposal.pk, item_id=gone.pk, dropped=True)
    change(lan, by_parent(proposal, "348-T25.4"), m0__threshold_value="10")
    said = sentences(proposal)
    assert "Thiếu chỉ tiêu 348-T25.6 của kế hoạch cấp trên." in said
    assert "Mức của mỗi đơn vị thấp hơn: 10%, kế hoạch cấp trên 20%." in said


def test_a_task_that_ends_later_than_its_parents_is_said(lan: Person) -> None:
    proposal = derived(lan, make_plan("ca-mau-203-kh-ubnd"))
    first = items_of(proposal, "task")[0]
    assert first.values["time"] == "Tháng 8/2023"
    before = set(sentences(proposal))
    change(lan, first, time="Tháng 9/2027")
    [fresh] = [one for one in sentences(proposal) if one not in before]
    assert "xong muộn hơn: 30/09/2027, kế hoạch cấp trên 31/08/2023" in fresh


def test_2030_not_above_2025_is_said(lan: Person, parent: Plan) -> None:
    proposal = derived(lan, parent)
    before = set(sentences(proposal))
    change(lan, by_parent(proposal, "348-T30.2"), m0__value="50")
    fresh = [one for one in sentences(proposal) if one not in before]
    assert "Năm 2030 là 50%, không cao hơn 50% của năm 2025." in fresh


def test_the_governing_body_issues_a_submitted_plan(
    agency: Organisation, lan: Person, bich: Person, parent: Plan
) -> None:
    proposal = submitted(lan, parent)
    assert Plan.objects.count() == 1
    client = signed_in(bich)
    assert "Báo Vân Giang" in client.get("/chi-tieu/cho-duyet/").content.decode()
    path = f"/chi-tieu/cho-duyet/{proposal.pk}/"
    assert client.get(path).status_code == 200
    refused = client.post(path, {"action": "approve", "d-number": "15/QĐ-TU", "d-issued_on": "2099-01-01"})
    assert "ở tương lai" in refused.content.decode()
    client.post(path, {"action": "approve", "d-number": "15/QĐ-TU", "d-issued_on": "2026-02-01"})
    plan = Plan.objects.get(entered_by=agency)
    assert (plan.state, plan.number, plan.issued_on, plan.parent) == (
        "issued", "15/QĐ-TU", date(2026, 2, 1), parent,
    )  # fmt: skip
    assert (plan.owner, plan.scope) == (agency, "own")
    assert [row.id for row in strategy.agencies_of(plan, on=clock.today())] == [agency.pk]
    assert plan.targets.get(key__endswith="-T25.1").parent_key == "348-T25.1"
    assert plan.tasks.exclude(parent_key="").count() == parent.tasks.count()
    again = client.post(path, {"action": "approve", "d-number": "16/QĐ-TU", "d-issued_on": "2026-02-02"})
    assert again.headers["Location"] == f"/chi-tieu/ke-hoach/{plan.pk}/"
    assert Plan.objects.filter(entered_by=agency).count() == 1
    entries = audit.trail(agency_id=agency.pk, verb="strategy.approve_plan").entries
    assert [entry.actor_name for entry in entries] == ["Bích"]


def test_nobody_else_sees_or_issues_a_submitted_plan(lan: Person, bich: Person, parent: Plan) -> None:
    proposal = submitted(lan, parent)
    other = make_person(
        make_body("Tỉnh ủy khác", kind="governing_body"),
        permissions=("strategy.read", "strategy.approve_plan"),
    )
    path = f"/chi-tieu/cho-duyet/{proposal.pk}/"
    assert signed_in(other).get(path).status_code == 404
    assert "Báo Vân Giang" not in signed_in(other).get("/chi-tieu/cho-duyet/").content.decode()
    for person in (other, make_person(lan.memberships.get().agency, "director")):
        with pytest.raises(NotFound):
            api.approve_plan(actor=actor_of(person), proposal_id=proposal.pk, decision=DECISION)
    with pytest.raises(NotAllowed):
        api.approve_plan(actor=actor_of(lan), proposal_id=proposal.pk, decision=DECISION)
    assert not Plan.objects.filter(entered_by__isnull=False).exists()


def test_before_it_is_submitted_the_governing_body_sees_nothing(
    lan: Person, bich: Person, parent: Plan
) -> None:
    proposal = derived(lan, parent)
    assert signed_in(bich).get(f"/chi-tieu/cho-duyet/{proposal.pk}/").status_code == 404
    with pytest.raises(NotComplete):
        api.submit_plan(actor=actor_of(lan), proposal_id=proposal.pk)


def test_a_returned_plan_is_corrected_and_submitted_again(lan: Person, bich: Person, parent: Plan) -> None:
    proposal = submitted(lan, parent)
    item = items_of(proposal, "target")[0]
    with pytest.raises(NotInReview):
        change(lan, item, m0__value="75")
    client = signed_in(bich)
    path = f"/chi-tieu/cho-duyet/{proposal.pk}/"
    assert client.post(path, {"action": "return", "r-reason": ""}).status_code == 422
    client.post(path, {"action": "return", "r-reason": "Nâng chỉ tiêu 1"})
    page = signed_in(lan).get(f"/chi-tieu/soan/{proposal.pk}/").content.decode()
    assert "Nâng chỉ tiêu 1" in page
    change(lan, item, m0__value="75")
    api.submit_plan(actor=actor_of(lan), proposal_id=proposal.pk)
    api.take_back_plan(actor=actor_of(lan), proposal_id=proposal.pk)
    proposal.refresh_from_db()
    assert proposal.state == "review"


@pytest.mark.parametrize(("action", "field"), [("return", "r-reason"), ("approve", "d-number")])
def test_what_was_decided_a_moment_too_late_says_so_where_it_was_typed(
    lan: Person, bich: Person, parent: Plan, monkeypatch: pytest.MonkeyPatch, action: str, field: str
) -> None:
    proposal = submitted(lan, parent)

    def too_late(**_given: object) -> None:
        raise NotInReview("Bản này vừa đổi tình trạng.")

    for name in ("return_plan", "approve_plan"):
        monkeypatch.setattr(api, name, too_late)
    given = {"action": action, "r-reason": "Nâng chỉ tiêu 1", "d-number": "9/QĐ", "d-issued_on": "2026-01-02"}
    answer = signed_in(bich).post(f"/chi-tieu/cho-duyet/{proposal.pk}/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Bản này vừa đổi tình trạng." in page
    assert given[field] in page


@pytest.mark.parametrize("count", ["9" * 5000, "99999", "-1", "không", ""])
def test_a_number_of_measures_that_nobody_typed_does_no_harm(lan: Person, parent: Plan, count: str) -> None:
    item = items_of(derived(lan, parent), "target")[0]
    path = f"/chi-tieu/soan/{item.proposal_id}/muc/{item.pk}/"
    answer = signed_in(lan).post(path, item.values | {"m-count": count, "version": item.version})
    assert answer.status_code in (200, 302, 422)


def test_a_decision_on_paper_is_recorded_with_its_scan(
    agency: Organisation, lan: Person, parent: Plan
) -> None:
    proposal = submitted(lan, parent)
    with pytest.raises(BadInput, match="Bản quét"):
        record(lan, proposal, b"<html>")
    plan = Plan.objects.get(pk=record(lan, proposal))
    assert record(lan, proposal) == plan.pk
    assert plan.state == "issued"
    assert "15/QĐ-TU" in plan.content["document"]["provenance"]
    proposal.refresh_from_db()
    assert (proposal.decision_file_name, len(proposal.decision_sha256)) == ("qd.pdf", 64)


def test_a_new_version_names_what_it_replaces_and_the_old_stays_readable(
    agency: Organisation, lan: Person, parent: Plan
) -> None:
    old = Plan.objects.get(pk=record(lan, submitted(lan, parent)))
    client = signed_in(lan)
    answer = client.post(f"/chi-tieu/ke-hoach/{old.pk}/sua-doi/")
    proposal = PlanProposal.objects.unscoped(why="tests").get(origin="amendment")
    assert answer.headers["Location"] == f"/chi-tieu/soan/{proposal.pk}/"
    assert len(items_of(proposal, "target")) == old.targets.count()
    change(lan, items_of(proposal, "target")[0], m0__value="75")
    check_all(lan, proposal)
    old.refresh_from_db()
    assert old.state == "issued"
    api.submit_plan(actor=actor_of(lan), proposal_id=proposal.pk)
    new = Plan.objects.get(pk=record(lan, proposal))
    old.refresh_from_db()
    assert (new.replaces, new.state, old.state, new.owner) == (old, "issued", "replaced", agency)
    page = client.get(f"/chi-tieu/ke-hoach/{old.pk}/").content.decode()
    assert "Đã được thay bằng" in page
    assert client.get(f"/chi-tieu/ke-hoach/{new.pk}/").status_code == 200
    measure = old.targets.get(key__endswith="-T25.1").measures.get()
    assert measure.value == 70
    assert client.post(f"/chi-tieu/ke-hoach/{old.pk}/sua-doi/").status_code == 404


def test_another_agency_cannot_amend_a_plan(lan: Person, parent: Plan) -> None:
    plan_id = record(lan, submitted(lan, parent))
    hoa = signed_in(make_person(make_agency(), "director"))
    assert hoa.post(f"/chi-tieu/ke-hoach/{plan_id}/sua-doi/").status_code == 404


def test_a_button_pressed_twice_begins_one_plan(lan: Person, parent: Plan) -> None:
    client = signed_in(lan)
    first, second = (client.post(f"/chi-tieu/ke-hoach/{parent.pk}/lap/").headers["Location"] for _ in "12")
    assert first == second
    assert PlanProposal.objects.unscoped(why="tests").count() == 1
    # Another agency begins its own, and once this one is given up another may be begun.
    hoa = make_person(make_agency("Báo khác"), "admin")
    assert api.derive_plan(actor=actor_of(hoa), plan_id=parent.pk) != derived(lan, parent).pk
    api.drop_proposal(actor=actor_of(lan), proposal_id=derived(lan, parent).pk)
    assert signed_in(lan).post(f"/chi-tieu/ke-hoach/{parent.pk}/lap/").headers["Location"] != first


def test_the_next_version_of_a_plan_is_begun_once(lan: Person, parent: Plan) -> None:
    plan_id = record(lan, submitted(lan, parent))
    actor = actor_of(lan)
    assert api.amend_plan(actor=actor, plan_id=plan_id) == api.amend_plan(actor=actor, plan_id=plan_id)
    assert len(audit.trail(agency_id=actor.agency, verb="strategy.begin_plan").entries) == 2


def test_the_pages_of_plans_lead_to_where_they_are_made(lan: Person, bich: Person, parent: Plan) -> None:
    own = record(lan, submitted(lan, parent))
    for person, plan_id, offered in (
        (lan, parent.pk, {"lap"}),
        (lan, own, {"lap", "sua-doi"}),
        (bich, own, set()),
    ):
        page = signed_in(person).get(f"/chi-tieu/ke-hoach/{plan_id}/").content.decode()
        assert {one for one in ("lap", "sua-doi") if f"/ke-hoach/{plan_id}/{one}/" in page} == offered
    for person, address in ((lan, "/chi-tieu/soan/"), (bich, "/chi-tieu/cho-duyet/")):
        page = signed_in(person).get("/chi-tieu/").content.decode()
        assert [one for one in ("/chi-tieu/soan/", "/chi-tieu/cho-duyet/") if f'"{one}"' in page] == [address]
