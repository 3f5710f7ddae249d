"""What people and sheets hold that nobody expects: a sentence, never a crash."""

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.registers.books import BOOKS
from hoitu.registers.models import LegalRule
from hoitu.registers.testing import bring, sample, sample_row

pytestmark = pytest.mark.django_db
NINES = "9" * 5000


def test_a_number_longer_than_the_machine_reads_is_no_number() -> None:
    thanh = make_person(make_agency(), "admin")
    actor, book = actor_of(thanh), BOOKS["don-gia"]
    client = signed_in(thanh)
    page = client.post("/so/don-gia/moi/", sample(actor, book) | {"price_vnd": NINES})
    assert page.status_code == 200
    assert "Hãy ghi số tiền bằng đồng" in page.content.decode()
    sheet_id = bring(actor, book, [{"code": "G9", "price_vnd": NINES}])
    assert client.get(f"/so/don-gia/nhap/{sheet_id}/").status_code == 200


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "22026-01-01"])
def test_a_slip_of_the_year_spoils_no_list(typed: str) -> None:
    thanh = make_person(make_agency(), "admin")
    actor, client = actor_of(thanh), signed_in(thanh)
    page = client.post("/so/chuong-trinh/moi/", sample(actor, BOOKS["chuong-trinh"]) | {"issued_on": typed})
    assert page.status_code == 200
    assert typed in page.content.decode(), "it stays to be put right"
    moment = {"starts_at": f"{typed}T08:00", "ends_at": f"{typed}T09:00"}
    assert client.post("/so/buoi-hoc/moi/", sample(actor, BOOKS["buoi-hoc"]) | moment).status_code == 200
    assert client.get("/so/chuong-trinh/").status_code == 200
    assert client.get("/so/buoi-hoc/").status_code == 200


def test_no_address_and_no_field_breaks_on_a_zero_byte() -> None:
    thanh = make_person(make_agency(), "admin")
    actor, client = actor_of(thanh), signed_in(thanh)
    session_id = sample_row(actor, BOOKS["buoi-hoc"])
    typed = sample(actor, BOOKS["buoi-hoc"]) | {"course": "a\x00b"}
    answers = [
        client.get("/so/giay-phep/", {"q": "a\x00b"}),
        client.get("/so/don-gia/", {"norm": "a\x00b"}),
        client.post(f"/so/buoi-hoc/{session_id}/", typed),
        client.post("/so/buoi-hoc/moi/", typed),
    ]
    assert [answer.status_code for answer in answers] == [400] * 4


@pytest.mark.parametrize(
    ("typed", "value"),
    [("24", 24), ("1.250", 1250), ("1.250.000", 1_250_000), ("1,5", 1.5), ("-3", -3), ("1.250,75", 1250.75)],
)
def test_a_figure_of_the_law_is_read_as_it_is_written_here(typed: str, value: float) -> None:
    assert change_value(typed) == (302, value)


@pytest.mark.parametrize("typed", ["nan", "inf", "1e999", "1.5", "--3", "1,5,5", "9" * 900, "hai mươi"])
def test_what_is_no_figure_changes_no_rule(typed: str) -> None:
    assert change_value(typed) == (200, 24)


def change_value(typed: str) -> tuple[int, object]:
    """Type a value for a rule as an operator; return the answer's status and the value that is stored then."""
    row = LegalRule.objects.get(key="takedown.normal_hours")
    operator = make_person(make_agency(), "admin")
    operator.is_operator = True
    operator.save()
    given = {
        "value_kind": "number", "value": typed, "citation": row.citation, "confidence": row.confidence,
        "effective_from": row.effective_from.isoformat(),
    }  # fmt: skip
    answer = signed_in(operator).post(f"/so/quy-dinh/{row.pk}/", given)
    row.refresh_from_db()
    return answer.status_code, row.value
