"""Where data lies: every configured address is listed, nobody guesses a country, agencies see their own."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.assurance import api
from hoitu.assurance.models import HostPlace
from hoitu.channels.testing import make_channel
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.outgoing import host_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def configured(settings: Any) -> Any:
    """Set what an operator sets; Django's own settings follow as in `settings.py`."""

    def set_to(**values: Any) -> None:
        settings.CONFIG = replace(django_settings.CONFIG, **values)
        settings.EMAIL_HOST = settings.CONFIG.mail_host
        settings.EMAIL_PORT = settings.CONFIG.mail_port

    return set_to


def test_an_installation_as_it_comes_asks_nobody() -> None:
    agency = make_agency()
    found = api.places_of(agency_id=agency.pk, everything=True)
    assert [one for one in found if one.is_outside] == []
    assert api.unlisted() == []


def test_mail_identity_and_permitted_hosts_are_listed(configured: Any, settings: Any) -> None:
    configured(
        mail_host="thu.vangiang.example",
        fetch_private_hosts=("may-trong:8080",),
        oidc_issuer="https://dinh-danh.example/",
    )
    assert api.unlisted() == ["dinh-danh.example"]  # Django was not told of it: the check sees the setting
    app = {"settings": {"server_url": "https://dinh-danh.example/"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    hosts = {one.host for one in api.places_of(agency_id=make_agency().pk, everything=True) if one.is_outside}
    assert hosts == {"thu.vangiang.example:587", "may-trong:8080", "dinh-danh.example"}
    assert api.unlisted() == []


def test_a_database_elsewhere_is_an_outside_machine(configured: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    configured(database_url="postgresql://app:mat-khau@db.example:5433/hoitu")
    assert api.unlisted() == ["db.example:5433"]
    monkeypatch.setitem(django_settings.DATABASES["default"], "HOST", "db.example")
    monkeypatch.setitem(django_settings.DATABASES["default"], "PORT", 5433)
    assert api.unlisted() == []
    [database] = [
        one for one in api.places_of(agency_id=make_agency().pk, everything=False) if "SQL" in str(one.what)
    ]
    assert (database.host, database.is_outside, database.country) == ("db.example:5433", True, "unknown")


def test_agencies_see_their_channels_operators_all() -> None:
    mine, other = make_agency(), make_agency()
    for agency, is_domestic in ((mine, True), (other, False)):
        url = f"https://{'trong' if is_domestic else 'ngoai'}.example/nhan"
        make_channel(agency, "ninjs", name="Đối tác", is_domestic=is_domestic, config={"url": url})
    own = {
        one.host: one.country for one in api.places_of(agency_id=mine.pk, everything=False) if one.is_outside
    }
    assert own == {"trong.example": "vn"}
    every = {
        one.host: one.country for one in api.places_of(agency_id=mine.pk, everything=True) if one.is_outside
    }
    assert every == {"trong.example": "vn", "ngoai.example": "abroad"}


def test_a_country_is_stated_with_its_reason(configured: Any) -> None:
    configured(mail_host="thu.example")
    agency = make_agency()
    head = actor_of(make_person(agency, "director"))
    say: Any = {"actor": head, "host": "thu.example:587", "known_hosts": {"thu.example:587"}}
    with pytest.raises(BadInput):
        api.state_place(**say, country="vn", note=" ")
    with pytest.raises(NotFound):
        api.state_place(**say | {"host": "khac.example"}, country="vn", note="HĐ 12")
    with pytest.raises(NotAllowed):
        api.state_place(**say | {"actor": actor_of(make_person(agency))}, country="vn", note="HĐ 12")
    for country in ("abroad", "vn"):
        api.state_place(**say, country=country, note="Hợp đồng 12")
    [mail] = [one for one in api.places_of(agency_id=agency.pk, everything=False) if one.is_outside]
    assert (mail.country, mail.stated) == ("vn", f"{head.name}: Hợp đồng 12")
    assert HostPlace.objects.for_agency(agency.pk).count() == 1
    [elsewhere] = [
        one for one in api.places_of(agency_id=make_agency().pk, everything=False) if one.is_outside
    ]
    assert elsewhere.country == "unknown"


def test_the_screen_says_what_is_missing_and_hides_folders(configured: Any) -> None:
    configured(oidc_issuer="https://quen.example")
    client = signed_in(make_person(make_agency(), "director"))
    page = client.get("/noi-luu-du-lieu/").content.decode()
    assert "quen.example" in page
    assert str(django_settings.CONFIG.home) not in page
    plain = client.get("/noi-luu-du-lieu/noi-luu-du-lieu.json").content.decode()
    assert json.loads(plain)["unlisted"] == ["quen.example"]
    assert str(django_settings.CONFIG.home) not in plain
    assert client.get("/noi-luu-du-lieu/noi-luu-du-lieu.xlsx").content[:2] == b"PK"
    person = make_person(make_agency(), "director")
    person.is_operator = True
    person.save()
    assert str(django_settings.CONFIG.home) in signed_in(person).get("/noi-luu-du-lieu/").content.decode()
    refused = client.post("/noi-luu-du-lieu/ghi/", {"host": "may-chu-nay", "country": "vn", "note": ""})
    assert refused.status_code == 400
    said = {"host": "may-chu-nay", "country": "vn", "note": "Phòng máy của Báo"}
    assert client.post("/noi-luu-du-lieu/ghi/", said).status_code == 302
    assert "Phòng máy của Báo" in client.get("/noi-luu-du-lieu/").content.decode()


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://a.example/x", "a.example"),
        ("a.example", "a.example"),
        ("a.example:25", "a.example:25"),
        ("postgresql://u:p@db:5/x", "db:5"),
    ],
)
def test_host_of(address: str, host: str) -> None:
    assert host_of(address) == host
