"""What a recipe says, and where it puts points of a picture."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.testing import examples
from hoitu.media.adapters.editing import edited
from hoitu.media.errors import UnreadableRecipe
from hoitu.media.recipes import (
    EVERYTHING,
    TURNS,
    WAYS,
    WHOLE,
    Box,
    Geometry,
    Hidden,
    Recipe,
    cells_of,
    read_recipe,
    recipe_hash,
    tone_matrix,
    written,
)

FRACTION = st.floats(0, 1)


@st.composite
def boxes(draw: st.DrawFn, smallest: int = 200) -> Box:
    x = draw(st.integers(0, WHOLE - smallest))
    y = draw(st.integers(0, WHOLE - smallest))
    return Box(x, y, draw(st.integers(smallest, WHOLE - x)), draw(st.integers(smallest, WHOLE - y)))


@st.composite
def hidden(draw: st.DrawFn) -> Hidden:
    box = draw(boxes(smallest=1))
    return Hidden(box.x, box.y, box.width, box.height, draw(st.sampled_from(WAYS)))


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    tone = st.integers(-30, 30)
    said = Recipe(
        turn=draw(st.sampled_from(TURNS)),
        level=draw(st.integers(-150, 150)),
        crop=draw(boxes()),
        brightness=draw(tone),
        contrast=draw(tone),
        saturation=draw(tone),
        warmth=draw(tone),
        grey=draw(st.booleans()),
        hidden=tuple(draw(st.lists(hidden(), max_size=4))),
    )
    return read_recipe(written(said))


SIZES = st.tuples(st.integers(20, 8000), st.integers(20, 8000))


@settings(max_examples=examples(100), deadline=None)
@given(recipes())
def test_a_recipe_is_read_as_it_was_written_and_its_form_is_one(recipe: Recipe) -> None:
    assert read_recipe(written(recipe)) == recipe
    shuffled = written(recipe) | {"hidden": list(reversed(written(recipe)["hidden"]))}
    assert recipe_hash("a", read_recipe(shuffled)) == recipe_hash("a", recipe)


@settings(max_examples=examples(200), deadline=None)
@given(SIZES, recipes(), FRACTION, FRACTION)
def test_points_go_there_and_back(size: tuple[int, int], recipe: Recipe, x: float, y: float) -> None:
    geometry = Geometry(*size, recipe)
    back = geometry.to_result(*geometry.to_source(x, y))
    assert back == pytest.approx((x, y), abs=1e-6)


@settings(max_examples=examples(200), deadline=None)
@given(SIZES, recipes(), FRACTION, FRACTION)
def test_no_corner_is_empty(size: tuple[int, int], recipe: Recipe, x: float, y: float) -> None:
    shown = Geometry(*size, recipe).to_source(x, y)
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in shown)


@settings(max_examples=examples(200), deadline=None)
@given(SIZES, recipes(), boxes(), FRACTION, FRACTION)
def test_what_was_marked_is_covered_whatever_the_turn(
    size: tuple[int, int], recipe: Recipe, marked: Box, x: float, y: float
) -> None:
    geometry = Geometry(*size, recipe)
    left, top = marked.x / WHOLE, marked.y / WHOLE
    right, bottom = left + marked.width / WHOLE, top + marked.height / WHOLE
    box = geometry.covering(itertools.product((left, right), (top, bottom)))
    across, down = geometry.to_source(left + x * (right - left), top + y * (bottom - top))
    slack = 1e-6
    assert box.x - slack <= across * WHOLE <= box.x + box.width + slack
    assert box.y - slack <= down * WHOLE <= box.y + box.height + slack
    assert box.x + box.width <= WHOLE
    assert box.y + box.height <= WHOLE


@settings(max_examples=examples(100), deadline=None)
@given(SIZES, FRACTION, FRACTION)
def test_four_quarter_turns_are_none(size: tuple[int, int], x: float, y: float) -> None:
    point, shape = (x, y), size
    for _ in range(4):
        geometry = Geometry(*shape, Recipe(turn=90))
        point, shape = geometry.to_result(*point), (int(geometry.result[0]), int(geometry.result[1]))
    assert point == pytest.approx((x, y))
    assert shape == size
    assert Geometry(*size, Recipe()).to_result(x, y) == pytest.approx((x, y))


def test_colours_stay_as_they_are_without_a_tone() -> None:
    rows = tone_matrix(Recipe())
    expected = ((1.0, 0, 0, 0), (0, 1.0, 0, 0), (0, 0, 1.0, 0))
    for row, wanted in zip(rows, expected, strict=True):
        assert row == pytest.approx(wanted)
    grey = tone_matrix(Recipe(grey=True, saturation=30))
    assert grey[0] == grey[1] == grey[2]
    assert sum(grey[0]) == pytest.approx(1)


def test_a_hidden_place_keeps_few_values_whatever_its_size() -> None:
    assert cells_of(4000, 3000) == (6, 4)
    assert cells_of(30, 300) == (1, 6)
    assert cells_of(1, 1) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2}, {"turn": 45}, {"turn": True}, {"level": 151}, {"level": 1.5}, {"brightness": 31},
        {"grey": "yes"}, {"hidden": "all"}, {"hidden": [{}]}, {"sepia": 1}, {"crop": {"x": 0}},
        {"crop": {"x": 9000, "y": 0, "width": 2000, "height": 10_000}},
        {"crop": {"x": 0, "y": 0, "width": 10, "height": 10}},
        {"hidden": [{"x": 0, "y": 0, "width": 1, "height": 1, "way": "emoji"}]},
        {"hidden": [{"x": 0, "y": 0, "width": 1, "height": 1}] * 41},
    ],
)  # fmt: skip
def test_what_the_form_does_not_know_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(UnreadableRecipe):
        read_recipe(written(Recipe()) | change)


def test_a_recipe_that_is_no_object_is_refused_and_an_empty_one_changes_nothing() -> None:
    wrong: tuple[object, ...] = (None, [], "x", 3)
    for given_value in wrong:
        with pytest.raises(UnreadableRecipe):
            read_recipe(given_value)
    assert read_recipe({}).is_empty
    assert not replace(Recipe(), crop=Box(0, 0, 5000, 5000)).is_empty
    assert EVERYTHING.is_whole


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(turn=90), Recipe(level=80), Recipe(crop=Box(1000, 2000, 4000, 7000)),
        Recipe(turn=270, level=-150, crop=Box(1000, 2000, 4000, 7000)), Recipe(turn=180, level=37),
    ],
)  # fmt: skip
def test_pixels_lie_where_the_arithmetic_says(recipe: Recipe) -> None:
    down, across = np.mgrid[0:800, 0:1200]
    drawn = np.zeros((800, 1200, 3), np.uint8)
    drawn[..., 0], drawn[..., 1] = across * 255 // 1200, down * 255 // 800
    shown = edited(pyvips.Image.new_from_array(drawn).copy(interpretation="srgb"), recipe).numpy().astype(int)
    height, width = shown.shape[:2]
    geometry = Geometry(1200, 800, recipe)
    for x, y in itertools.product((0, width // 3, width - 1), (0, height // 2, height - 1)):
        source_x, source_y = geometry.to_source((x + 0.5) / width, (y + 0.5) / height)
        assert shown[y, x, :2] == pytest.approx((source_x * 255, source_y * 255), abs=2)
