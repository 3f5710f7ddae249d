"""Documents beside rows of open books: a second person checks them, bodies above see what was accepted."""

from uuid import UUID, uuid4

import pytest

from hoitu.accounts.models import Organisation, OrganisationLink
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.evidence.testing import make_evidence
from hoitu.registers.api import evidence_subjects
from hoitu.registers.books import BOOKS
from hoitu.registers.queries.documents import about_row
from hoitu.registers.testing import sample_row

pytestmark = pytest.mark.django_db
BOOK = BOOKS["khen-thuong"]


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Vân Giang")


@pytest.fixture
def row_id(agency: Organisation) -> UUID:
    return sample_row(actor_of(make_person(agency, "admin")), BOOK)


def test_a_row_shows_its_documents_and_takes_more(agency: Organisation, row_id: UUID) -> None:
    make_evidence(agency, about_row(BOOK, row_id), title="Quyết định khen thưởng số 5")
    page = signed_in(make_person(agency, "admin")).get(f"/so/khen-thuong/{row_id}/").content.decode()
    assert "Quyết định khen thưởng số 5" in page
    assert f'value="row:khen-thuong:{row_id}"' in page, "the form to submit another one"


def test_a_body_above_sees_what_was_accepted_and_nothing_else(agency: Organisation, row_id: UUID) -> None:
    department = Organisation.objects.create(name="Sở", kind="department")
    OrganisationLink.objects.create(
        from_organisation=agency, to_organisation=department, kind="state_management"
    )
    make_evidence(agency, about_row(BOOK, row_id), title="Tờ trình mờ", accepted=False)
    make_evidence(agency, about_row(BOOK, row_id), title="Quyết định rõ", accepted=True)
    officer = make_person(department, permissions=("registers.read", "evidence.read"))
    page = signed_in(officer).get(f"/so/khen-thuong/{row_id}/").content.decode()
    assert "Quyết định rõ" in page
    assert "Tờ trình mờ" not in page
    stranger = make_person(make_agency(), "admin")
    assert signed_in(stranger).get(f"/so/khen-thuong/{row_id}/").status_code == 404


def test_lists_of_documents_lead_back_to_the_row(agency: Organisation, row_id: UUID) -> None:
    make_evidence(agency, about_row(BOOK, row_id))
    page = signed_in(make_person(agency, "admin")).get("/minh-chung/").content.decode()
    assert f"/so/khen-thuong/{row_id}/" in page


@pytest.mark.parametrize(
    "about",
    [
        "row",
        "row:khen-thuong",
        "row:khen-thuong:1",
        f"row:khen-thuong:{UUID(int=1)}",
        "row:danh-gia-an-toan:{}",
    ],
)
def test_a_document_about_no_such_row_is_called_by_its_own_name(row_id: UUID, about: str) -> None:
    assert evidence_subjects([(uuid4(), about.format(row_id))]) == {}


def test_another_agencys_row_lends_no_name(agency: Organisation, row_id: UUID) -> None:
    about = about_row(BOOK, row_id)
    assert evidence_subjects([(uuid4(), about)]) == {}
    assert set(evidence_subjects([(agency.pk, about)])) == {(agency.pk, about)}


def test_books_that_stay_in_the_agency_take_no_documents() -> None:
    assert [book.key for book in BOOKS.values() if book.takes_documents and not book.is_open] == []
