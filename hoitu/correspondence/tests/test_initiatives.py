"""Initiatives are seen across agencies by choice: by nobody, by the circle, by all."""

import re
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.registers.books import BOOKS
from hoitu.registers.operations import keep
from hoitu.registers.testing import sample, sample_row
from hoitu.strategy.testing import make_body, manage

pytestmark = pytest.mark.django_db
BOOK = BOOKS["sang-kien"]
PAGE = "/kinh-nghiem/sang-kien/"


@pytest.fixture
def department() -> Organisation:
    return make_body("Sở VHTTDL Vân Giang")


@pytest.fixture
def lan(department: Organisation) -> Person:
    return _admin(department)


@pytest.fixture
def neighbour(department: Organisation) -> Person:
    return _admin(department)


@pytest.fixture
def stranger() -> Person:
    return make_person(make_agency(), "admin")


def _admin(department: Organisation) -> Person:
    agency = make_agency()
    manage(agency, department)
    return make_person(agency, "admin")


def _initiative(person: Person, number: int = 1, **typed: str) -> UUID:
    return sample_row(actor_of(person), BOOK, number, **{"title": "Dựng tin dọc tự động", "url": ""} | typed)


def _sees(person: Person, words: str = "Dựng tin dọc", query: str = "") -> bool:
    answer = signed_in(person).get(PAGE + query)
    assert answer.status_code == 200
    return words in answer.content.decode()


@pytest.mark.parametrize(
    ("reach", "by_neighbour", "by_stranger"),
    [("none", False, False), ("circle", True, False), ("all", True, True)],
)
def test_it_is_seen_by_whom_it_is_shared_with(
    reach: str, by_neighbour: bool, by_stranger: bool, lan: Person, neighbour: Person, stranger: Person
) -> None:
    _initiative(lan, reach=reach)
    assert (_sees(lan), _sees(neighbour), _sees(stranger)) == (True, by_neighbour, by_stranger)


def test_nothing_is_shared_that_nobody_chose_to_share(lan: Person, stranger: Person) -> None:
    typed = sample(actor_of(lan), BOOK) | {"title": "Dựng tin dọc tự động"}
    del typed["reach"]
    keep.save_row(actor=actor_of(lan), book=BOOK, typed=typed)
    assert _sees(lan)
    assert not _sees(stranger)


def test_what_is_taken_back_or_archived_is_gone_elsewhere_at_once(lan: Person, stranger: Person) -> None:
    first, second = _initiative(lan, 1, reach="all"), _initiative(lan, 2, reach="all", title="Kho ảnh chung")
    assert _sees(stranger)
    typed = sample(actor_of(lan), BOOK) | {"title": "Dựng tin dọc tự động", "url": "", "reach": "none"}
    keep.save_row(actor=actor_of(lan), book=BOOK, typed=typed, row_id=first)
    keep.archive_row(actor=actor_of(lan), book=BOOK, row_id=second, reason="Ghi nhầm")
    assert not _sees(stranger)
    assert not _sees(stranger, "Kho ảnh chung")


def test_it_is_shared_with_its_words_only(lan: Person, stranger: Person) -> None:
    row_id = _initiative(lan, reach="all", summary="<b>Cắt</b> theo khung", url="https://bao.example/sk")
    page = signed_in(stranger).get(PAGE).content.decode()
    assert "&lt;b&gt;Cắt&lt;/b&gt; theo khung" in page
    assert 'href="https://bao.example/sk"' in page
    assert str(row_id) not in page
    assert signed_in(stranger).get(f"/so/sang-kien/{row_id}/").status_code == 404
    assert str(row_id) in signed_in(lan).get(PAGE).content.decode()


def test_words_are_found_without_their_marks(lan: Person, stranger: Person) -> None:
    _initiative(lan, reach="all")
    assert _sees(stranger, query="?tim=dung+tin+DOC")
    assert not _sees(stranger, query="?tim=khong+co")
    assert _sees(stranger, "Không tìm thấy sáng kiến", query="?tim=khong+co")


def test_thirty_are_listed_with_the_queries_of_one(
    lan: Person, stranger: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _initiative(lan, reach="all")
    client = signed_in(stranger)
    client.get(PAGE)
    with django_assert_max_num_queries(100) as few:
        client.get(PAGE)
    for number in range(2, 31):
        _initiative(lan, number, reach="all", title=f"Sáng kiến số {number}", year="2026")
    with django_assert_max_num_queries(len(few)):
        page = client.get(PAGE).content.decode()
    assert len(re.findall(r"Sáng kiến số \d+</span></summary>|class=\"headline\">Sáng kiến số", page)) >= 29
