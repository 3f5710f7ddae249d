"""Before and after, and 360° pictures, as readers use them: by pointer, touch and keys, and without any script."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from hoitu.kernel.web.assets import FrontEndNotBuilt, standalone
from hoitu.project.public_answers import policy
from hoitu.site.rendering.assets import FOLDER
from hoitu.site.rendering.document import PageRenderer
from hoitu.stories.document.tree import Node

PICTURES = {
    name: {"src": f"/{name}.svg", "w": 800, "h": 400, "alt": "", "credit": "", "set": [[800, f"/{name}.svg"]]}
    for name in ("bon", "nam")
}
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400">'
    '<rect width="800" height="400" fill="{}"/><rect x="560" y="150" width="80" height="100"/></svg>'
)
PAIR = Node(
    "beforeAfter",
    {"before": "bon", "after": "nam", "alt": "Cầu", "beforeLabel": "2024", "afterLabel": "2025"},
)
AROUND = Node("panorama360", {"asset": "bon", "alt": "Quảng trường", "yaw": 90.0, "pitch": -10.0})
HOST = "http://doc.gia.test"


def served(route: Route, html: str) -> None:
    """Answer as the readers' server does: its rules for scripts and pictures hold."""
    name = route.request.url.removeprefix(HOST)
    built = standalone("panorama/main.ts") if "panorama" in name else None
    files = {
        "/": ("text/html; charset=utf-8", html),
        "/site.js": ("text/javascript", (FOLDER / "site.js").read_text()),
        "/base.css": ("text/css", (FOLDER / "base.css").read_text()),
        "/bon.svg": ("image/svg+xml", PICTURE.format("#c33")),
        "/nam.svg": ("image/svg+xml", PICTURE.format("#3c3")),
        "/panorama.js": ("text/javascript", built.script.decode() if built else ""),
        "/panorama.css": ("text/css", built.style.decode() if built else ""),
    }
    kind, text = files.get(name, ("text/plain", ""))
    route.fulfill(body=text, content_type=kind, headers={"content-security-policy": policy()})


@pytest.fixture
def show() -> Iterator[object]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        browser = playwright.chromium.launch(executable_path=executable, args=flags)

        def opened(node: Node, *, scripts: bool = True, more: str = "") -> Page:
            page = browser.new_context(java_script_enabled=scripts, has_touch=True).new_page()
            page.set_default_timeout(8_000)
            html = (
                '<!doctype html><html lang="vi"><head><link rel="stylesheet" href="/base.css">'
                f'<script src="/site.js"></script>{more}</head>'
                f"<body>{PageRenderer(PICTURES).node(node)}</body></html>"
            )
            page.route("**/*", lambda route: served(route, html))
            page.goto(f"{HOST}/")
            return page

        yield opened
        browser.close()


def line(page: Page) -> str:
    """Return where the line between the pictures stands."""
    return str(page.evaluate("getComputedStyle(document.querySelector('.after')).clipPath"))


def test_the_line_goes_by_keys_and_pointer(show) -> None:  # type: ignore[no-untyped-def]
    page = show(PAIR)
    slider = page.get_by_role("slider", name="Kéo để so sánh: 2024 – 2025")
    box = page.locator(".pair").bounding_box()
    assert "50%" in line(page)
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageUp")
    assert "61%" in line(page)
    page.mouse.move(box["x"] + box["width"] * 0.61, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 60, steps=4)
    page.mouse.up()
    at = re.search(r"([\d.]+)%", line(page))
    assert at is not None
    assert abs(float(at.group(1)) - 20) < 4
    page.touchscreen.tap(box["x"] + box["width"] * 0.8, box["y"] + 60)
    at = re.search(r"([\d.]+)%", line(page))
    assert at is not None
    assert abs(float(at.group(1)) - 80) < 4


def test_both_pictures_lie_exactly_on_each_other(show) -> None:  # type: ignore[no-untyped-def]
    page = show(PAIR)
    boxes = [page.get_by_alt_text(f"Cầu – {year}").bounding_box() for year in ("2024", "2025")]
    assert boxes[0] == boxes[1]


def test_without_a_script_both_pictures_stand_below_each_other(show) -> None:  # type: ignore[no-untyped-def]
    page = show(PAIR, scripts=False)
    page.set_viewport_size({"width": 390, "height": 800})
    first, second = (page.get_by_alt_text(f"Cầu – {year}").bounding_box() for year in ("2024", "2025"))
    assert second["y"] >= first["y"] + first["height"]
    assert page.get_by_role("slider").count() == 0
    assert page.get_by_text("2025", exact=True).is_visible()


def test_a_lost_picture_leaves_no_slider() -> None:
    html = str(PageRenderer({"bon": PICTURES["bon"]}).node(PAIR))
    assert 'type="range"' not in html
    assert "Ảnh không còn trong kho." in html


def test_a_reader_looks_around_by_keys_from_the_chosen_direction(show) -> None:  # type: ignore[no-untyped-def]
    try:
        standalone("panorama/main.ts")
    except FrontEndNotBuilt:
        pytest.skip("The front end is not built.")
    said: list[str] = []
    page = show(
        AROUND, more='<link rel="stylesheet" href="/panorama.css"><script defer src="/panorama.js"></script>'
    )
    page.on("console", lambda message: said.append(message.text))
    page.get_by_role("button", name="Xoay nhìn quanh 360°").click()
    page.locator(".pan-viewer canvas").wait_for()
    around = page.get_by_role("application", name=re.compile("Ảnh 360°: Quảng trường"))
    assert around.evaluate("(element) => element === document.activeElement")
    assert not page.locator(".pan").is_visible()
    assert page.locator(".pnlm-error-msg").is_hidden()
    assert [line for line in said if "Content Security" in line] == []


def test_the_flat_picture_stays_where_it_cannot_turn(show) -> None:  # type: ignore[no-untyped-def]
    page = show(AROUND, scripts=False)
    assert page.get_by_alt_text("Quảng trường").is_visible()
    assert page.get_by_role("button").count() == 0
