"""Every operation of the API, by every role, by tokens of every cut, and by another agency."""

import io
import json
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from hoitu.accounts.default_roles import DEFAULT_ROLES
from hoitu.accounts.models import Person
from hoitu.accounts.operations.tokens import make_token, revoke_token
from hoitu.accounts.testing import actor_of, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.channels.data import DeliveryState
from hoitu.channels.models import DeliveryRow
from hoitu.discussion import api as discussion
from hoitu.discussion.data import Kind
from hoitu.kernel import clock
from hoitu.kernel.access import permissions
from hoitu.media import api as media
from hoitu.project.rest import api
from hoitu.site.models import Front
from hoitu.stories import api as stories
from hoitu.stories.models import Transition
from hoitu.stories.testing import make_story
from tests.security.test_permissions import undone
from tests.security.world import MARK, World, picture_bytes

pytestmark = pytest.mark.timeout(400)

SIGNED_IN = ""
# What each operation asks for first. One that is missing here fails the test: declare it.
TABLE: dict[tuple[str, str], str] = {
    ("GET", "/me"): SIGNED_IN,
    ("GET", "/people"): SIGNED_IN,
    ("GET", "/desks"): SIGNED_IN,
    ("GET", "/stories"): "stories.read",
    ("POST", "/stories"): "stories.write",
    ("GET", "/stories/{story_id}"): "stories.read",
    ("PATCH", "/stories/{story_id}"): "stories.write",
    ("PUT", "/stories/{story_id}/bylines"): "stories.write",
    ("PUT", "/stories/{story_id}/editions/{kind}"): "stories.write",
    ("GET", "/stories/{story_id}/body"): "stories.read",
    ("PUT", "/stories/{story_id}/body"): "stories.write",
    ("POST", "/stories/{story_id}/document"): "stories.read",
    ("POST", "/stories/{story_id}/moves/{move_id}"): "stories.read",
    ("GET", "/stories/{story_id}/revisions"): "stories.read",
    ("POST", "/stories/{story_id}/revisions"): "stories.write",
    ("GET", "/stories/{story_id}/revisions/{number}"): "stories.read",
    ("POST", "/stories/{story_id}/revisions/{number}/restore"): "stories.write",
    ("POST", "/stories/{story_id}/corrections"): "stories.read",
    ("GET", "/stories/{story_id}/lock"): "stories.read",
    ("PUT", "/stories/{story_id}/lock"): "stories.lock",
    ("DELETE", "/stories/{story_id}/lock"): "stories.lock",
    ("POST", "/stories/{story_id}/withdrawal"): "stories.withdraw",
    ("POST", "/stories/{story_id}/restoration"): "stories.withdraw",
    ("GET", "/stories/{story_id}/threads"): "discussion.take_part",
    ("POST", "/stories/{story_id}/threads"): "discussion.take_part",
    ("GET", "/stories/{story_id}/chat"): "discussion.take_part",
    ("POST", "/stories/{story_id}/chat"): "discussion.take_part",
    ("POST", "/threads/{thread_id}/messages"): "discussion.take_part",
    ("PUT", "/threads/{thread_id}/resolution"): "discussion.take_part",
    ("DELETE", "/threads/{thread_id}/resolution"): "discussion.take_part",
    ("PUT", "/threads/{thread_id}/assignee"): "discussion.take_part",
    ("PATCH", "/messages/{message_id}"): "discussion.take_part",
    ("DELETE", "/messages/{message_id}"): "discussion.take_part",
    ("GET", "/sections"): "stories.read",
    ("GET", "/topics"): "stories.read",
    ("GET", "/stages"): "stories.read",
    ("GET", "/assets"): "media.read",
    ("GET", "/assets/facets"): "media.read",
    ("GET", "/assets/{asset_id}/similar"): "media.read",
    ("POST", "/assets"): "media.add",
    ("GET", "/assets/{asset_id}"): "media.read",
    ("PUT", "/assets/{asset_id}"): "media.edit",
    ("GET", "/assets/{asset_id}/rights"): "media.read",
    ("PUT", "/assets/{asset_id}/rights"): "media.edit",
    ("POST", "/assets/{asset_id}/consents"): "media.edit",
    ("GET", "/assets/{asset_id}/uses"): "media.read",
    ("GET", "/assets/{asset_id}/captions"): "media.read",
    ("PUT", "/assets/{asset_id}/captions/{language}"): "media.edit",
    ("POST", "/assets/descriptions"): "media.edit",
    ("POST", "/assets/edits"): "media.edit",
    ("POST", "/assets/edits/{batch_id}/undo"): "media.edit",
    ("GET", "/assets/templates"): "media.read",
    ("GET", "/assets/{asset_id}/changes"): "media.read",
    ("GET", "/collections"): "media.read",
    ("POST", "/collections"): "media.read",
    ("GET", "/collections/{collection_id}"): "media.read",
    ("PUT", "/collections/{collection_id}"): "media.read",
    ("DELETE", "/collections/{collection_id}"): "media.read",
    ("POST", "/collections/{collection_id}/assets"): "media.read",
    ("DELETE", "/collections/{collection_id}/assets"): "media.read",
    ("PUT", "/collections/{collection_id}/order"): "media.read",
    ("OPTIONS", "/uploads"): "media.add",
    ("POST", "/uploads"): "media.add",
    ("GET", "/uploads/{upload_id}"): "media.add",
    ("PATCH", "/uploads/{upload_id}"): "media.add",
    ("DELETE", "/uploads/{upload_id}"): "media.add",
    ("POST", "/proofreading"): "language.proof",
    ("GET", "/channels"): "channels.read",
    ("GET", "/stories/{story_id}/releases"): "channels.read",
    ("POST", "/stories/{story_id}/releases"): "channels.plan",
    ("DELETE", "/releases/{release_id}"): "channels.plan",
    ("GET", "/releases/upcoming"): "channels.read",
    ("GET", "/releases/troubled"): "channels.read",
    ("POST", "/deliveries/{delivery_id}/evidence"): "channels.record",
    ("POST", "/deliveries/{delivery_id}/retry"): "channels.plan",
    ("POST", "/stories/{story_id}/takedowns"): "channels.takedown",
    ("GET", "/sites"): "site.curate",
    ("GET", "/sites/{site_id}/fronts"): "site.curate",
    ("GET", "/fronts/{front_id}"): "site.curate",
    ("PUT", "/fronts/{front_id}/draft"): "site.curate",
    ("POST", "/fronts/{front_id}/publish"): "site.curate",
    ("POST", "/fronts/{front_id}/schedule"): "site.curate",
    ("POST", "/connector/publications"): "connector.push",
}
LAYOUT = {"blocks": [{"key": "moi", "style": "latest", "title": "Tin mới", "limit": 5}]}
PIECE = "application/offset+octet-stream"
OF_TUS = {"Tus-Resumable": "1.0.0", "Upload-Length": "9", "Upload-Offset": "0"}
BODIES: dict[str, object] = {
    "/bylines": [{"name": "Lan"}],
    "/editions/{kind}": {"title": "Tít"},
    "/document": {"update": "", "state_vector": ""},
    "/corrections": {"false_content": "200", "corrected_content": "20"},
    "/withdrawal": {"reason": "Xác minh"},
    "/restoration": {"reason": "Đúng"},
    "/lock": {"kind": "legal", "reason": "Đang thanh tra"},
    "/evidence": {"media_type": "print", "place": "Trang 1"},
    "/takedowns": {"authority": "Cục Báo chí", "reason": "Lệnh"},
    "/threads": {"words": "Số này lấy ở đâu?"},
    "/consents": {"person_name": "Bà Sáu", "kind": "spoken"},
    "/messages": {"words": "Của Sở"},
    "/messages/{message_id}": {"words": "Của Sở"},
    "/chat": {"words": "Chào"},
    "/assets/descriptions": {"asset_ids": [], "caption": "Cầu"},
    "/assets/edits": {"asset_ids": [], "edits": []},
    "/collections": {"name": "Cầu"},
    "/collections/{collection_id}": {"name": "Cầu"},
    "/collections/{collection_id}/assets": {"asset_ids": []},
    "/draft": {"layout": LAYOUT},
    "/publish": {"layout": LAYOUT},
    "/publications": {"rows": []},
    "/proofreading": {"parts": [{"key": "a", "text": "Một câu đúng."}]},
    "/schedule": {"layout": LAYOUT, "goes_live_at": "2030-01-01T08:00:00+07:00"},
}
EVERYTHING = frozenset(permission.code for permission in permissions())


def declared() -> set[tuple[str, str]]:
    paths = api.get_openapi_schema()["paths"]
    return {
        (method.upper(), path.removeprefix("/api")) for path, methods in paths.items() for method in methods
    }


class Program:
    """A caller of operations: a browser with a session, or a program with a token."""

    def __init__(self, world: World, client: Client, story_id: object) -> None:
        self.client, self.channel = client, world.values["channel_id"]
        client.raise_request_exception = False
        way = Transition.objects.unscoped(why="tests").get(
            workflow=world.draft.workflow, from_stage__key="draft", to_stage__key="desk"
        )
        holes = {
            "site_id": world.site.pk,
            "move_id": way.pk,
            "story_id": story_id,
            "number": 1,
            "kind": "web",
            "language": "vi",
        }
        self.holes = world.values | {name: str(value) for name, value in holes.items()}

    def __call__(self, method: str, path: str) -> HttpResponseBase:
        """Do it and undo it."""
        with undone():
            address = "/api" + path.format(**self.holes)
            if (method, path) == ("POST", "/assets"):
                file = SimpleUploadedFile("a.jpg", picture_bytes())
                return self.client.post(address, {"file": file})
            if path.startswith("/uploads"):
                return self.client.generic(method, address, b"12345", PIECE, headers=OF_TUS)
            given = next((body for end, body in BODIES.items() if path.endswith(end)), {})
            if path.endswith("/assignee"):
                given = {"assignee_id": self.holes["person_id"]}
            if path.endswith("/order"):
                given = {"asset_id": self.holes["asset_id"]}
            if path.endswith("/releases"):
                given = {"channel_id": self.channel}
            return self.client.generic(method, address, json.dumps(given), "application/json")


@pytest.fixture
def chief(world: World) -> Iterator[Person]:
    """Somebody of the agency who may do everything."""
    with undone():
        yield make_person(world.agency, permissions=tuple(EVERYTHING), name=f"Trưởng {MARK}")


def own_story(person: Person) -> UUID:
    """Return a story that the person writes now, with one revision kept."""
    actor = actor_of(person)
    story = make_story(actor, headline=f"Của tôi {MARK}")
    stories.save_revision(actor=actor, story_id=story.pk)
    return story.pk


def own_task(person: Person, story_id: UUID) -> dict[str, str]:
    """Return the ids of a task that the person set on a story, and of its words."""
    actor = actor_of(person)
    thread_id = discussion.open_thread(
        actor=actor, story_id=story_id, kind=Kind.TASK, words=f"Việc {MARK}", assignee_id=person.pk
    )
    [said] = discussion.thread(actor=actor, thread_id=thread_id).messages
    return {"thread_id": str(thread_id), "message_id": str(said.id)}


def own_upload(person: Person) -> dict[str, str]:
    """Return the id of an upload that the person began."""
    begun = media.begin_upload(actor=actor_of(person), name=f"{MARK}.mov", size_bytes=9)
    return {"upload_id": str(begun.id)}


def with_token(person: Person, scopes: Collection[str]) -> Client:
    secret = make_token(actor=actor_of(person), name="Thử", scopes=scopes, days=9).secret
    return Client(headers={"authorization": f"Bearer {secret}"})


# Authors take part beside their own stories without reading everybody's: the story at hand is none of theirs.
OF_READABLE_STORIES = {("GET", "/stories/{story_id}/threads"), ("GET", "/stories/{story_id}/chat")}
# An upload is its sender's alone.
OF_ITS_OWNER = {("GET", "/uploads/{upload_id}")}


def wrong_answers(program: Program, held: Collection[str]) -> list[str]:
    """Return the operations that let in whom they should not, or turn away whom they should let in."""
    wrong = []
    for (method, path), need in TABLE.items():
        status = program(method, path).status_code
        may = need == SIGNED_IN or need in held
        # Who may do a thing may still be refused the story at hand, with a sentence; then GET would be wrong.
        seen = status == 200 or (status == 404 and (method, path) in OF_READABLE_STORIES | OF_ITS_OWNER)
        fine = status < 500 and status != 401 and (method != "GET" or seen)
        if not (fine if may else status in (403, 404)):
            wrong.append(f"{status} {method} {path} needs {need}")
    return wrong


def test_every_operation_is_declared() -> None:
    assert declared() == set(TABLE)


@pytest.mark.parametrize("role", [role.key for role in DEFAULT_ROLES])
def test_a_role_may_what_the_table_says_with_session_and_token(world: World, role: str) -> None:
    held = next(known.permissions for known in DEFAULT_ROLES if known.key == role)
    with undone():
        person = make_person(world.agency, role)
        assert not wrong_answers(Program(world, signed_in(person), world.draft.pk), held)
        if "accounts.tokens" in held:
            assert not wrong_answers(Program(world, with_token(person, held), world.draft.pk), held)


def test_a_token_does_all_that_its_scopes_allow(world: World, chief: Person) -> None:
    """On a story of one's own, with one's own words beside it and every scope no operation says "not allowed"."""
    story_id = own_story(chief)
    program = Program(world, with_token(chief, EVERYTHING), story_id)
    program.holes |= own_task(chief, story_id) | own_upload(chief)
    statuses = {key: program(*key).status_code for key in TABLE}
    assert not {key: status for key, status in statuses.items() if status in (401, 403, 404, 422)}


@pytest.mark.parametrize("missing", sorted({need for need in TABLE.values() if need}))
def test_a_token_without_one_scope_cannot_do_what_needs_it(world: World, chief: Person, missing: str) -> None:
    scopes = EVERYTHING - {missing}
    assert not wrong_answers(Program(world, with_token(chief, scopes), own_story(chief)), scopes)


def test_a_token_with_one_scope_does_nothing_else(world: World, chief: Person) -> None:
    for scope in sorted({need for need in TABLE.values() if need}):
        program = Program(world, with_token(chief, {scope}), world.draft.pk)
        for (method, path), need in TABLE.items():
            if need not in (SIGNED_IN, scope):
                assert program(method, path).status_code in (403, 404), (scope, method, path)


def test_a_dead_token_opens_nothing(world: World, chief: Person) -> None:
    maker = actor_of(chief)
    revoked = make_token(actor=maker, name="Thu hồi", scopes=EVERYTHING, days=9)
    revoke_token(actor=maker, token_id=revoked.id)
    expired = make_token(actor=maker, name="Hết hạn", scopes=EVERYTHING, days=1)
    gone = make_person(world.agency, permissions=tuple(EVERYTHING), name="Đã nghỉ")
    left = make_token(actor=actor_of(gone), name="Người đã nghỉ", scopes=EVERYTHING, days=9)
    gone.memberships.update(active_until=clock.now())
    with clock.frozen(clock.now() + timedelta(days=2)):
        for secret in (revoked.secret, expired.secret, left.secret, "hoitu_", "", "Bearer"):
            program = Program(world, Client(headers={"authorization": f"Bearer {secret}"}), world.draft.pk)
            for method, path in TABLE:
                answer = program(method, path)
                assert answer.status_code == 401, (secret[:12], method, path)
                assert MARK not in answer.content.decode()  # type: ignore[attr-defined]


def test_another_agency_sees_and_changes_nothing(world: World) -> None:
    with undone():
        hoa = make_person(
            world.hoa.memberships.get().agency, permissions=tuple(EVERYTHING), name="Người nơi khác"
        )
        fill_the_rest(world)
        trail = AuditEntry.objects.unscoped(why="tests").filter(agency_id=world.agency.pk)
        for client in (signed_in(hoa), with_token(hoa, EVERYTHING)):
            program = Program(world, client, world.out.pk)
            for method, path in TABLE:
                before = trail.count()
                with undone():
                    answer = program(method, path)
                    assert trail.count() == before, (method, path)
                assert MARK not in answer.content.decode().lower(), (method, path)  # type: ignore[attr-defined]
                if "{" in path and path != "/sites/{site_id}/fronts":
                    assert answer.status_code == 404, (method, path, answer.status_code)


def fill_the_rest(world: World) -> None:
    """Let a delivery have failed and a front have a draft, so that these lists have something to show."""
    Front.objects.unscoped(why="tests").filter(pk=world.values["front_id"]).update(draft_by=f"Ai đó {MARK}")
    failed = DeliveryRow.objects.unscoped(why="tests").filter(pk=world.values["delivery_id"])
    assert failed.update(state=DeliveryState.FAILED) == 1


def test_what_could_leak_is_there(world: World) -> None:
    """The same questions show the agency its own words, so the test above has something to miss."""
    with undone():
        own = make_person(world.agency, permissions=tuple(EVERYTHING))
        fill_the_rest(world)
        program = Program(world, signed_in(own), world.out.pk)
        # A picture has no captions; hoitu/media/tests/test_moving.py asks for another agency's.
        program.holes |= own_upload(own)
        # Counts say no words, and nothing looks like the one picture.
        counts = {("GET", "/assets/facets"), ("GET", "/assets/{asset_id}/similar")}
        silent = {("GET", "/me"), ("GET", "/stages"), ("GET", "/assets/{asset_id}/captions"), *counts}
        stories.lock_story(actor=actor_of(own), story_id=world.out.pk, kind="on_air", reason=f"Vì {MARK}")
        for method, path in TABLE:
            if method == "GET" and (method, path) not in silent:
                words: Any = program(method, path)
                assert MARK in words.content.decode().lower(), path


def test_an_upload_is_refused_before_it_is_read(world: World) -> None:
    with undone():
        reader = make_person(world.agency, permissions=("media.read",))
        file = io.BytesIO(b"x" * 3_000_000)
        file.name = "a.jpg"
        assert signed_in(reader).post("/api/assets", {"file": file}).status_code == 403
