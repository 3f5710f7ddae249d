"""The API's door: tokens within their scopes, pages with their CSRF token."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import path
from ninja import NinjaAPI

from hoitu.accounts.api import ninja_auth
from hoitu.accounts.models import ApiToken, Organisation, Person
from hoitu.accounts.operations import limits, tokens
from hoitu.accounts.operations.membership import deactivate
from hoitu.accounts.rest import router
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock

api = NinjaAPI(auth=ninja_auth, urls_namespace="test_accounts", docs_url=None)
api.add_router("/accounts", router)


@api.post("/change")
def change(request: object) -> str:
    return "changed"


urlpatterns = [path("api/", api.urls)]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def agency() -> Organisation:
    return make_agency("Báo Mẫu")


@pytest.fixture
def technician(agency: Organisation) -> Person:
    return make_person(agency, "technician", name="Bùi Kỹ Thuật")


def get(secret: str, address: str = "/api/accounts/me") -> tuple[int, dict[str, object]]:
    answer = Client().get(address, headers={"Authorization": f"Bearer {secret}"})
    return answer.status_code, answer.json() if answer["Content-Type"].startswith("application/json") else {}


def test_a_token_acts_within_its_scopes(agency: Organisation, technician: Person) -> None:
    sent = tokens.make_token(actor=actor_of(technician), name="x", scopes=["stories.read"], days=1)
    status, me = get(sent.secret)
    assert (status, me["permissions"], me["agency_id"]) == (200, ["stories.read"], str(agency.id))
    make_person(make_agency(), "reporter", name="Lê Thị Hoa")
    status, people = get(sent.secret, "/api/accounts/people")
    assert [person["full_name"] for person in people] == ["Bùi Kỹ Thuật"]  # type: ignore[index]
    assert get("hoitu_sai")[0] == 401
    assert Client().get("/api/accounts/me").status_code == 401


def test_a_token_ends(agency: Organisation, technician: Person) -> None:
    sent = tokens.make_token(actor=actor_of(technician), name="x", scopes=["stories.read"], days=1)
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        assert get(sent.secret)[0] == 401
    assert get(sent.secret)[0] == 200
    deactivate(actor=actor_of(make_person(agency, "admin")), person_id=technician.id)
    assert get(sent.secret)[0] == 401


def test_a_token_is_slowed_down(technician: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "REQUESTS_PER_MINUTE", 3)
    sent = tokens.make_token(actor=actor_of(technician), name="x", scopes=["stories.read"], days=1)
    assert [get(sent.secret)[0] for _each in range(4)] == [200, 200, 200, 429]
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        assert get(sent.secret)[0] == 200
    assert ApiToken.objects.unscoped(why="test").get().last_used_at is not None


def test_a_page_needs_its_csrf_token(technician: Person) -> None:
    client = signed_in(technician, Client(enforce_csrf_checks=True))
    assert client.get("/api/accounts/me").json()["name"] == "Bùi Kỹ Thuật"
    assert client.post("/api/change").status_code == 403
    with override_settings(CSRF_COOKIE_NAME="csrf"):
        client.cookies["csrf"] = "a" * 32
        assert client.post("/api/change", headers={"X-CSRFToken": "a" * 32}).status_code == 200


def test_a_page_is_slowed_down_too(technician: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUESTS_PER_MINUTE", 3)
    client, other = signed_in(technician), signed_in(make_person(make_agency(), "reporter"))
    assert [client.get("/api/accounts/me").status_code for _each in range(4)] == [200, 200, 200, 429]
    assert other.get("/api/accounts/me").status_code == 200
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        assert client.get("/api/accounts/me").status_code == 200
