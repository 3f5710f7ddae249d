"""Licences and legal rules are kept by who may, read by who should, and the past stays as it was."""

from datetime import date

import pytest

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.registers import api
from hoitu.registers.data import listed_days
from hoitu.registers.models import LegalRule, Licence

pytestmark = pytest.mark.django_db

LICENCE = {
    "product": "online", "name": "Báo điện tử Vân Giang", "number": "123/GP-BVHTTDL",
    "issuer": "Bộ Văn hóa, Thể thao và Du lịch", "issued_on": "2026-07-05", "domain": "baovangiang.vn",
}  # fmt: skip


def test_a_licence_is_added_and_changed_on_the_screen() -> None:
    agency = make_agency()
    client = signed_in(make_person(agency, "admin"))
    assert client.get("/so/giay-phep/").status_code == 200
    assert client.get("/so/giay-phep/moi/").status_code == 200
    client.post("/so/giay-phep/moi/", LICENCE)
    row = Licence.objects.for_agency(agency.pk).get()
    client.post(f"/so/giay-phep/{row.pk}/", LICENCE | {"head": "Phạm Tiến Dũng"})
    [licence] = api.licences_of(organisation_id=agency.pk, on=date(2026, 8, 1))
    assert (licence.number, licence.head) == ("123/GP-BVHTTDL", "Phạm Tiến Dũng")
    again = client.post("/so/giay-phep/moi/", LICENCE).content.decode()
    assert "Đã có trong sổ: Báo điện tử Vân Giang (123/GP-BVHTTDL)." in again


def test_another_agency_neither_sees_nor_changes_a_licence() -> None:
    agency = make_agency()
    signed_in(make_person(agency, "admin")).post("/so/giay-phep/moi/", LICENCE)
    row = Licence.objects.for_agency(agency.pk).get()
    hoa = make_person(make_agency(), "director")
    assert "Vân Giang" not in signed_in(hoa).get("/so/giay-phep/").content.decode()
    assert signed_in(hoa).get(f"/so/giay-phep/{row.pk}/").status_code == 404
    with pytest.raises(NotFound):
        api.save_licence(
            actor=actor_of(hoa),
            licence_id=row.pk,
            values=api.LicenceInput("online", "Chiếm", "1", "Ai đó", date(2026, 1, 1)),
        )


def test_what_is_not_known_is_marked_and_can_be_filtered() -> None:
    client = signed_in(make_person(make_agency(), "secretary"))
    page = client.get("/so/quy-dinh/?unknown=on").content.decode()
    assert "correction.online_days" in page
    assert "Chưa rõ" in page
    assert "takedown.normal_hours" not in page
    found = client.get("/so/quy-dinh/?q=khan+cap").content.decode()
    assert "takedown.urgent_hours" in found
    assert "retention.online_months" not in found
    assert "takedown.urgent_hours" in client.get("/so/quy-dinh/?confidence=S2").content.decode()


def test_a_figure_is_put_right_on_the_screen_and_the_installation_remembers_it() -> None:
    khai = make_operator()
    client = signed_in(khai)
    row = LegalRule.objects.get(key="correction.online_days")
    given = {
        "value_kind": "number", "value": "mười", "citation": row.citation, "confidence": "S",
        "effective_from": "2026-07-01",
    }  # fmt: skip
    refused = client.post(f"/so/quy-dinh/{row.pk}/", given).content.decode()
    assert "không đúng loại đã chọn" in refused
    client.post(f"/so/quy-dinh/{row.pk}/", given | {"value": "10"})
    assert api.legal_rule(key="correction.online_days", on=date(2026, 9, 1)).integer() == 10
    [entry] = audit.trail(agency_id=None, object_key=f"legal_rule:{row.pk}").entries
    assert (entry.verb, entry.actor_id) == ("registers.change_rule", khai.pk)


def test_a_holiday_that_cannot_be_read_is_refused_with_its_words() -> None:
    client = signed_in(make_operator())
    row = LegalRule.objects.get(key="calendar.public_holidays")
    given = {
        "value_kind": "words", "value": "2026-09-02; 2026-9-1, mồng một", "citation": row.citation,
        "confidence": "R", "effective_from": "2026-07-01",
    }  # fmt: skip
    page = client.post(f"/so/quy-dinh/{row.pk}/", given).content.decode()
    assert "Không đọc được ngày: 2026-9-1, mồng một." in page
    assert "mồng một" in page.partition('name="value"')[2][:200]
    row.refresh_from_db()
    assert row.value is None
    client.post(f"/so/quy-dinh/{row.pk}/", given | {"value": "2026-09-02; 2026-09-01,"})
    row.refresh_from_db()
    days, unread = listed_days(str(row.value))
    assert (set(days), unread) == ({date(2026, 9, 1), date(2026, 9, 2)}, ())


def test_a_new_law_replaces_the_old_one_from_its_day_on() -> None:
    khai = actor_of(make_operator())
    old = LegalRule.objects.get(key="takedown.normal_hours")
    values = api.RuleInput(
        value=12, citation="Nghị định mới", confidence="S", effective_from=date(2027, 1, 1)
    )
    api.supersede_rule(actor=khai, rule_id=old.pk, values=values)
    assert api.legal_rule(key=old.key, on=date(2026, 12, 31)).integer() == 24
    assert api.legal_rule(key=old.key, on=date(2027, 1, 1)).integer() == 12
    with pytest.raises(BadInput):
        api.supersede_rule(actor=khai, rule_id=old.pk, values=values)


def test_the_law_is_read_by_all_and_changed_by_operators_of_the_installation() -> None:
    director = make_person(make_agency(), "director")
    row = LegalRule.objects.get(key="takedown.normal_hours")
    client = signed_in(director)
    assert client.get(f"/so/quy-dinh/{row.pk}/").status_code == 403
    assert client.get(f"/so/quy-dinh/{row.pk}/thay-the/").status_code == 403
    values = api.RuleInput(value=1, citation="x", confidence="S", effective_from=date(2026, 8, 19))
    for change in (api.change_rule, api.supersede_rule):
        with pytest.raises(NotAllowed):
            change(actor=actor_of(director), rule_id=row.pk, values=values)
    page = signed_in(make_person(make_agency(), "contributor")).get("/so/quy-dinh/").content.decode()
    assert "takedown.normal_hours" in page
    assert "Ghi quy định thay thế" not in page
    assert "Ghi quy định thay thế" in signed_in(make_operator()).get("/so/quy-dinh/").content.decode()


def test_reading_the_licences_is_not_keeping_them() -> None:
    assert signed_in(make_person(make_agency(), "secretary")).get("/so/giay-phep/moi/").status_code == 403
    assert signed_in(make_person(make_agency(), "reporter")).get("/so/giay-phep/").status_code == 403


def make_operator() -> Person:
    """Return somebody who works for an agency and runs the installation too."""
    person = make_person(make_agency(), "reporter")
    person.is_operator = True
    person.save()
    return person
