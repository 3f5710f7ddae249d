"""How a picture is shown: turned, levelled, cropped, toned, with places hidden. Pure values and arithmetic.

Lengths are whole ten-thousandths, so that a recipe has one written form and so one hash. Steps happen in this order:
places are hidden on the upright picture (a face stays hidden however the picture is turned later), then it is turned
by quarters, levelled inside itself so that no corner is empty, cropped, and toned.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hoitu.media.errors import UnreadableRecipe

VERSION = 1
WHOLE = 10_000
TURNS = (0, 90, 180, 270)
LEVEL_MOST = 150  # tenths of a degree, clockwise
TONE_MOST = 30  # what still shows the same scene: a press picture's light may be mended, not made
SMALLEST = 200  # a crop keeps at least 2 % of each side
HIDDEN_MOST = 40
WAYS = ("pixelate", "blur", "solid")
TONES = ("brightness", "contrast", "saturation", "warmth")
# A hidden place keeps at most this many values along its longer side, whichever its size.
CELLS = 6
SMALLEST_CELL = 8  # pixels: a tiny place is one colour
RATIOS = {"16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1.0, "3:4": 3 / 4}
# Red, green and blue as the eye weighs them (ITU-R BT.709).
WEIGHTS = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True)
class Box:
    """A part of a picture in ten-thousandths of its width and height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def is_whole(self) -> bool:
        """Say whether it is the whole picture."""
        return (self.x, self.y, self.width, self.height) == (0, 0, WHOLE, WHOLE)


EVERYTHING = Box(0, 0, WHOLE, WHOLE)


@dataclass(frozen=True)
class Hidden(Box):
    """A place of the upright picture that readers must not see; `way` is one of `WAYS`."""

    way: str = "pixelate"


@dataclass(frozen=True)
class Recipe:
    """All edits of one picture. The empty one shows it as it came."""

    turn: int = 0  # degrees clockwise
    level: int = 0  # tenths of a degree, clockwise
    crop: Box = EVERYTHING  # of what turning and levelling leave
    brightness: int = 0
    contrast: int = 0
    saturation: int = 0
    warmth: int = 0
    grey: bool = False
    hidden: tuple[Hidden, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether it changes nothing."""
        return self == Recipe()

    @property
    def has_tone(self) -> bool:
        """Say whether it changes colours."""
        return self.grey or any(getattr(self, name) for name in TONES)


def read_recipe(given: object) -> Recipe:
    """Return what a JSON value says, normalised. Raises `UnreadableRecipe` for what the form does not know."""
    names = set(Recipe.__dataclass_fields__) | {"version"}
    said = _object(given, names)
    if said.get("version", VERSION) != VERSION:
        raise UnreadableRecipe()
    grey = said.get("grey", False)
    hidden = said.get("hidden", [])
    if not isinstance(grey, bool) or not isinstance(hidden, list) or len(hidden) > HIDDEN_MOST:
        raise UnreadableRecipe()
    turn = _number(said.get("turn", 0), 0, 270)
    if turn not in TURNS:
        raise UnreadableRecipe()
    return Recipe(
        turn=turn,
        level=_number(said.get("level", 0), -LEVEL_MOST, LEVEL_MOST),
        crop=_box(said.get("crop"), smallest=SMALLEST) if said.get("crop") is not None else EVERYTHING,
        **{name: _number(said.get(name, 0), -TONE_MOST, TONE_MOST) for name in TONES},
        grey=grey,
        hidden=_in_order(_hidden(one) for one in hidden),
    )


def written(recipe: Recipe) -> dict[str, Any]:
    """Return the recipe's one JSON form."""
    said = asdict(recipe) | {"version": VERSION}
    said["hidden"] = [asdict(one) for one in recipe.hidden]
    return said


def recipe_hash(sha256: str, recipe: Recipe) -> str:
    """Return the name of what a recipe makes of the original with this hash."""
    text = json.dumps(written(recipe), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{sha256}\n{text}".encode()).hexdigest()


def hides_more(new: Recipe, old: Recipe) -> bool:
    """Say whether `new` hides a place that `old` did not: files made by `old` must then go."""
    return bool(set(new.hidden) - set(old.hidden))


# -- geometry -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Geometry:
    """Where points of an upright picture of `width` × `height` pixels go. Points are fractions, 0 to 1."""

    width: float
    height: float
    recipe: Recipe

    @property
    def turned(self) -> tuple[float, float]:
        """Return the size after the quarter turns."""
        return (self.height, self.width) if self.recipe.turn % 180 else (self.width, self.height)

    @property
    def angle(self) -> float:
        """Return the levelling angle in radians, clockwise."""
        return math.radians(self.recipe.level / 10)

    @property
    def levelled(self) -> tuple[float, float]:
        """Return the size of the largest upright rectangle of the same shape inside the levelled picture."""
        width, height = self.turned
        cos, sin = math.cos(self.angle), abs(math.sin(self.angle))
        part = min(width / (width * cos + height * sin), height / (width * sin + height * cos))
        return width * part, height * part

    @property
    def result(self) -> tuple[float, float]:
        """Return the size of what the recipe shows, in pixels of the upright picture."""
        width, height = self.levelled
        return width * self.recipe.crop.width / WHOLE, height * self.recipe.crop.height / WHOLE

    def to_result(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the upright picture lies in the result; outside 0 to 1 it was cut away."""
        x, y = _turned(x, y, self.recipe.turn)
        width, height = self.turned
        across, down = (x - 0.5) * width, (y - 0.5) * height
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        across, down = across * cos - down * sin, across * sin + down * cos
        inner, crop = self.levelled, self.recipe.crop
        x, y = across / inner[0] + 0.5, down / inner[1] + 0.5
        return (x * WHOLE - crop.x) / crop.width, (y * WHOLE - crop.y) / crop.height

    def to_source(self, x: float, y: float) -> tuple[float, float]:
        """Return which point of the upright picture is shown at a point of the result."""
        inner, crop = self.levelled, self.recipe.crop
        across = ((crop.x + x * crop.width) / WHOLE - 0.5) * inner[0]
        down = ((crop.y + y * crop.height) / WHOLE - 0.5) * inner[1]
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        across, down = across * cos + down * sin, -across * sin + down * cos
        width, height = self.turned
        return _turned(across / width + 0.5, down / height + 0.5, -self.recipe.turn % 360)

    def covering(self, corners: Iterable[tuple[float, float]]) -> Box:
        """Return the box of the upright picture that covers all of what was marked at points of the result."""
        points = [self.to_source(x, y) for x, y in corners]
        left, right = _ends([x for x, _ in points])
        top, bottom = _ends([y for _, y in points])
        return Box(left, top, max(1, right - left), max(1, bottom - top))


def tone_matrix(recipe: Recipe) -> tuple[tuple[float, float, float, float], ...]:
    """Return three rows that make red, green, blue (0 to 255) from red, green, blue and 1."""
    warm = (1 + recipe.warmth / 200, 1.0, 1 - recipe.warmth / 200)
    keep = 0.0 if recipe.grey else 1 + recipe.saturation / 100
    gain = 1 + recipe.contrast / 100
    offset = 127.5 * (1 - gain) + 255 * recipe.brightness / 200
    rows = []
    for row in range(3):
        mixed = [(1 - keep) * WEIGHTS[column] + (keep if row == column else 0) for column in range(3)]
        red, green, blue = (gain * mixed[column] * warm[column] for column in range(3))
        rows.append((red, green, blue, offset))
    return tuple(rows)


def cells_of(width: int, height: int) -> tuple[int, int]:
    """Return how many values across and down a hidden place of so many pixels keeps."""
    longer = max(width, height)
    most = min(CELLS, max(1, longer // SMALLEST_CELL))
    return max(1, round(most * width / longer)), max(1, round(most * height / longer))


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    return {0: (x, y), 90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[turn]


def _ends(values: list[float]) -> tuple[int, int]:
    low, high = math.floor(min(values) * WHOLE), math.ceil(max(values) * WHOLE)
    return min(WHOLE - 1, max(0, low)), min(WHOLE, max(1, high))


# -- reading ------------------------------------------------------------------------------------------------


def _object(given: object, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(given, dict) or not given.keys() <= names:
        raise UnreadableRecipe()
    return given


def _number(given: object, least: int, most: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
        raise UnreadableRecipe()
    return given


def _box(given: object, *, smallest: int) -> Box:
    said = _object(given, {"x", "y", "width", "height"})
    box = Box(
        _number(said.get("x"), 0, WHOLE - smallest),
        _number(said.get("y"), 0, WHOLE - smallest),
        _number(said.get("width"), smallest, WHOLE),
        _number(said.get("height"), smallest, WHOLE),
    )
    if box.x + box.width > WHOLE or box.y + box.height > WHOLE:
        raise UnreadableRecipe()
    return box


def _hidden(given: object) -> Hidden:
    said = dict(_object(given, {"x", "y", "width", "height", "way"}))
    way = said.pop("way", WAYS[0])
    if way not in WAYS:
        raise UnreadableRecipe()
    box = _box(said, smallest=1)
    return Hidden(box.x, box.y, box.width, box.height, way)


def _in_order(hidden: Iterable[Hidden]) -> tuple[Hidden, ...]:
    # "solid" last: where places overlap, the strictest wins, whatever the order in which they were marked.
    places = sorted(set(hidden), key=lambda one: (WAYS.index(one.way), one.x, one.y, one.width, one.height))
    return tuple(places)
