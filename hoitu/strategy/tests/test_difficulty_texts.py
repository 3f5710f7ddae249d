"""A difficulty may lead to a proposal to change a legal text; the two lead to each other."""

from uuid import UUID, uuid4

import pytest

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.registers.books import BOOKS
from hoitu.registers.operations import keep
from hoitu.registers.testing import sample_row
from hoitu.strategy import api
from hoitu.strategy.models import DifficultyText
from hoitu.strategy.testing import license_agency, make_body, manage

pytestmark = pytest.mark.django_db
TEXTS = BOOKS["van-ban-phap-luat"]
OFFICER = ("strategy.read", "strategy.manage", "registers.read", "registers.manage")
PROPOSAL = "Bỏ yêu cầu hồ sơ giấy ở điều 5"


@pytest.fixture
def agency() -> Organisation:
    agency = make_agency("Báo Vân Giang")
    license_agency(agency)
    return agency


@pytest.fixture
def head(agency: Organisation) -> Person:
    return make_person(agency, "director", name="Dũng")


@pytest.fixture
def officer(agency: Organisation) -> Person:
    department = make_body("Sở VHTTDL Vân Giang")
    manage(agency, department)
    return make_person(department, permissions=OFFICER, name="Yến")


@pytest.fixture
def difficulty(head: Person, officer: Person) -> UUID:
    return api.raise_difficulty(actor=actor_of(head), title="Hồ sơ giấy chậm", words="Chờ 30 ngày")


def _text(person: Person, number: int = 1, proposal: str = PROPOSAL) -> UUID:
    return sample_row(actor_of(person), TEXTS, number, number=f"{number}/2026/NĐ-CP", proposal=proposal)


def _page(person: Person, url: str) -> str:
    answer = signed_in(person).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def _links(person: Person) -> int:
    return DifficultyText.objects.for_agency(actor_of(person).agency).count()


def test_they_lead_to_each_other_until_the_link_is_taken_back(
    difficulty: UUID, head: Person, officer: Person
) -> None:
    text, here = _text(officer), f"/kho-khan/{difficulty}/"
    there = f"/so/van-ban-phap-luat/{text}/"
    yen = signed_in(officer)
    assert "1/2026/NĐ-CP" in _page(officer, here)
    assert "Hồ sơ giấy chậm" not in _page(officer, there)
    for _time in range(2):
        yen.post(f"{here}van-ban/", {"text": str(text)})
    assert _links(officer) == 1
    assert there in _page(officer, here)
    assert PROPOSAL in _page(head, here)
    assert there not in _page(head, here), "the register of the department stays its own"
    assert here in _page(officer, there)
    assert "Hồ sơ giấy chậm" in _page(officer, there)
    verbs = [entry.verb for entry in audit.trail(agency_id=actor_of(officer).agency).entries]
    assert verbs.count("strategy.link_text") == 1
    yen.post(f"{here}van-ban/", {"bo": str(text)})
    assert PROPOSAL not in _page(head, here)
    assert here not in _page(officer, there)
    assert yen.post(f"{here}van-ban/", {"bo": str(text)}).status_code == 404


def test_only_a_text_with_a_proposal_in_the_own_register_is_taken(
    difficulty: UUID, head: Person, officer: Person
) -> None:
    empty, foreign, gone = (
        _text(officer, 1, ""),
        _text(make_person(make_agency(), "admin"), 2),
        _text(officer, 3),
    )
    keep.archive_row(actor=actor_of(officer), book=TEXTS, row_id=gone, reason="Ghi nhầm")
    for text in (empty, foreign, gone, uuid4()):
        with pytest.raises(BadInput):
            api.link_text(actor=actor_of(officer), difficulty_id=difficulty, text_id=text)
        answer = signed_in(officer).post(f"/kho-khan/{difficulty}/van-ban/", {"text": str(text)})
        assert answer.status_code == 200
        assert "field-error" in answer.content.decode()
    assert _links(officer) == 0


@pytest.mark.parametrize("typed", ["", "x", "0" * 500])
def test_odd_choices_break_nothing(typed: str, difficulty: UUID, officer: Person) -> None:
    client, url = signed_in(officer), f"/kho-khan/{difficulty}/van-ban/"
    assert client.post(url, {"text": typed}).status_code == 200
    assert client.post(url, {"bo": typed}).status_code == 404


def test_strangers_neither_link_nor_see_and_nobody_takes_back_what_is_not_theirs(
    difficulty: UUID, head: Person, officer: Person
) -> None:
    stranger = make_person(make_agency(), "admin")
    own = _text(stranger)
    with pytest.raises(NotFound):
        api.link_text(actor=actor_of(stranger), difficulty_id=difficulty, text_id=own)
    text = _text(officer)
    api.link_text(actor=actor_of(officer), difficulty_id=difficulty, text_id=text)
    for person in (stranger, head):
        with pytest.raises(NotFound):
            api.unlink_text(actor=actor_of(person), difficulty_id=difficulty, text_id=text)
    assert _links(officer) == 1


def test_who_reads_the_register_alone_sees_no_difficulty(difficulty: UUID, officer: Person) -> None:
    text = _text(officer)
    api.link_text(actor=actor_of(officer), difficulty_id=difficulty, text_id=text)
    reader = make_person(
        Organisation.objects.get(pk=actor_of(officer).agency), permissions=("registers.read",)
    )
    assert "Hồ sơ giấy chậm" not in _page(reader, f"/so/van-ban-phap-luat/{text}/")
