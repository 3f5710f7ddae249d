"""The reader's script: a remote control reaches every story; foreign players wait for a click."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from hoitu.site.rendering.assets import FOLDER
from hoitu.site.rendering.document import PageRenderer
from hoitu.stories.document.tree import Node

CARD = '<article class="card"><h3><a href="#{0}" style="display:block">{0}</a></h3></article>'
FRONT = """<!doctype html><html lang="vi" class="tv"><body style="margin:0">
<header class="top"><nav><ul style="display:flex">
<li><a href="#trang-chu">trang chủ</a></li>
<li><a href="#kinh-te">kinh tế</a></li></ul></nav></header>
<main id="noi-dung" tabindex="-1" style="display:grid;grid-template-columns:1fr 1fr;gap:200px 40px">{}</main>
</body></html>"""


@pytest.fixture
def page() -> Iterator[Page]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1280, "height": 720})
        browser.close()


def test_arrows_go_to_the_neighbour(page: Page) -> None:
    page.set_content(FRONT.format("".join(map(CARD.format, ("một", "hai", "ba", "bốn")))))
    page.add_script_tag(path=str(FOLDER / "site.js"))
    seen = []
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.textContent"))
    assert seen == ["một", "hai", "bốn", "ba", "một", "kinh tế", "trang chủ"]


def test_a_player_is_asked_for_after_the_click_only(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(re.compile("^https://"), lambda route: route.fulfill(body="player", content_type="text/html"))
    card = PageRenderer({}).node(
        Node("embed", {"url": "https://youtu.be/dQw4w9WgXcQ", "provider": "youtube", "title": "Lễ hội"})
    )
    page.set_content(f'<!doctype html><html lang="vi"><body>{card}</body></html>')
    page.add_script_tag(path=str(FOLDER / "site.js"))
    assert (
        page.get_by_role("link", name="Mở trên YouTube").get_attribute("href")
        == "https://youtu.be/dQw4w9WgXcQ"
    )
    assert asked == []

    page.get_by_role("button", name="Xem tại đây").click()
    page.frame_locator("iframe[title='Lễ hội']").get_by_text("player").wait_for()
    assert asked == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"]
    assert "allow-top-navigation" not in (page.locator("iframe").get_attribute("sandbox") or "")
