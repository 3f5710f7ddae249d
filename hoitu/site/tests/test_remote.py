"""On a television the arrow keys of a remote control reach every story of the front."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from hoitu.site.rendering.assets import FOLDER

CARD = '<article class="card"><h3><a href="#{0}" style="display:block">{0}</a></h3></article>'
FRONT = """<!doctype html><html lang="vi" class="tv"><body style="margin:0"><header class="top"><nav><ul style="display:flex">
<li><a href="#trang-chu">trang chủ</a></li><li><a href="#kinh-te">kinh tế</a></li></ul></nav></header>
<main id="noi-dung" tabindex="-1" style="display:grid;grid-template-columns:1fr 1fr;gap:200px 40px">{}</main>
</body></html>"""


@pytest.fixture
def front() -> Iterator[Page]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_content(FRONT.format("".join(map(CARD.format, ("một", "hai", "ba", "bốn")))))
        page.add_script_tag(path=str(FOLDER / "site.js"))
        yield page
        browser.close()


def test_arrows_go_to_the_neighbour(front: Page) -> None:
    seen = []
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp", "ArrowLeft"):
        front.keyboard.press(key)
        seen.append(front.evaluate("document.activeElement.textContent"))
    assert seen == ["một", "hai", "bốn", "ba", "một", "kinh tế", "trang chủ"]
