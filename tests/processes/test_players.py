"""A film and a recording of a published story play in a real browser, from the real readers' server."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from hoitu.accounts.testing import make_agency
from hoitu.media.adapters.moving import testing
from hoitu.site import files
from hoitu.site.models import Site
from hoitu.site.operations.place import place_story, withdraw_story
from hoitu.site.testing import make_site, released
from hoitu.stories.data import ReleasedStory
from hoitu.stories.document.tree import Json, Node, Text
from tests.processes.servers import environment, free_port, running, wait_for

pytestmark = pytest.mark.django_db

VTT = """WEBVTT

00:00:01.000 --> 00:00:03.000
Chào buổi sáng

00:00:04.000 --> 00:00:06.500
Cầu đã thông xe
"""


@dataclass(frozen=True)
class Readers:
    """A site whose pages a running server answers."""

    site: Site
    client: httpx.Client
    folder: Path

    def place(self, *nodes: Node, assets: tuple[testing.Asset, ...]) -> tuple[ReleasedStory, str]:
        """Publish a story of these nodes; return it with its page's address."""
        story = released(self.site.agency_id, body=Node("doc", {}, nodes), assets=assets)
        path = place_story(self.site, story).path
        return story, f"{self.client.base_url}{self.site.path_prefix}{path}".replace("//bao", "/bao")


@pytest.fixture
def readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    monkeypatch.setattr("os.sync", lambda: None)
    monkeypatch.setattr(settings, "PUBLIC_ROOT", tmp_path / "public")
    port, log = free_port(), tmp_path / "public.log"
    site = make_site(make_agency().pk, slug="bao", prefix="/bao")
    env = environment(
        tmp_path, HOITU_PUBLIC_PORT=str(port), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"
    )
    origin = f"http://127.0.0.1:{port}"
    with running(["public"], env, log) as process, httpx.Client(base_url=origin) as client:
        wait_for(f"{origin}/_health", process, log)
        yield Readers(site, client, tmp_path)


@contextmanager
def opened(address: str, *, script: bool = True) -> Iterator[tuple[Page, list[str]]]:
    """Open a page in a browser of its own; the list is what it asked for and said.

    Playwright's loop lives inside the block only: Django refuses its ordinary database calls beside a loop.
    """
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    flags = [
        "--no-sandbox",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-component-update",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=script)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(f"console: {message.text}"))
        page.goto(address)
        yield page, asked
        browser.close()


def node(kind: str, asset: testing.Asset, **attrs: Json) -> Node:
    return Node(kind, {"asset": str(asset.id), **attrs}, (Text("Ngày thông xe"),))


def test_a_film_plays_with_captions_and_speed(readers: Readers) -> None:
    film = testing.kept(
        readers.site.agency_id,
        testing.film(readers.folder / "a.mp4", seconds=8, size="640x360"),
        readers.folder / "made",
        captions={"vi": VTT},
    )
    _, address = readers.place(node("video", film, title="Lễ thông xe"), assets=(film,))
    with opened(address) as (page, asked):
        assert not [
            url for url in asked if ".m3u8" in url or "play-" in url or "hls" in url
        ]  # nothing before the click
        box = page.locator("video").bounding_box()
        assert box
        assert box["width"] / box["height"] == pytest.approx(640 / 360, rel=0.02)
        assert page.locator(".poster, video").first.get_attribute("poster")
        page.locator("video").evaluate("video => { video.muted = true; return video.play().catch(() => 0) }")
        page.wait_for_function("() => document.querySelector('video').currentTime > 1.2", timeout=30_000)
        assert [url for url in asked if url.endswith("master.m3u8")], asked
        assert [url for url in asked if re.search(r"/v\d+\.mp4$", url)], asked
        assert (
            page.evaluate("document.querySelector('video').textTracks[0].activeCues[0].text")
            == "Chào buổi sáng"
        )
        assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"
        dropped = page.evaluate(
            "document.querySelector('video').getVideoPlaybackQuality().droppedVideoFrames"
        )
        assert isinstance(dropped, int)

        page.get_by_label("Tốc độ").select_option("2")
        assert page.evaluate("document.querySelector('video').playbackRate") == 2
        page.get_by_text("Lời thoại").click()
        page.get_by_role("button", name="00:04").click()
        page.wait_for_function("() => document.querySelector('video').currentTime >= 4")
        assert page.evaluate("document.querySelector('video').playbackRate") == 2
        assert not [line for line in asked if "Content Security Policy" in line]


def test_a_film_plays_without_a_script(readers: Readers) -> None:
    film = testing.kept(
        readers.site.agency_id,
        testing.film(readers.folder / "a.mp4", seconds=3, size="320x180"),
        readers.folder / "made",
    )
    _, address = readers.place(node("video", film), assets=(film,))
    html = readers.client.get(address).text
    [src] = re.findall(r'<source src="([^"]+)"', html)
    assert "#" not in src
    part = readers.client.get(src, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.headers["content-type"], len(part.content)) == (206, "video/mp4", 100)
    assert "immutable" in part.headers["cache-control"]
    with opened(address, script=False) as (page, _):
        assert page.locator("video source").get_attribute("type") == "video/mp4"


def test_a_part_plays_only_its_part_and_nothing_else_can_be_fetched(readers: Readers) -> None:
    film = testing.kept(
        readers.site.agency_id,
        testing.film(readers.folder / "a.mp4", seconds=12, size="320x180"),
        readers.folder / "made",
        captions={"vi": VTT},
    )
    story, address = readers.place(node("video", film, startMs=4500, endMs=6200), assets=(film,))
    with opened(address) as (page, asked):
        page.locator("video").evaluate("video => { video.muted = true; return video.play().catch(() => 0) }")
        page.wait_for_function(
            "() => { const v = document.querySelector('video'); return v.paused && v.currentTime > 2 }",
            timeout=30_000,
        )
        # 4500 ms lie 660 ms inside the third segment: the part's own time begins there.
        assert page.evaluate("document.querySelector('video').currentTime") == pytest.approx(
            0.66 + 1.7, abs=0.3
        )
        assert page.evaluate("document.querySelector('video').duration") == pytest.approx(3.84, abs=0.1)
        assert page.evaluate("[...document.querySelector('video').textTracks[0].cues].map(c => c.text)") == [
            "Cầu đã thông xe"
        ]
        media = files.site_folder("bao") / "media"
        whole = {r.sha256 for r in film.renditions if r.name.endswith((".mp4", ".m4a"))}
        placed = [path for path in media.rglob("*") if path.is_file()]
        assert not whole & {testing.hashlib.sha256(path.read_bytes()).hexdigest() for path in placed}
        largest = max(path.stat().st_size for path in placed if path.suffix == ".mp4")
        assert largest < max(r.size_bytes for r in film.renditions if r.name.startswith("hls/v")) / 2

    ladder = next(url for url in asked if url.endswith("master.m3u8"))
    assert readers.client.get(ladder).status_code == 200
    withdraw_story(readers.site, story.story_id)
    assert readers.client.get(ladder).status_code == 404
    assert readers.client.get(address).status_code == 410
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_recording_plays_with_its_shape(readers: Readers) -> None:
    recording = testing.kept(
        readers.site.agency_id, testing.sound(readers.folder / "a.wav", seconds=5), readers.folder / "made"
    )
    _, address = readers.place(
        node("audio", recording, title="Lời kể của bà Lan"),
        node("audio", recording, startMs=2000, endMs=3000),
        assets=(recording,),
    )
    with opened(address) as (page, _):
        assert page.locator(".wave").count() == 2
        assert page.get_by_role("figure").get_by_text("Lời kể của bà Lan").is_visible()
        first, second = page.locator("audio").all()
        for sound, until in ((first, 1.0), (second, 0.9)):
            sound.evaluate("sound => { sound.muted = true; return sound.play().catch(() => 0) }")
            page.wait_for_function(
                "([s, t]) => s.currentTime > t", arg=[sound.element_handle(), until], timeout=30_000
            )
            sound.evaluate("sound => sound.pause()")
        assert second.evaluate("sound => sound.duration") < 4
        assert (
            float(
                page.locator(".wave").first.evaluate("w => parseFloat(w.style.getPropertyValue('--heard'))")
            )
            > 15
        )
