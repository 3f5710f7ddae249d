"""The REST API keeps its own description, asks everybody who they are, and never breaks."""

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from PIL import Image
from schemathesis.config import SchemathesisConfig

from hoitu.accounts.operations.tokens import make_token
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.channels.testing import make_channel, recording_adapter, run_deliveries
from hoitu.kernel.access import permissions
from hoitu.kernel.actor import Actor
from hoitu.project.rest import api
from hoitu.site.models import Front
from hoitu.site.testing import make_site
from hoitu.stories.models import Section
from hoitu.stories.testing import approve, make_story, move

SCHEMA = schemathesis.openapi.from_wsgi(
    "/api/openapi.json",
    get_wsgi_application(),
    config=SchemathesisConfig.from_dict(
        # Generated input alone: the fixed examples of the other phases cost minutes.
        {"phases": {"coverage": {"enabled": False}, "examples": {"enabled": False}}}
    ),
)
pytestmark = pytest.mark.django_db


def every_operation() -> list[tuple[str, str]]:
    paths = api.get_openapi_schema()["paths"]
    return [(method, address) for address, methods in paths.items() for method in methods]


def token_of(actor: Actor) -> str:
    """Return a token with all of the actor's permissions, as an administrator may make one."""
    maker = replace(actor, permissions=actor.permissions | {"accounts.tokens"})
    return make_token(actor=maker, name="Thử", scopes=actor.permissions, days=1).secret


class Caller:
    """A program with a person's token."""

    def __init__(self, actor: Actor) -> None:
        self.client = Client(headers={"authorization": f"Bearer {token_of(actor)}"})

    def __call__(self, method: str, address: str, body: object = None, status: int = 200) -> Any:
        answer = self.client.generic(
            method, f"/api{address}", json.dumps(body) if body is not None else "", "application/json"
        )
        assert answer.status_code == status, answer.content.decode()
        return json.loads(answer.content) if answer.content else None


class Newsroom:
    """Lan reports, Minh edits, Thu is the secretary, Dũng decides; Hoa belongs to another agency."""

    def __init__(self) -> None:
        self.agency = make_agency()
        everything = tuple(permission.code for permission in permissions())
        self.lan = actor_of(make_person(self.agency, "reporter"))
        self.minh, self.thu, self.dung = (
            actor_of(make_person(self.agency, role)) for role in ("editor", "secretary", "director")
        )
        self.hoa = actor_of(make_person(make_agency(), permissions=everything))
        self.anyone = actor_of(make_person(self.agency, permissions=everything))


def test_the_description_names_no_foreign_host() -> None:
    description = Client().get("/api/openapi.json").content.decode()
    assert "cdn" not in description.lower()
    page = signed_in(make_person(make_agency(), "technician")).get("/api/docs")
    assert page.status_code == 200
    assert "POST /api/stories" in page.content.decode()
    assert "cdn" not in page.content.decode().lower()


@pytest.mark.parametrize(("method", "address"), every_operation())
def test_nobody_unknown_gets_in(method: str, address: str) -> None:
    number = "1"
    for name in (
        "story_id",
        "move_id",
        "asset_id",
        "upload_id",
        "release_id",
        "delivery_id",
        "site_id",
        "front_id",
        "thread_id",
        "message_id",
        "collection_id",
        "batch_id",
    ):
        address = address.replace(f"{{{name}}}", str(uuid4()))
    address = address.replace("{number}", number).replace("{kind}", "web").replace("{language}", "vi")
    assert "{" not in address
    for client in (Client(), Client(headers={"authorization": "Bearer hoitu_khong-co"})):
        answer = client.generic(method.upper(), address, "{}", "application/json")
        assert answer.status_code == 401
        assert "sentence" in json.loads(answer.content)


def test_a_story_goes_its_whole_way_over_the_api() -> None:
    room = Newsroom()
    lan, minh, thu, dung = (Caller(actor) for actor in (room.lan, room.minh, room.thu, room.dung))
    section = Section.objects.create(agency=room.agency, name="Thời sự", slug="thoi-su")
    channel = make_channel(room.agency, is_default=False)
    body = {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Đã thông xe."}]}],
    }
    story = lan(
        "POST", "/stories", {"headline": "Cầu mới", "body": body, "section_id": str(section.pk)}, status=201
    )
    address = f"/stories/{story['id']}"
    lan("PUT", f"{address}/body", {"standfirst": "Cầu nối hai bờ.", "headline": "Thông xe cầu mới"})
    assert lan("GET", f"{address}/body")["headline"] == "Thông xe cầu mới"
    lan(
        "PATCH", address, {"tags": ["cầu", "giao thông"], "urgency": 2, "due_at": "2026-12-01T08:00:00+07:00"}
    )
    lan("PUT", f"{address}/editions/web", {"title": "Tít trên web"})
    lan("PUT", f"{address}/bylines", [{"name": "Lan Nguyễn", "person_id": str(room.lan.person_id)}])
    lan("POST", f"{address}/revisions", {"note": "Bản đầu"}, status=201)
    state = lan("POST", f"{address}/document", {"update": "", "state_vector": ""})
    assert base64.b64decode(state["update"])
    thu("POST", f"{address}/releases", {"channel_id": str(channel.pk)})
    assert lan("GET", f"{address}/lock")["locked"] is False
    lan("PUT", f"{address}/lock", {"kind": "legal", "reason": "Thử"}, status=403)
    dung("PUT", f"{address}/lock", {"kind": "legal", "reason": " "}, status=400)
    dung("PUT", f"{address}/lock", {"kind": "ever", "reason": "Thử"}, status=422)
    held = dung("PUT", f"{address}/lock", {"kind": "on_air", "reason": "Đang lên sóng"})
    assert lan("GET", f"{address}/lock") == held
    assert (held["locked"], held["reason"], held["until"]) == (True, "Đang lên sóng", None)
    assert "Đang lên sóng" in lan("PUT", f"{address}/body", {"headline": "Sửa"}, status=403)["sentence"]
    assert dung("DELETE", f"{address}/lock")["locked"] is False
    dung("DELETE", f"{address}/lock", status=409)
    for caller, to_stage in ((lan, "desk"), (minh, "secretary"), (thu, "final"), (dung, "approved")):
        [step] = [m for m in caller("GET", address)["moves"] if m["to_stage"] == to_stage]
        story = caller("POST", f"{address}/moves/{step['id']}", {})
    assert (story["life"], story["tags"]) == ("approved", ["cầu", "giao thông"])
    with recording_adapter():
        run_deliveries()
    [release] = thu("GET", f"{address}/releases")
    assert release["state"] == "out"
    thu("POST", f"{address}/corrections", {"false_content": "200", "corrected_content": "20"})
    assert dung("POST", f"{address}/withdrawal", {"reason": "Xác minh"})["life"] == "withdrawn"
    refused = lan("PUT", f"{address}/body", {"headline": "Sửa lén"}, status=409)
    assert "đã gỡ" in refused["sentence"]
    assert dung("POST", f"{address}/restoration", {"reason": "Đúng"})["life"] == "released"
    numbers = [row["number"] for row in thu("GET", f"{address}/revisions")]
    assert thu("GET", f"{address}/revisions/{numbers[-1]}")["content"]["headline"] == "Thông xe cầu mới"


def test_a_refusal_says_everything_that_is_missing() -> None:
    room = Newsroom()
    lan = Caller(room.lan)
    story = lan("POST", "/stories", {}, status=201)
    [step] = [move for move in story["moves"] if move["to_stage"] == "desk"]
    refused = lan("POST", f"/stories/{story['id']}/moves/{step['id']}", {}, status=409)
    assert refused["details"] == ["Bài chưa có tít.", "Bài chưa có nội dung."]
    wrong = lan("PATCH", f"/stories/{story['id']}", {"urgency": 9}, status=422)
    assert wrong["details"][0].startswith("body.given.urgency")
    broken = {"type": "doc", "content": [{"type": "khong-co"}]}
    assert lan("PUT", f"/stories/{story['id']}/body", {"body": broken}, status=409)["details"]


def test_pages_follow_one_another_without_gap_or_double() -> None:
    room = Newsroom()
    made = {str(make_story(room.lan, headline=f"Tin {number}").pk) for number in range(5)}
    lan, seen, cursor = Caller(room.lan), [], ""
    while True:
        page = lan("GET", f"/stories?limit=2&cursor={cursor}")
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert len(seen) == 5
    assert set(seen) == made
    lan("GET", "/stories?cursor=khong-phai", status=400)


def test_another_agency_gets_nothing_and_changes_nothing() -> None:
    room = Newsroom()
    story = make_story(room.lan)
    site = make_site(room.agency.pk)
    front = Front.objects.for_agency(room.agency.pk).filter(site=site)[0]
    channel = make_channel(room.agency)
    section = story.section_id
    hoa = Caller(room.hoa)
    address = f"/stories/{story.pk}"
    assert hoa("GET", "/stories")["items"] == []
    assert hoa("GET", "/channels") == hoa("GET", "/sections") == hoa("GET", "/sites") == []
    for part in ("", "/body", "/revisions", "/revisions/1"):
        hoa("GET", f"{address}{part}", status=404)
    hoa("PATCH", address, {"location": "Nơi khác"}, status=404)
    hoa("PUT", f"{address}/body", {"headline": "Chiếm"}, status=404)
    hoa("POST", f"{address}/document", {}, status=404)
    hoa("POST", f"{address}/releases", {"channel_id": str(channel.pk)}, status=404)
    hoa("POST", f"{address}/withdrawal", {"reason": "Phá"}, status=404)
    hoa("POST", f"{address}/takedowns", {"authority": "Giả", "reason": "Phá"}, status=404)
    hoa("POST", "/stories", {"section_id": str(section)}, status=400)
    hoa("GET", f"/fronts/{front.pk}", status=404)
    hoa("POST", f"/fronts/{front.pk}/publish", {"layout": {"blocks": []}}, status=404)
    hoa("GET", f"{address}/releases", status=404)


def test_a_token_may_do_no_more_than_its_scopes() -> None:
    room = Newsroom()
    secret = make_token(actor=room.dung, name="Chỉ đọc", scopes=["stories.read"], days=1).secret
    reader = Client(headers={"authorization": f"Bearer {secret}"})
    assert reader.get("/api/stories").status_code == 200
    answer = reader.post("/api/stories", "{}", "application/json")
    assert answer.status_code == 403
    assert reader.get("/api/channels").status_code == 403


def test_too_much_at_once_is_refused_in_words() -> None:
    room = Newsroom()
    body = json.dumps({"update": "A" * 6_000_000, "state_vector": ""})
    address = f"/api/stories/{make_story(room.lan).pk}/document"
    token = f"Bearer {token_of(room.anyone)}"
    answer = Client().post(address, body, content_type="application/json", headers={"authorization": token})
    assert answer.status_code == 413
    assert "chia nhỏ" in answer.json()["sentence"]


def test_a_page_needs_its_csrf_token_for_changes() -> None:
    person = make_person(make_agency(), "reporter")
    strict = signed_in(person, Client(enforce_csrf_checks=True))
    assert strict.get("/api/stories").status_code == 200
    assert strict.post("/api/stories", "{}", "application/json").status_code == 403


def test_pictures_come_in_and_are_described() -> None:
    room = Newsroom()
    caller = Caller(room.minh)
    drawn = io.BytesIO()
    Image.new("RGB", (800, 500), "navy").save(drawn, "JPEG")
    file = SimpleUploadedFile("cau.jpg", drawn.getvalue(), "image/jpeg")
    answer = caller.client.post("/api/assets", {"file": file, "caption": "Cầu Yên Lộc", "credit": "Lan"})
    assert answer.status_code == 201
    asset = answer.json()
    assert asset["renditions"][0]["url"].startswith("http")
    caller(
        "PUT",
        f"/assets/{asset['id']}",
        {"caption": "Cầu Yên Lộc lúc sáng", "credit": "Lan", "alt": "Cây cầu"},
    )
    [found] = caller("GET", "/assets?q=yen+loc+sang")["items"]
    assert found["alt"] == "Cây cầu"
    Caller(room.hoa)("GET", f"/assets/{asset['id']}", status=404)
    broken = caller.client.post(
        "/api/assets", {"file": SimpleUploadedFile("a.svg", b"<svg/>", "image/svg+xml")}
    )
    assert broken.status_code == 400


def test_a_front_is_read_kept_and_published() -> None:
    room = Newsroom()
    site = make_site(room.agency.pk)
    caller = Caller(room.anyone)
    [front] = [f for f in caller("GET", f"/sites/{site.pk}/fronts") if f["slug"] == ""]
    layout = {"blocks": [{"key": "moi", "style": "latest", "title": "Tin mới", "limit": 5}]}
    kept = caller("PUT", f"/fronts/{front['id']}/draft", {"layout": layout})
    assert kept["draft"]["blocks"][0]["title"] == "Tin mới"
    shown = caller("POST", f"/fronts/{front['id']}/publish", {"layout": layout})
    assert (shown["draft"], shown["layout"]["blocks"][0]["key"]) == (None, "moi")
    caller("POST", f"/fronts/{front['id']}/publish", {"layout": {"blocks": 5}}, status=409)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Let requests use the test's own transaction, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def real_ids() -> dict[str, str]:
    """Ids of things that exist, so that generated calls reach the operations, and a token for everything."""
    room = Newsroom()
    make_channel(room.agency, "manual")
    story = move(room.lan, make_story(room.lan), "desk")
    story = approve(story, editor=room.minh, secretary=room.thu, director=room.dung)
    site = make_site(room.agency.pk)
    front = Front.objects.for_agency(room.agency.pk).filter(site=site)[0]
    return {
        "story_id": str(story.pk),
        "front_id": str(front.pk),
        "site_id": str(site.pk),
        "token": token_of(room.anyone),
    }


@SCHEMA.parametrize()
@settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)
def test_no_input_breaks_an_operation(
    case: schemathesis.Case[Any], real_ids: dict[str, str], one_connection: None
) -> None:
    for name in case.path_parameters or {}:
        if name in real_ids:
            case.path_parameters[name] = real_ids[name]
    # The program that calls here asks for gzip and does not unpack it.
    asking = {"authorization": f"Bearer {real_ids['token']}", "accept-encoding": "identity"}
    answer = case.call(headers=asking)
    assert answer.status_code < 500, answer.text
    assert answer.status_code != 401
    if answer.status_code >= 400:
        assert set(json.loads(answer.text)) == {"sentence", "details"}
