"""Signing in at the agency's identity server: people who are known or invited come in, nobody else."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from hoitu.accounts.models import Organisation, Person, Role
from hoitu.accounts.operations.invitations import invite
from hoitu.accounts.operations.membership import deactivate
from hoitu.accounts.queries import actor_for
from hoitu.accounts.testing import PASSWORD, actor_of, make_agency, make_person, signed_in
from hoitu.accounts.tests.identity_server import CLIENT_ID, CLIENT_SECRET, IdentityServer, identity_server
from hoitu.audit import api as audit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("hoitu.accounts.tests.urls")]
BEGIN, BACK = "/dang-nhap/don-vi/", "/dang-nhap/don-vi/xong/"


@pytest.fixture
def server(settings: Settings) -> Iterator[IdentityServer]:
    with identity_server() as found:
        app = {
            "provider_id": "don-vi", "name": "Cổng Vân Giang", "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET, "settings": {"server_url": found.issuer, "fetch_userinfo": True},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield found


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Mẫu")


def claims_of(email: str, *, subject: str = "7", verified: object = True) -> dict[str, object]:
    return {"sub": subject, "email": email, "email_verified": verified, "name": "Tên Ở Cổng"}


def come_in(server: IdentityServer, client: Client | None = None) -> tuple[Client, HttpResponseBase]:
    """Walk through the whole flow as a browser does."""
    client = client or Client()
    begun = client.get(BEGIN)
    assert begun.status_code == 302
    way_back = server.authorize(begun.headers["Location"])
    return client, client.get(way_back.removeprefix("http://testserver"))


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def refusal(client: Client) -> str:
    return client.get("/dang-nhap/").content.decode()


def test_a_known_person_comes_in_and_the_trail_says_how(server: IdentityServer, agency: Organisation) -> None:
    lan = make_person(agency, "reporter", name="Trần Thị Lan")
    server.claims = claims_of(lan.email.upper())
    client, answer = come_in(server)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_in(client)
    verbs = [entry.verb for entry in audit.trail(agency_id=agency.pk).entries]
    assert verbs[:2] == ["accounts.sign_in", "accounts.link_identity"]
    assert audit.trail(agency_id=agency.pk).entries[0].note.endswith("socialaccount")
    lan.refresh_from_db()
    assert lan.full_name == "Trần Thị Lan"  # the newsroom's own data stay
    client, _answer = come_in(server)
    assert is_in(client)
    assert len(audit.trail(agency_id=agency.pk, verb="accounts.link_identity").entries) == 1
    assert server.problems == []


def test_the_link_holds_by_subject_when_the_address_changes(
    server: IdentityServer, agency: Organisation
) -> None:
    lan = make_person(agency, "reporter")
    server.claims = claims_of(lan.email)
    come_in(server)
    server.claims = claims_of("moi@toasoan.example")
    client, _answer = come_in(server)
    assert client.get("/tai-khoan/").context["request"].user == lan


def test_nobody_registers_by_it(server: IdentityServer) -> None:
    people = Person.objects.count()
    server.claims = claims_of("la@ngoai.example")
    client, _answer = come_in(server)
    assert "gửi lời mời" in refusal(client)
    assert not is_in(client)
    assert Person.objects.count() == people


@pytest.mark.parametrize("verified", [False, "true", None])
def test_an_address_that_is_not_verified_opens_nothing(
    server: IdentityServer, agency: Organisation, verified: object
) -> None:
    lan = make_person(agency, "reporter")
    server.claims = claims_of(lan.email, verified=verified)
    client, _answer = come_in(server)
    assert not is_in(client)


def test_an_invited_person_joins_by_it(server: IdentityServer, agency: Organisation) -> None:
    admin = actor_of(make_person(agency, "director"))
    reporter = Role.objects.for_agency(agency.pk).get(key="reporter")
    invite(
        actor=admin, email="lan@toasoan.example", full_name="Trần Thị Lan", titles=[], role_ids=[reporter.pk]
    )
    server.claims = claims_of("lan@toasoan.example")
    client, _answer = come_in(server)
    assert is_in(client)
    lan = Person.objects.get(email="lan@toasoan.example")
    assert not lan.has_usable_password()
    assert actor_for(person_id=lan.pk, agency_id=agency.pk).may("stories.read")


def test_who_left_stays_out(server: IdentityServer, agency: Organisation) -> None:
    lan = make_person(agency, "reporter")
    server.claims = claims_of(lan.email)
    come_in(server)
    deactivate(actor=actor_of(make_person(agency, "admin")), person_id=lan.pk)
    client, _answer = come_in(server)
    assert not is_in(client)


def test_a_role_that_demands_two_steps_still_does(server: IdentityServer, agency: Organisation) -> None:
    director = make_person(agency, "director")
    server.claims = claims_of(director.email)
    client, _answer = come_in(server)
    assert client.get("/nhan-su/").headers["Location"] == "/xac-thuc/"
    Authenticator.objects.create(user=director, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client, answer = come_in(server)
    assert answer.headers["Location"].startswith("/xac-thuc/authenticate/")
    assert not is_in(client)


def test_a_token_signed_by_somebody_else_opens_nothing(server: IdentityServer, agency: Organisation) -> None:
    server.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    server.claims = claims_of(make_person(agency, "reporter").email)
    client, _answer = come_in(server)
    assert not is_in(client)
    assert "không xác nhận được bạn" in refusal(client)


@pytest.mark.parametrize("wrong", ["audience", "issuer", "expired", "userinfo", "discovery"])
def test_what_does_not_fit_together_opens_nothing(
    server: IdentityServer, agency: Organisation, wrong: str
) -> None:
    server.claims = claims_of(make_person(agency, "reporter").email)
    if wrong == "userinfo":
        server.other_userinfo = {"sub": "somebody else"}
    elif wrong == "discovery":
        server.said_issuer = "https://elsewhere.example"
    else:
        name, value = {"audience": ("aud", "other"), "issuer": ("iss", "https://x"), "expired": ("exp", 1)}[
            wrong
        ]
        server.claims[name] = value
    client, _answer = come_in(server)
    assert not is_in(client)


def test_a_foreign_or_repeated_way_back_opens_nothing(server: IdentityServer, agency: Organisation) -> None:
    server.claims = claims_of(make_person(agency, "reporter").email)
    first = Client()
    way_back = server.authorize(first.get(BEGIN).headers["Location"]).removeprefix("http://testserver")
    victim = Client()
    victim.get(way_back)
    assert not is_in(victim)


def test_nobody_ties_a_foreign_identity_to_an_account(server: IdentityServer, agency: Organisation) -> None:
    lan = make_person(agency, "reporter", password=PASSWORD)
    client = signed_in(lan)
    server.claims = claims_of("la@ngoai.example", subject="9")
    way_back = server.authorize(client.get(BEGIN + "?process=connect").headers["Location"])
    client.get(way_back.removeprefix("http://testserver"))
    assert "Chỉ dùng đường dẫn này để đăng nhập." in client.get("/tai-khoan/").content.decode()
    other, _answer = come_in(server)
    assert not is_in(other)


def test_the_button_stands_only_where_a_server_is_set(server: IdentityServer, settings: Settings) -> None:
    assert "Đăng nhập bằng Cổng Vân Giang" in Client().get("/dang-nhap/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Đăng nhập bằng" not in Client().get("/dang-nhap/").content.decode()
    assert Client().get(BEGIN).status_code == 404
    assert Client().get(BACK).status_code == 404


def test_a_server_that_does_not_answer_is_said(settings: Settings) -> None:
    with identity_server() as gone:
        address = gone.issuer
    app = {
        "provider_id": "don-vi", "name": "Cổng", "client_id": CLIENT_ID, "secret": CLIENT_SECRET,
        "settings": {"server_url": address},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    client = Client()
    assert client.get(BEGIN).headers["Location"] == "/dang-nhap/"
    assert "không trả lời" in refusal(client)
