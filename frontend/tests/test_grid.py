"""The archive's grid by keyboard alone, in a real browser: the script on a page with a dozen files."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from frontend.tests.fake_server import FRONTEND

ADDRESS = "http://archive.example/kho/"


def page_of(start: int, script: str) -> str:
    """Return a page with twelve files, four in a row."""
    files = "".join(
        f'<li class="card-file"><a class="card-link" href="/kho/{number}/">{number}</a>'
        f'<input type="checkbox" name="asset" value="{number}"></li>'
        for number in range(start, start + 12)
    )
    return (
        "<style>ul{display:grid;grid-template-columns:repeat(4,1fr)}</style>"
        '<form class="filter-bar"><input type="search" name="q"></form>'
        '<form method="post" action="/kho/mo-ta/" data-choosing>'
        f"<b data-chosen-count></b><ul data-grid>{files}</ul><button>Gửi</button></form><script>{script}</script>"
    )


@pytest.fixture(scope="module")
def script() -> str:
    """The grid's script as a browser runs it."""
    node = Path(sys.executable).with_name("node")
    if not node.exists():
        pytest.skip("The front end is not installed: run `make setup` first.")
    text = (
        (FRONTEND / "archive" / "grid.ts").read_text(encoding="utf-8").replace("export function", "function")
    )
    reading = (
        "const text = require('node:fs').readFileSync(0, 'utf8');"
        "process.stdout.write(require('node:module').stripTypeScriptTypes(text))"
    )
    command = [str(node), "-e", reading]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout + "bindGrid(document);"


@pytest.fixture
def page(browser: Browser, script: str) -> Page:
    """The first page of the archive."""
    opened = browser.new_context().new_page()
    opened.route(
        "http://archive.example/**",
        lambda route: route.fulfill(
            content_type="text/html; charset=utf-8",
            body=page_of(12 if "trang=2" in route.request.url else 0, script),
        ),
    )
    opened.goto(ADDRESS)
    return opened


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent || document.activeElement.name"))


def test_arrows_move_space_marks_and_enter_opens(page: Page) -> None:
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.locator(".card-link").first.focus()
    seen = []
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
        seen.append(focused(page))
    assert seen == ["1", "5", "9", "9", "8", "4", "11", "0"]
    page.keyboard.press("Space")
    assert page.locator("[data-chosen-count]").inner_text() == "1"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kho/1/")


def test_marks_survive_paging_and_go_with_the_form(page: Page) -> None:
    page.locator(".card-link").nth(2).focus()
    page.keyboard.press("Space")
    page.goto(f"{ADDRESS}?trang=2")
    page.locator(".card-link").nth(3).focus()
    page.keyboard.press("Space")
    assert page.locator("[data-chosen-count]").inner_text() == "2"
    with page.expect_request("**/kho/mo-ta/") as sent:
        page.get_by_role("button", name="Gửi").click()
    assert sorted((sent.value.post_data or "").split("&")) == ["asset=15", "asset=2"]
    page.goto(ADDRESS)
    assert page.locator("[data-chosen-count]").inner_text() == "0"
