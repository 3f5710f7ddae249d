"""What nobody should type or upload: never a crash, never a script, and what was typed is still there."""

import io
import json
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hoitu.accounts.testing import make_person, signed_in
from hoitu.stories.testing import make_story
from tests.security.test_permissions import PLAUSIBLE, undone
from tests.security.world import World, addresses, picture_bytes

pytestmark = pytest.mark.timeout(300)

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>"
NASTY = {
    "a zero byte": "a\x00b",
    "half a letter": "\ud800",
    "a very long text": "Đ" * 20_000,
    "no number": "không phải số",
    "a date that is none": "2026-13-45T99:99",
    "a script": SCRIPT,
    "right to left": "\u202e\u2066abc",
    "a huge number": "9" * 400,
}


def png(width: int, height: int) -> bytes:
    """Return a tiny PNG that claims any size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


FILES = {
    "a drawing with a script": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "a.svg",
    ),
    "a page": (b"<!doctype html><script>alert(1)</script>", "a.jpg"),
    "half a picture": (picture_bytes(900, 900)[:400], "a.jpg"),
    "a picture of endless size": (png(100_000, 100_000), "a.png"),
    "a bomb": (b"", "a.png"),
    "nothing": (b"", "a.jpg"),
    "an archive": (b"PK\x03\x04" + b"\0" * 200, "a.png"),
    "a gif that is a script": (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", "a.gif"),
}


@pytest.fixture
def lan(world: World) -> Client:
    client = signed_in(make_person(world.agency, "director"))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("what", FILES)
def test_what_is_no_honest_picture_is_refused_with_a_sentence(world: World, lan: Client, what: str) -> None:
    data, name = FILES[what]
    data = bomb() if what == "a bomb" else data
    with undone():
        answer = lan.post(
            "/kho/tai-len/", {"file": SimpleUploadedFile(name, data)}, headers={"accept": "application/json"}
        )
        assert 400 <= answer.status_code < 500, answer.content[:300]
        assert len(answer.json()["sentence"]) > 10


def test_a_body_of_a_hundred_megabytes_is_too_much(world: World, lan: Client) -> None:
    with undone():
        body = b"x" * 100_000_000
        answer = lan.post(f"/tin-bai/{world.draft.pk}/van-ban", body, content_type="application/json")
        assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"1", b'{"update": 5}', b'{"update": "@@@"}', b'{"update": "AAECAwQ="}',
     b'{"update": "\xff"}', b'{"state_vector": "////"}', b'{"update": "\\ud800"}', b"[" * 50_000],
)  # fmt: skip
def test_the_editor_may_send_anything(world: World, lan: Client, body: bytes) -> None:
    with undone():
        answer = lan.post(f"/tin-bai/{world.draft.pk}/van-ban", body, content_type="application/json")
        assert 400 <= answer.status_code < 500, answer.content[:300]


@pytest.mark.parametrize("what", NASTY)
def test_no_form_breaks(world: World, lan: Client, what: str) -> None:
    """Every field of every form at once, and one by one where it matters, is filled with it."""
    wrong = []
    text = NASTY[what]
    plain = text.encode("utf-8", "surrogatepass") if what == "half a letter" else text
    for address in addresses():
        path = world.paths(address)[0]
        for given in (
            dict.fromkeys(PLAUSIBLE, plain),
            PLAUSIBLE | dict.fromkeys(("name", "title", "note"), plain),
        ):
            with undone():
                answer = lan.post(path, given)
                if answer.status_code >= 500:
                    wrong.append(f"{answer.status_code} POST {path} ({address.name})")
        with undone():
            names = ("q", "page", "trang", "after", "before", "dong", "kind")
            answer = lan.get(path, dict.fromkeys(names, text) if what != "half a letter" else {})
            if answer.status_code >= 500:
                wrong.append(f"{answer.status_code} GET {path} ({address.name})")
    assert not wrong, "\n".join(wrong)


def test_scripts_are_shown_as_words(world: World, lan: Client) -> None:
    with undone():
        story = make_story(world.lan, headline=SCRIPT)
        for path in (f"/tin-bai/{story.pk}/", "/", "/bang/", f"/tin-bai/{story.pk}/phien-ban/", "/nhat-ky/"):
            page = lan.get(path).content.decode()
            assert "<script>alert" not in page, path
            assert "<img src=x" not in page, path
            assert "<svg/onload" not in page, path


def test_what_was_typed_is_still_there(world: World, lan: Client) -> None:
    typed = "Chữ đã gõ rất lâu"
    forms = {
        "/so/giay-phep/moi/": "name",
        "/kenh/moi/": "name",
        "/trang-web/tao/": "name",
        "/nhan-su/moi/": "full_name",
        "/to-chuc/moi/": "name",
    }
    with undone():
        for path, name in forms.items():
            page = lan.post(path, {name: typed, "email": "không phải thư", "issued_on": "mai"})
            assert page.status_code in (200, 422), path
            assert typed in page.content.decode(), path


def test_json_of_the_editor_answers_with_a_sentence(world: World, lan: Client) -> None:
    with undone():
        path = f"/tin-bai/{world.draft.pk}/van-ban"
        headers = {"accept": "application/json"}
        answer = lan.post(path, "{", content_type="application/json", headers=headers)
        assert "sentence" in json.loads(answer.content)
