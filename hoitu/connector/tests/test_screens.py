"""The screens of connections and packages, in every state that a person meets."""

from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.connector import api
from hoitu.connector.models import Connection, ConnectionKey, OutPackage, Partner
from hoitu.connector.testing import make_connection, make_partner, row
from hoitu.kernel import clock
from hoitu.strategy.testing import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def thanh() -> Any:
    return make_person(make_agency("Báo Vạn Giang"), "director")


def test_an_empty_home_says_what_to_do(thanh: Any) -> None:
    page = signed_in(thanh).get("/ket-noi/").content.decode()
    assert "Chưa có hệ thống nào được nối" in page
    assert api.public_key() in page


def test_a_secret_is_shown_once_and_never_stored_in_words(thanh: Any) -> None:
    client = signed_in(thanh)
    place = client.post("/ket-noi/them/", {"name": "CMS", "usual_gap_hours": "24"}).headers["Location"]
    page = client.post(f"{place}buoc/", {"step": "key", "algorithm": "hmac-sha256"}).content.decode()
    key = ConnectionKey.objects.for_agency(actor_of(thanh).agency).get()
    from hoitu.kernel.sealing import unseal

    secret = unseal(bytes(key.sealed_secret))
    assert secret in page
    assert page.count("Bí mật chỉ hiện một lần") == 1
    assert secret not in client.get(place).content.decode()
    assert secret.encode() not in bytes(key.sealed_secret)
    bad = client.post(f"{place}buoc/", {"step": "key", "algorithm": "ed25519", "public_key": "abc"})
    assert "32 byte" in bad.content.decode()
    assert 'value="abc"' in bad.content.decode()


def test_home_asks_as_often_for_thirty_connections_as_for_one(thanh: Any) -> None:
    client, agency = signed_in(thanh), thanh.memberships.get().agency
    counts = []
    for _round in (1, 29):
        for number in range(_round):
            made = make_connection(agency, f"CMS {number}")
            api.take_rows(connection_id=made.pk, given=[row(url=""), {"id": "x"}])
            make_partner(agency, f"Sở {number}")
        client.get("/ket-noi/")
        with CaptureQueriesContext(
            database,
        ) as queries:
            client.get("/ket-noi/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_refused_row_is_tried_again_or_given_up(thanh: Any) -> None:
    client, agency = signed_in(thanh), thanh.memberships.get().agency
    made = make_connection(agency)
    api.take_rows(connection_id=made.pk, given=[{"id": "X-1"}])
    page = client.get("/ket-noi/dong-loi/").content.decode()
    assert "X-1" in page
    assert "Tít: Thiếu giá trị." in page
    place = f"/ket-noi/dong-loi/{made.refused_rows.get().pk}/"
    assert "Vẫn chưa nhận được" in client.post(place, {"step": "again"}, follow=True).content.decode()
    assert "Hãy ghi lý do" in client.post(place, {"step": "drop"}, follow=True).content.decode()
    client.post(place, {"step": "drop", "reason": "Thử"})
    assert "Không có dòng nào chờ" in client.get("/ket-noi/dong-loi/").content.decode()


def test_trust_needs_the_fingerprint_that_was_read_out(thanh: Any) -> None:
    client, agency = signed_in(thanh), thanh.memberships.get().agency
    partner = make_partner(agency, "Sở VHTTDL", state="waiting")
    place = f"/ket-noi/ban-cai-dat/{partner.pk}/"
    assert " ".join(partner.fingerprint[:8]) not in client.get(place).content.decode()
    page = client.post(f"{place}buoc/", {"step": "trust", "read_out": "00 11"}).content.decode()
    assert "không khớp" in page
    assert 'value="00 11"' in page
    client.post(f"{place}buoc/", {"step": "trust", "read_out": partner.fingerprint})
    partner.refresh_from_db()
    assert partner.is_trusted


def test_a_package_is_looked_at_before_it_leaves(thanh: Any) -> None:
    client, agency = signed_in(thanh), thanh.memberships.get().agency
    partner = make_partner(agency)
    make_publication(agency, clock.now(), title="Tin trong gói")
    place = client.post(f"/ket-noi/ban-cai-dat/{partner.pk}/lap-goi/").headers["Location"]
    page = client.get(place).content.decode()
    assert "Tin trong gói" in page
    assert "Bỏ gói" in page
    assert OutPackage.objects.for_agency(agency.pk).get().attempts == 0
    assert client.post(f"{place}tep/").content[:2] == b"PK"
    assert "Bỏ gói" not in client.get(place).content.decode()


def test_a_bad_package_shows_why_it_waits(thanh: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = signed_in(thanh)
    upload = SimpleUploadedFile("goi.zip", b"PK nothing")
    place = client.post("/ket-noi/goi-den/", {"file": upload}).headers["Location"]
    page = client.get(place).content.decode()
    assert "Không đọc được tệp này" in page
    assert client.get(f"{place}bien-nhan/").json()["state"] == "quarantined"
    assert "Không đọc được" in client.post(place, {"step": "again"}, follow=True).content.decode()
    client.post(place, {"step": "drop", "reason": "Tệp nhầm"})
    assert client.post(place, {"step": "again"}).status_code == 404


def test_another_agency_sees_nothing(thanh: Any) -> None:
    other = signed_in(make_person(make_agency(), "director"))
    agency = thanh.memberships.get().agency
    connection, partner = make_connection(agency), make_partner(agency)
    for path in (f"/ket-noi/{connection.pk}/", f"/ket-noi/ban-cai-dat/{partner.pk}/"):
        assert other.get(path).status_code == 404
    assert other.post(f"/ket-noi/{connection.pk}/buoc/", {"step": "pause"}).status_code == 404
    assert not Connection.objects.for_agency(agency.pk).filter(is_paused=True).exists()
    assert not Partner.objects.for_agency(agency.pk).exclude(state="trusted").exists()
