"""The tus protocol 1.0.0 as its specification words it, under the newsroom's own rules."""

import asyncio
import base64
import hashlib
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client, TestCase
from pytest_django import Settings

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.storage import store
from hoitu.media import api
from hoitu.media.models import UploadRow
from hoitu.media.operations.upload import KEPT_FOR, sweep_uploads
from hoitu.media.realtime import streaming

pytestmark = pytest.mark.django_db
UPLOADS = "/api/uploads"
PIECE = "application/offset+octet-stream"
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def lan() -> Person:
    return make_person(make_agency(), "reporter")


@pytest.fixture
def client(lan: Person) -> Client:
    return signed_in(lan)


def begin(client: Client, size: int, name: str = "cầu.jpg", body: bytes | None = None, **more: str) -> str:
    said = f"filename {base64.b64encode(name.encode()).decode()}"
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": said, **more}
    kind = PIECE if body is not None else "application/json"
    answer = client.generic("POST", UPLOADS, body or b"", kind, headers=headers)
    assert answer.status_code == 201, answer.content
    return answer.headers["Location"]


def send(client: Client, url: str, offset: object, data: bytes, kind: str = PIECE, **more: str) -> Any:
    return client.generic("PATCH", url, data, kind, headers={**TUS, "Upload-Offset": str(offset), **more})


def head(client: Client, url: str) -> Any:
    return client.head(url, headers=TUS)


def test_options_say_what_the_server_can(client: Client) -> None:
    answer = client.options(UPLOADS)
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation", "creation-with-upload", "expiration", "checksum", "termination",
    }  # fmt: skip
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"].split(",")
    assert int(answer.headers["Tus-Max-Size"]) > 1_000_000_000


def test_a_file_comes_in_pieces_and_the_server_knows_how_far(client: Client, lan: Person) -> None:
    url = begin(client, 10)
    fresh = head(client, url)
    assert (fresh.headers["Upload-Offset"], fresh.headers["Upload-Length"]) == ("0", "10")
    assert fresh.headers["Cache-Control"] == "no-store"
    assert fresh.headers["Upload-Metadata"].startswith("filename ")
    first = send(client, url, 0, b"01234")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "5")
    assert "Upload-Expires" in first.headers
    assert send(client, url, 0, b"01234").status_code == 409
    assert send(client, url, 7, b"789").status_code == 409
    assert send(client, url, 5, b"5678901").status_code == 413
    assert send(client, url, 5, b"56789", kind="text/plain").status_code == 415
    assert send(client, url, "x", b"56789").status_code == 400
    last = send(client, url, 5, b"56789")
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, "10")
    row = UploadRow.objects.for_agency(actor_of(lan).agency).get()
    assert (row.name, row.state) == ("cầu.jpg", "arrived")
    assert store().get(row.part_key) == b"0123456789"
    assert head(client, url).headers["Upload-Offset"] == "10"


def test_a_small_file_comes_with_its_creation(client: Client) -> None:
    url = begin(client, 3, body=b"abc")
    assert head(client, url).headers["Upload-Offset"] == "3"


def test_a_disk_that_has_less_than_was_confirmed_gets_it_again(client: Client) -> None:
    """And what was written without being confirmed, because the server was killed, does not count."""
    url = begin(client, 10)
    send(client, url, 0, b"01234")
    row = UploadRow.objects.unscoped(why="tests").get()
    with store().path(row.part_key).open("ab") as part:
        part.write(b"half")
    assert head(client, url).headers["Upload-Offset"] == "5"
    store().path(row.part_key).write_bytes(b"012")
    assert head(client, url).headers["Upload-Offset"] == "3"
    assert send(client, url, 5, b"56789").status_code == 409
    assert send(client, url, 3, b"3456789").status_code == 204
    assert store().get(row.part_key) == b"0123456789"


@pytest.mark.parametrize("name", ["sha1", "sha256", "md5"])
def test_a_piece_that_changed_on_its_way_is_not_kept(client: Client, name: str) -> None:
    url, piece = begin(client, 5), b"01234"
    right = base64.b64encode(hashlib.new(name, piece).digest()).decode()
    wrong = base64.b64encode(hashlib.new(name, b"x").digest()).decode()
    assert send(client, url, 0, piece, **{"Upload-Checksum": f"{name} {wrong}"}).status_code == 460
    assert head(client, url).headers["Upload-Offset"] == "0"
    assert send(client, url, 0, piece, **{"Upload-Checksum": "crc9 AAAA"}).status_code == 400
    assert send(client, url, 0, piece, **{"Upload-Checksum": f"{name} ???"}).status_code == 400
    assert send(client, url, 0, piece, **{"Upload-Checksum": f"{name} {right}"}).status_code == 204


def test_who_gives_up_leaves_nothing(client: Client) -> None:
    url = begin(client, 10)
    send(client, url, 0, b"01234")
    key = UploadRow.objects.unscoped(why="tests").get().part_key
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.delete(url, headers=TUS).status_code == 204
    assert not store().exists(key)
    assert head(client, url).status_code == 404


def test_what_nobody_goes_on_with_ends(client: Client) -> None:
    url = begin(client, 10)
    send(client, url, 0, b"01234")
    key = UploadRow.objects.unscoped(why="tests").get().part_key
    with clock.frozen(clock.now() + KEPT_FOR + timedelta(minutes=1)):
        # The session would be over too; the operation is asked itself.
        with pytest.raises(api.UploadEnded):
            api.upload(actor=_actor_of(client), upload_id=_id(url))
        assert sweep_uploads() == 1
        assert not store().exists(key)
        with pytest.raises(api.UploadEnded):
            api.upload(actor=_actor_of(client), upload_id=_id(url))
    with clock.frozen(clock.now() + timedelta(days=60)):
        sweep_uploads()
        assert not UploadRow.objects.unscoped(why="tests").exists()


def test_other_versions_and_wrong_words_are_refused(client: Client, settings: Settings) -> None:
    old = client.post(UPLOADS, headers={"Tus-Resumable": "0.2.2", "Upload-Length": "3"})
    assert (old.status_code, old.headers["Tus-Version"]) == (412, "1.0.0")
    for headers, status in (
        ({"Upload-Length": "-1"}, 400),
        ({}, 400),
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": "5", "Upload-Metadata": "filename ###"}, 400),
        ({"Upload-Length": str(settings.ARCHIVE_LIMIT_BYTES + 1)}, 413),
    ):
        answer = client.post(UPLOADS, headers=TUS | headers)
        assert (answer.status_code, answer.headers["Tus-Resumable"]) == (status, "1.0.0"), headers
        assert answer.json()["sentence"]


def test_an_upload_is_its_senders_alone(client: Client, lan: Person) -> None:
    url = begin(client, 10)
    for person in (make_person(lan.memberships.get().agency, "director"), make_person(make_agency())):
        other = signed_in(person)
        assert head(other, url).status_code == 404
        assert send(other, url, 0, b"0").status_code == 404
        assert other.delete(url, headers=TUS).status_code == 404
    assert Client().head(url, headers=TUS).status_code == 401


def test_a_browser_needs_its_csrf_token(lan: Person) -> None:
    strict = signed_in(lan)
    strict.handler.enforce_csrf_checks = True
    assert strict.post(UPLOADS, headers=TUS | {"Upload-Length": "3"}).status_code == 403


def test_the_outcome_is_told_to_the_sender(client: Client) -> None:
    url = begin(client, 3)
    found = client.get("/kho/tai-len/ket-qua/", {"id": [str(_id(url)), "không phải"]}).json()["items"]
    assert [(item["id"], item["state"]) for item in found] == [(str(_id(url)), "arriving")]
    assert client.get(url).json()["offset_bytes"] == 0


def test_a_long_piece_is_confirmed_while_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that is cut after 25 of 100 bytes has 25 confirmed, in whole pieces and the rest."""
    monkeypatch.setattr(streaming, "PIECE_BYTES", 10)
    asked: list[tuple[int, bytes]] = []

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        body = (await receive())["body"]
        assert int(headers[b"content-length"]) == len(body)
        assert headers[b"authorization"] == b"Bearer x"
        asked.append((int(headers[b"upload-offset"]), body))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def run(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return messages.pop(0)

        async def answer(message: Any) -> None:
            answers.append(message)

        headers = [(b"upload-offset", b"5"), (b"content-length", b"100"), (b"authorization", b"Bearer x")]
        scope = {"type": "http", "method": "PATCH", "path": "/api/uploads/x", "headers": headers}
        assert streaming.concerns(scope)
        asyncio.run(streaming.serve(scope, receive, answer, pages))
        return answers

    part = {"type": "http.request", "body": b"12345", "more_body": True}
    assert run([*(dict(part) for _ in range(5)), {"type": "http.disconnect"}]) == []
    assert asked == [(5, b"1234512345"), (15, b"1234512345"), (25, b"12345")]
    asked.clear()
    done = run([dict(part), dict(part), dict(part) | {"more_body": False}])
    assert [found[0] for found in asked] == [5, 15]
    assert done[0]["status"] == 204


def _id(url: str) -> UUID:
    return UUID(url.rpartition("/")[2])


def _actor_of(client: Client) -> Any:
    return actor_of(Person.objects.get(pk=client.session["_auth_user_id"]))


def test_many_pieces_from_memory(lan: Person) -> None:
    actor, data = actor_of(lan), bytes(range(256)) * 40
    begun = api.begin_upload(actor=actor, name="a.bin", size_bytes=len(data))
    for start in range(0, len(data), 1000):
        piece = data[start : start + 1000]
        api.append(
            actor=actor,
            upload_id=begun.id,
            offset_bytes=start,
            piece=io.BytesIO(piece),
            piece_bytes=len(piece),
        )
    assert store().get(f"arriving/{begun.id}") == data
