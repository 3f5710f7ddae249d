"""A collection's order in a real browser: dragged, by Alt and arrows, by buttons; each step is told to the server."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from frontend.tests.fake_server import FRONTEND

ADDRESS = "http://archive.example/kho/bo-suu-tap/1/"


def page_of(script: str) -> str:
    """Return a page with four files beside each other."""
    files = "".join(
        f'<li class="card-file" data-asset="{name}"><a class="card-link" href="#">{name}</a>'
        f'<button type="button" data-step="-1">lên {name}</button>'
        f'<button type="button" data-step="1">xuống {name}</button></li>'
        for name in "abcd"
    )
    return (
        "<style>ul{display:flex;padding:0}li{width:120px;height:80px;list-style:none}</style>"
        '<input type="hidden" name="csrfmiddlewaretoken" value="token"><p data-order-said></p>'
        f'<ul data-grid data-order="/thu-tu/" data-said="Đã chuyển đến vị trí" data-lost="Chưa lưu">{files}</ul>'
        f"<script>{script}</script>"
    )


@pytest.fixture(scope="module")
def script() -> str:
    """The ordering script as a browser runs it."""
    node = Path(sys.executable).with_name("node")
    if not node.exists():
        pytest.skip("The front end is not installed: run `make setup` first.")
    text = (
        (FRONTEND / "archive" / "order.ts").read_text(encoding="utf-8").replace("export function", "function")
    )
    reading = (
        "const text = require('node:fs').readFileSync(0, 'utf8');"
        "process.stdout.write(require('node:module').stripTypeScriptTypes(text))"
    )
    done = subprocess.run([str(node), "-e", reading], input=text, capture_output=True, text=True, check=True)
    return done.stdout + "bindOrder(document);"


@pytest.fixture
def told() -> list[tuple[str, str]]:
    """What the server was told: a file and the one that it stands in front of."""
    return []


@pytest.fixture
def page(browser: Browser, script: str, told: list[tuple[str, str]]) -> Page:
    """The page of a collection."""
    opened = browser.new_context().new_page()

    def answer(route: object) -> None:
        request = route.request  # type: ignore[attr-defined]
        if request.method == "POST":
            said = parse_qs(request.post_data, keep_blank_values=True)
            told.append((said["asset"][0], said["before"][0]))
            status = 500 if len(told) > 3 else 200
            route.fulfill(status=status, content_type="application/json", body="{}")  # type: ignore[attr-defined]
        else:
            route.fulfill(content_type="text/html; charset=utf-8", body=page_of(script))  # type: ignore[attr-defined]

    opened.route("http://archive.example/**", answer)
    opened.goto(ADDRESS)
    return opened


def order(page: Page) -> str:
    return "".join(page.eval_on_selector_all(".card-file", "all => all.map(one => one.dataset.asset)"))


def test_a_file_moves_by_every_hand_and_a_lost_step_is_said(page: Page, told: list[tuple[str, str]]) -> None:
    page.get_by_role("link", name="a").focus()
    page.keyboard.press("Alt+ArrowRight")
    said = page.locator("[data-order-said]")
    expect(said).to_have_text("Đã chuyển đến vị trí 2")
    assert (order(page), told[-1]) == ("bacd", ("a", "c"))
    page.get_by_role("button", name="xuống c").click()
    expect(said).to_have_text("Đã chuyển đến vị trí 4")
    assert (order(page), told[-1]) == ("badc", ("c", ""))
    page.locator("[data-asset=c]").drag_to(page.locator("[data-asset=b]"), target_position={"x": 5, "y": 40})
    expect(said).to_have_text("Đã chuyển đến vị trí 1")
    assert (order(page), told[-1]) == ("cbad", ("c", "b"))
    page.get_by_role("button", name="lên d").click()
    expect(said).to_have_text("Chưa lưu")
    page.get_by_role("button", name="lên c").click()
    assert len(told) == 4, "the first cannot go further"
