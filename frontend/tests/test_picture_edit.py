"""The edit screen of a picture in a real browser: what it shows is what the server makes; dragging, keys, undo."""

import base64
import io
import subprocess
import sys

import numpy as np
import pytest
import pyvips
from PIL import Image
from playwright.sync_api import Browser, Page

from frontend.tests.fake_server import FRONTEND
from hoitu.media.adapters.editing import edited
from hoitu.media.recipes import Box, Hidden, Recipe

ADDRESS = "http://archive.example/kho/1/sua-anh/"
SIZE = (900, 600)
SIDES = ("x", "y", "width", "height")


def drawn() -> np.ndarray:
    """Return a soft picture with a few hard edges, as photographs are."""
    down, across = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    made = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    made[..., 0], made[..., 1] = across * 255 // SIZE[0], down * 255 // SIZE[1]
    made[..., 2] = 128 + 90 * np.sin(across / 60) * np.cos(down / 45)
    made[200:300, 300:500] = (240, 220, 30)
    return made


def png() -> bytes:
    out = io.BytesIO()
    Image.fromarray(drawn()).save(out, "PNG")
    return out.getvalue()


def html(script: str) -> str:
    """Return the screen's form with the names that `media/edit.html` gives."""
    numbers = ("level", "brightness", "contrast", "saturation", "warmth", *(f"crop_{side}" for side in SIDES))
    full = {"crop_width": "100", "crop_height": "100"}
    fields = "".join(
        f'<input type="number" step="any" name="{name}" value="{full.get(name, "0")}">' for name in numbers
    )
    turns = "".join(
        f'<input type="radio" name="turn" value="{turn}"{" checked" if not turn else ""}>'
        for turn in (0, 90, 180, 270)
    )
    row = "".join(f'<input type="number" step="any" name="hidden_{side}">' for side in SIDES)
    ways = "".join(f'<option value="{way}">{way}</option>' for way in ("pixelate", "blur", "solid"))
    return (
        "<style>[hidden]{display:none}canvas{display:block;touch-action:none}</style>"
        '<form data-picture-edit="http://media.example/anh.png">'
        "<div data-stage hidden><canvas data-canvas></canvas></div>"
        '<div data-tools hidden><input type="radio" name="tool" value="crop" checked>'
        '<input type="radio" name="tool" value="hide"><button type="button" data-undo>Hoàn tác</button></div>'
        f"<canvas data-result hidden></canvas>{turns}{fields}"
        '<select data-ratio><option value=""></option><option value="1.0">1:1</option></select>'
        '<input type="checkbox" name="grey">'
        f'<ol data-hidden data-most="40"><li>{row}<select name="hidden_way">{ways}</select></li></ol>'
        f'<button type="button" data-add-hidden hidden>Thêm</button></form><script>{script}</script>'
    )


@pytest.fixture(scope="module")
def script() -> str:
    """The screen's script as a browser runs it."""
    parts = [
        (FRONTEND / "archive" / name).read_text(encoding="utf-8") for name in ("recipe.ts", "picture-edit.ts")
    ]
    lines = "\n".join(parts).splitlines()
    text = "\n".join(line.removeprefix("export ") for line in lines if not line.startswith("import "))
    reading = (
        "const text = require('node:fs').readFileSync(0, 'utf8');"
        "process.stdout.write(require('node:module').stripTypeScriptTypes(text, { mode: 'transform' }))"
    )
    node = str(FRONTEND / "node_modules" / ".bin" / "node")
    beside = sys.executable.replace("python", "node")
    for command in (beside, node, "node"):
        try:
            done = subprocess.run(
                [command, "-e", reading], input=text, capture_output=True, text=True, check=True
            )
        except FileNotFoundError:
            continue
        return done.stdout + "\nbindPictureEdit(document);"
    pytest.skip("The front end is not installed: run `make setup` first.")


@pytest.fixture
def page(browser: Browser, script: str) -> Page:
    """The screen with a picture on it."""
    opened = browser.new_context(viewport={"width": 1000, "height": 1600}).new_page()
    opened.on("pageerror", _raise)
    opened.route(
        "http://archive.example/**",
        lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=html(script)),
    )
    opened.route(
        "http://media.example/**",
        lambda route: route.fulfill(
            content_type="image/png", body=png(), headers={"access-control-allow-origin": "*"}
        ),
    )
    opened.goto(ADDRESS)
    opened.wait_for_selector("form[data-drawn]")
    return opened


def _raise(error: Exception) -> None:
    raise AssertionError(f"A script failed: {error}")


def fill(page: Page, recipe: Recipe) -> None:
    """Write the recipe into the fields, as somebody types it."""
    page.check(f'[name=turn][value="{recipe.turn}"]')
    values = {"level": recipe.level / 10, **{n: getattr(recipe, n) for n in ("brightness", "contrast")}}
    values |= {name: getattr(recipe, name) for name in ("saturation", "warmth")}
    values |= {f"crop_{side}": getattr(recipe.crop, side) / 100 for side in SIDES}
    for number, place in enumerate(recipe.hidden):
        page.click("[data-add-hidden]")
        row = page.locator("[data-hidden] li").nth(number)
        for side in SIDES:
            row.locator(f"[name=hidden_{side}]").fill(str(getattr(place, side) / 100))
        row.locator("select").select_option(place.way)
    for name, value in values.items():
        page.fill(f'[name="{name}"]', str(value))
    page.set_checked("[name=grey]", recipe.grey)
    page.wait_for_timeout(150)


def shown(page: Page) -> np.ndarray:
    data = page.evaluate("document.querySelector('[data-result]').toDataURL('image/png')")
    with Image.open(io.BytesIO(base64.b64decode(data.partition(",")[2]))) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


RECIPES = {
    "none": Recipe(),
    "turned": Recipe(turn=270),
    "levelled": Recipe(level=65, crop=Box(1000, 500, 7000, 8000)),
    "toned": Recipe(brightness=10, contrast=-15, saturation=25, warmth=12),
    "grey": Recipe(grey=True, contrast=10, turn=180),
    "hidden": Recipe(
        hidden=(
            Hidden(500, 500, 3000, 4000, "pixelate"),
            Hidden(5000, 5000, 4000, 3000, "blur"),
            Hidden(6000, 500, 1000, 2000, "solid"),
        )
    ),
    "all": Recipe(
        turn=90, level=-40, crop=Box(500, 1000, 9000, 6000), brightness=-8, warmth=-10,
        hidden=(Hidden(3000, 3000, 3000, 3000, "pixelate"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(RECIPES))
def test_the_browser_shows_what_the_server_makes(page: Page, name: str) -> None:
    recipe = RECIPES[name]
    source = pyvips.Image.new_from_array(drawn()).copy(interpretation="srgb")
    made = edited(source, recipe).numpy().astype(int)
    fill(page, recipe)
    seen = shown(page)
    assert abs(seen.shape[0] - made.shape[0]) <= 1
    assert abs(seen.shape[1] - made.shape[1]) <= 1
    height, width = (min(seen.shape[side], made.shape[side]) for side in (0, 1))
    apart = np.abs(seen[:height, :width] - made[:height, :width])
    assert apart.mean() < 2.5
    assert np.quantile(apart, 0.98) < 16


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    box = page.locator("[data-canvas]").bounding_box()
    assert box is not None
    for step, (x, y) in enumerate((start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end)):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        if step == 0:
            page.mouse.down()
    page.mouse.up()
    page.wait_for_timeout(100)


def values(page: Page, prefix: str) -> list[float]:
    return [float(page.locator(f'[name="{prefix}{side}"]').first.input_value() or "nan") for side in SIDES]


def test_a_drag_sets_the_crop_keeps_its_shape_and_is_undone(page: Page) -> None:
    drag(page, (0.2, 0.1), (0.7, 0.6))
    assert values(page, "crop_") == pytest.approx([20, 10, 50, 50], abs=0.5)
    drag(page, (0.4, 0.3), (0.5, 0.4))  # inside: it moves
    assert values(page, "crop_") == pytest.approx([30, 20, 50, 50], abs=0.5)
    page.select_option("[data-ratio]", "1.0")
    page.wait_for_timeout(100)
    seen = shown(page)
    assert seen.shape[0] == pytest.approx(seen.shape[1], abs=2)
    page.click("[data-undo]")
    page.click("[data-undo]")
    assert values(page, "crop_") == pytest.approx([20, 10, 50, 50], abs=0.5)
    page.click("[data-undo]")
    assert values(page, "crop_") == [0, 0, 100, 100]


def test_what_is_marked_on_a_turned_picture_is_hidden_where_it_lies_in_the_original(page: Page) -> None:
    page.check('[name=turn][value="90"]')
    page.wait_for_timeout(100)
    page.check("[name=tool][value=hide]")
    drag(page, (0.1, 0.2), (0.3, 0.5))
    # Turned by a quarter clockwise, x runs along the original's y from the bottom.
    assert values(page, "hidden_") == pytest.approx([20, 70, 30, 20], abs=0.5)
    page.click("[data-undo]")
    assert page.locator("[name=hidden_x]").count() == 0


def test_keys_alone_do_the_same(page: Page) -> None:
    page.focus("[name=crop_width]")
    page.keyboard.press("Control+a")
    page.keyboard.type("50")
    page.wait_for_timeout(100)
    assert shown(page).shape[1] == 450
    page.focus("[data-add-hidden]")
    page.keyboard.press("Enter")
    assert values(page, "hidden_") == [40, 40, 20, 20]
    assert page.evaluate("document.activeElement.name") == "hidden_x"
