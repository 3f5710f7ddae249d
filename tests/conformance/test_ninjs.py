"""What we push is ninjs 3.1, signed, once; the schema is IPTC's own."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from hoitu.channels.adapters.ninjs import associated
from hoitu.channels.data import Action
from hoitu.channels.models import DeliveryRow
from hoitu.channels.tasks import deliver
from hoitu.channels.testing import make_channel, run_deliveries
from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.media.data import Asset, Rendition
from hoitu.site.testing import released
from tests.conformance.newsroom import Newsroom
from tests.conformance.receiver import SECRET, Received, receiver

pytestmark = pytest.mark.django_db
PLACE = Path(__file__).resolve().parents[2].parent / "shared" / "conformance" / "ninjs"

formats = FormatChecker(formats=())


@formats.checks("uri")
def _is_uri(value: object) -> bool:
    return bool(urlsplit(str(value)).scheme) and " " not in str(value)


@formats.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return datetime.fromisoformat(str(value)).tzinfo is not None


@pytest.fixture(scope="module")
def problems() -> Callable[[dict[str, Any]], list[str]]:
    """Say what IPTC's schema finds wrong in an item."""
    specification = PLACE / "specification" / "ninjs-schema_3.1.json"
    geojson = PLACE / "validation" / "test_suite" / "GeoJSON-schema.json"
    if not specification.exists():
        pytest.skip(f"needs IPTC's ninjs schema in {PLACE.name}/specification (github.com/iptc/newsinjson)")
    local = Resource.from_contents(json.loads(geojson.read_text("utf-8")))
    registry: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", local)
    validator = Draft202012Validator(
        json.loads(specification.read_text("utf-8")), registry=registry, format_checker=formats
    )
    return lambda item: [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(item)]


def push(received: Received) -> Newsroom:
    room = Newsroom()
    make_channel(room.agency, "ninjs", medium="wire", config={"url": received.url}, secret=SECRET)
    return room


def test_every_action_is_valid_ninjs(problems: Callable[[dict[str, Any]], list[str]]) -> None:
    with receiver() as received:
        room = push(received)
        story = room.full_story()
        run_deliveries()
        for act in (room.update, room.correct, room.withdraw, room.restore):
            story = act(story)
            run_deliveries()
    assert received.refused == 0
    assert [item["pubStatus"] for item in received.items] == [
        "usable", "usable", "usable", "canceled", "usable",
    ]  # fmt: skip
    for item in received.items:
        assert problems(item) == []
    published, updated, corrected, withdrawn, restored = received.items
    assert len({item["uri"] for item in received.items}) == 1
    assert int(published["version"]) < int(updated["version"]) < int(corrected["version"])
    assert published["headlines"][0]["value"] == "Cầu Yên Lộc thông xe"
    assert published["copyrightHolder"] == "Báo Vân Giang"
    assert "<strong>420 m</strong>" in published["bodies"][0]["value"]
    assert published["associations"][0]["rel"] == "lead"
    assert published["associations"][0]["renditions"][0]["href"].startswith("http")
    assert {row["name"] for row in published["subjects"]} >= {"Thời sự", "Hạ tầng", "giao thông"}
    assert published["events"] == [{"name": "Lễ thông xe", "uri": "https://vangiang.example/thong-xe"}]
    assert corrected["edNote"] == "200 tỷ → 20 tỷ đồng"
    assert "bodies" not in withdrawn
    assert "associations" not in withdrawn
    assert restored["bodies"] == corrected["bodies"]


def test_the_schema_would_notice_a_mistake(problems: Callable[[dict[str, Any]], list[str]]) -> None:
    item = {"uri": "urn:newsml:hoitu:1", "type": "text"}
    assert problems(item) == []
    for wrong in ({"pubstatus": "usable"}, {"uri": "không phải"}, {"versionCreated": "hôm qua"}):
        assert problems(item | wrong)


def test_a_delivery_that_comes_twice_is_kept_once() -> None:
    with receiver() as received:
        room = push(received)
        room.full_story()
        run_deliveries()
        row = DeliveryRow.objects.unscoped(why="tests").get()
        # The answer was lost and the process died: the same delivery goes out once more.
        row.state, row.next_try_at = "queued", clock.now()
        row.save()
        deliver(delivery_id=str(row.pk))
    assert received.message_ids == [row.idempotency_key, row.idempotency_key]
    assert received.bodies[0] == received.bodies[1]
    assert len(received.items) == 1


def test_a_subscriber_with_another_key_refuses_for_good() -> None:
    with receiver() as received:
        room = Newsroom()
        make_channel(room.agency, "ninjs", config={"url": received.url}, secret="một khóa hoàn toàn khác")
        room.full_story()
        run_deliveries()
    row = DeliveryRow.objects.unscoped(why="tests").get()
    assert (received.refused, received.items, row.state) == (1, [], "failed")
    assert "403" in row.error


def test_a_subscriber_in_trouble_is_asked_again() -> None:
    with receiver() as received:
        room = push(received)
        received.answer = 503
        room.full_story()
        run_deliveries()
        row = DeliveryRow.objects.unscoped(why="tests").get()
        assert (row.state, row.action) == ("retrying", Action.PUBLISH)
        received.answer = 202
        with clock.frozen(row.next_try_at):
            run_deliveries()
        row.refresh_from_db()
    assert row.state == "delivered"
    assert len(received.items) == 1


def film() -> Asset:
    """Return a video with some of the files that the archive makes of one."""
    names = ("hls/master.m3u8", "hls/v480.mp4", "play.mp4", "poster.jpg", "sprite.vtt", "captions/vi.vtt")
    files = tuple(Rendition(n, 640, 360, n.rpartition(".")[2], f"media/{n}", "0" * 64, 9) for n in names)
    said = {
        "caption": "Lễ thông xe",
        "credit": "Quang Minh",
        "alt": "",
        "rights_note": "",
        "original_name": "a.mov",
    }
    return Asset(new_id(), new_id(), "video", "1" * 64, 640, 360, renditions=files, duration_ms=9000, **said)


def test_a_film_goes_out_as_files_that_stand_alone() -> None:
    asset = film()
    told = associated(released(asset.agency_id), asset)
    assert told["type"] == "video"
    assert [(row["name"], row["contentType"]) for row in told["renditions"]] == [
        ("play.mp4", "video/mp4"),
        ("poster.jpg", "image/jpeg"),
        ("captions/vi.vtt", "text/vtt"),
    ]


def test_a_film_is_valid_ninjs(problems: Callable[[dict[str, Any]], list[str]]) -> None:
    asset = film()
    item = {"uri": "urn:newsml:hoitu:1", "type": "text"}
    assert problems(item | {"associations": [associated(released(asset.agency_id), asset)]}) == []
