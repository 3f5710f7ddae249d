"""Charts: Vietnamese numbers, the house's look, words for who does not see, nothing that runs or loads."""

from typing import Any

import pytest
from lxml import etree

from hoitu.papers.adapters import charts
from hoitu.papers.api import BadChart, chart_svg

ROWS = [{"thang": f"Tháng {month}", "tin": month * 1234.5, "kenh": "Báo in"} for month in (1, 2, 3)]


def bars(**changes: Any) -> dict[str, Any]:
    encoding = {
        "x": {"field": "thang", "type": "ordinal", "title": "Tháng"},
        "y": {"field": "tin", "type": "quantitative", "title": "Số tin", "axis": {"format": ",.1f"}},
        "color": {"field": "kenh", "type": "nominal", "title": "Kênh"},
    }
    return {
        "description": "Số tin mỗi tháng",
        "mark": "bar",
        "data": {"values": ROWS},
        "encoding": encoding,
        **changes,
    }


def test_numbers_are_vietnamese() -> None:
    words = etree.fromstring(chart_svg(bars()).encode()).itertext()
    assert {"1.000,0", "Tháng 2", "Số tin", "Kênh", "Báo in"} <= set(words)


def test_days_are_vietnamese() -> None:
    spec = bars(
        data={"values": [{"d": "2026-02-05T12:00:00"}, {"d": "2026-03-05T12:00:00"}]},
        encoding={
            "x": {"field": "d", "type": "ordinal", "timeUnit": "yearmonth", "axis": {"format": "%B %Y"}}
        },
    )
    assert {"Tháng 2 2026", "Tháng 3 2026"} <= set(etree.fromstring(chart_svg(spec).encode()).itertext())


def test_it_looks_like_the_house() -> None:
    drawing = chart_svg(bars(title="Số tin"))
    assert charts.COLOURS[0] in drawing
    assert 'font-family="Be Vietnam Pro, system-ui, sans-serif"' in drawing
    root = etree.fromstring(drawing.encode())
    assert {text.get("fill") for text in root.iter("{*}text")} == {"currentColor"}


def test_it_has_words_for_who_does_not_see_it() -> None:
    root = etree.fromstring(chart_svg(bars(description='Số tin "mỗi" tháng <1>')).encode())
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Số tin "mỗi" tháng <1>')
    assert not [mark for mark in root.iterdescendants() if {"role", "aria-label"} & set(mark.attrib)]


def test_words_in_data_are_words() -> None:
    spec = bars(data={"values": [{"thang": "<script>alert(1)</script>", "tin": 1, "kenh": "url(http://x)"}]})
    root = etree.fromstring(chart_svg(spec).encode())
    assert not list(root.iter("{*}script"))
    assert "<script>alert(1)</script>" in set(root.itertext())


@pytest.mark.parametrize(
    "spec",
    [
        bars(data={"url": "https://example.org/a.csv"}),
        bars(data={"url": "file:///etc/passwd", "format": {"type": "csv"}}),
        bars(mark="image"),
        bars(mark={"type": "image", "url": "https://example.org/a.png"}),
        bars(encoding={"href": {"field": "thang"}}),
        {"layer": [bars(), bars(mark={"type": "bar", "href": "https://example.org"})]},
        bars(transform=[{"lookup": "a", "from": {"data": {"url": "https://example.org"}, "key": "a"}}]),
    ],
)
def test_nothing_comes_from_outside(spec: dict[str, Any]) -> None:
    with pytest.raises(BadChart, match="từ nơi khác"):
        chart_svg(spec)


def test_a_result_that_would_load_something_is_refused() -> None:
    with pytest.raises(BadChart, match="chưa đúng"):
        chart_svg(bars(mark={"type": "bar", "fill": "url(https://example.org/#a)"}, encoding={}))


@pytest.mark.parametrize(
    "body", ["<script/>", "<g onclick='x()'/>", "<a href='x'/>", "<image/>", "<style/>", "<use/>"]
)
def test_only_shapes_and_words_pass(body: str) -> None:
    with pytest.raises(BadChart):
        charts._checked(f"<svg xmlns='http://www.w3.org/2000/svg'>{body}</svg>")


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ({}, "thiếu “mark”"),
        (bars(mark="zzz"), "chưa đúng"),
        (bars(transform=[{"filter": "datum.("}]), "Unexpected token"),
        (bars(data={"values": [{"a": object()}]}), "chưa đúng"),
    ],
)
def test_a_description_that_cannot_be_drawn_is_said_in_vietnamese(
    spec: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadChart, match=sentence) as refused:
        chart_svg(spec)
    assert refused.value.sentence.startswith("Không vẽ được biểu đồ này")
