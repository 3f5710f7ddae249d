"""The form: every figure has its citation, none stands in code."""

import re
from copy import deepcopy
from typing import Any

import pytest
import yaml

from hoitu.papers.form import FILE, SURE, nd30, read_form

CODE = sorted((FILE.parent / "adapters").rglob("*.py")) + sorted((FILE.parent / "adapters").glob("*.typ"))
# Units are made of 1; nothing is nothing.
LENGTH_IN_CODE = re.compile(r"\b(?:Mm|Pt|Cm)\((?!0\))\d|\b(?!0pt|1pt|1mm|1em)\d[\d.]*(?:pt|mm|cm)\b")


@pytest.fixture
def raw() -> dict[str, Any]:
    return deepcopy(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def test_every_figure_says_where_it_stands_and_how_sure_we_are(raw: dict[str, Any]) -> None:
    entries = [*raw["measures"].values(), *raw["styles"].values(), raw["family"], raw["blanks"]]
    assert len(entries) > 50
    assert [entry for entry in entries if entry["sure"] not in SURE or not entry["where"]] == []
    assert {entry["sure"] for entry in entries} == {"S2", "R", "H"}


def test_what_the_decree_is_known_to_say() -> None:
    form = nd30()
    sizes = [form.measures[name] for name in ("page_width_mm", "page_height_mm")]
    margins = [form.measures[f"margin_{side}_mm"] for side in ("top", "bottom", "left", "right")]
    assert (sizes, margins, form.family) == ([210, 297], [20, 20, 30, 15], "Times New Roman")
    assert form.text_width_mm == 165


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("margin_left_mm", {"value": 29}),
        ("margin_left_mm", {"value": 36}),
        ("margin_top_mm", {"sure": "certain"}),
        ("line_spacing", {"where": ""}),
    ],
)
def test_a_figure_without_ground_is_refused(raw: dict[str, Any], name: str, change: dict[str, Any]) -> None:
    raw["measures"][name] |= change
    with pytest.raises(ValueError, match=name):
        read_form(raw)


def test_a_letter_size_that_the_decree_does_not_allow_is_refused(raw: dict[str, Any]) -> None:
    raw["styles"]["body"]["size"] = 12
    with pytest.raises(ValueError, match="body"):
        read_form(raw)


def test_code_knows_no_length() -> None:
    assert len(CODE) > 8
    found = {path.name: LENGTH_IN_CODE.findall(path.read_text(encoding="utf-8")) for path in CODE}
    # The stamp's page has a margin against its own border, which is no measure of a paper.
    assert {name: lengths for name, lengths in found.items() if lengths} == {}


def test_headings_deeper_than_the_deepest_look_like_it() -> None:
    assert [nd30().heading(level) for level in (-1, 0, 1, 3, 9)] == [
        "heading_0",
        "heading_0",
        "heading_1",
        "heading_3",
        "heading_3",
    ]
