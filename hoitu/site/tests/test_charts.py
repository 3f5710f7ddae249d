"""Charts are drawn true to their figures, told in words, kept as a table; foreign content waits for a click."""

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.project.public_answers import policy
from hoitu.site.rendering.document import PageRenderer
from hoitu.site.rendering.document.chart_svg import nice_ticks, scale
from hoitu.site.rendering.document.embeds import player_of
from hoitu.stories.document.tree import Json, Node

X, Y = {"field": "Năm", "type": "ordinal"}, {"field": "Khách", "type": "quantitative", "title": "nghìn lượt"}
YEARS = [("2024", 1200), ("2025", 1850.5), ("2026", 600)]


def chart(mark: str, rows: Sequence[tuple[str, float]] = YEARS, **encoding: Json) -> str:
    node = Node(
        "chart",
        {
            "spec": {"mark": mark, "encoding": encoding or {"x": X, "y": Y}},
            "data": [{"Khách": value, "Năm": name} for name, value in rows],
            "title": "Khách đến <Vân Giang>",
            "alt": "Khách tăng rồi giảm.",
        },
    )
    return str(PageRenderer({}).node(node))


def svg(html: str) -> ElementTree.Element:
    found = re.search(r"<svg role.*</svg>", html, re.S)
    assert found is not None
    return ElementTree.fromstring(found.group())


def percents(html: str, name: str) -> list[float]:
    return [float(rect.attrib[name].removesuffix("%")) for rect in svg(html).iter("rect")]


def test_upright_bars_are_as_high_as_their_figures() -> None:
    html = chart("bar")
    heights = [float(rect.attrib["height"]) for rect in svg(html).iter("rect")]
    assert [round(height / heights[0], 3) for height in heights] == [1, round(1850.5 / 1200, 3), 0.5]
    assert ">2.000</text>" in html, "ticks are printed as the language prints figures"


def test_bars_with_long_names_lie_and_are_as_long_as_their_figures() -> None:
    html = chart("bar", [(f"Huyện miền núi số {number}", number) for number in (1, 2, 4)])
    widths = percents(html, "width")
    assert [round(width / widths[0], 2) for width in widths] == [1, 2, 4]
    assert max(widths) <= 80, "the figure at the end needs room"


def test_a_chart_tells_what_it_shows_and_keeps_its_figures() -> None:
    html = chart("line")
    drawn = svg(html)
    names = (drawn.attrib["aria-labelledby"]).split()
    told = {part.attrib["id"]: part.text for part in drawn if "id" in part.attrib}
    assert [told[name] for name in names] == ["Khách đến <Vân Giang>", "Khách tăng rồi giảm."]
    assert drawn.find(".//polyline") is not None
    assert "<details><summary>Xem số liệu</summary>" in html
    assert "<tr><th>Năm</th><th>Khách</th></tr><tr><td>2024</td><td>1.200</td></tr>" in html


def test_two_charts_of_one_page_do_not_share_ids() -> None:
    page = PageRenderer({})
    node = Node(
        "chart", {"spec": {"mark": "bar", "encoding": {"x": X, "y": Y}}, "data": [{"Năm": "a", "Khách": 1}]}
    )
    assert not set(re.findall(r' id="([^"]+)"', page.node(node))) & set(
        re.findall(r' id="([^"]+)"', page.node(node))
    )


def test_shares_are_told_in_per_cent() -> None:
    html = chart("arc", [("Biển", 3), ("Núi", 1)], theta={"field": "Khách"}, color={"field": "Năm"})
    assert "Biển: 3 (75%)" in html
    assert len(svg(html).findall("path")) == 2


def test_several_series_have_a_legend() -> None:
    spec: Json = {
        "mark": "line",
        "transform": [{"fold": ["Trong nước", "Quốc tế"], "as": ["__series", "__value"]}],
        "encoding": {
            "x": X,
            "y": {"field": "__value", "type": "quantitative"},
            "color": {"field": "__series"},
        },
    }
    rows: list[Json] = [
        {"Năm": "2025", "Trong nước": 5, "Quốc tế": 1},
        {"Năm": "2026", "Trong nước": 7, "Quốc tế": 2},
    ]
    html = str(PageRenderer({}).node(Node("chart", {"spec": spec, "data": rows, "alt": "a"})))
    assert len(svg(html).findall(".//polyline")) == 2
    assert html.index("Trong nước</li>") < html.index("Quốc tế</li>")


@pytest.mark.parametrize(
    "spec",
    [
        None,
        "không phải JSON",
        {"mark": "geoshape"},
        {"mark": "bar", "encoding": {"x": "sai"}},
        {"mark": "arc", "encoding": {"theta": {"field": "Khách"}, "color": {"field": "Năm"}}},
    ],
)
def test_what_cannot_be_drawn_is_a_table(spec: Json) -> None:
    node = Node("chart", {"spec": spec, "data": [{"Năm": "2025", "Khách": -4}], "alt": "Bốn người đi."})
    html = str(PageRenderer({}).node(node))
    assert "<svg" not in html
    assert "Bốn người đi." in html
    assert "<td>-4</td>" in html


FIGURES = st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 3))


@given(st.lists(FIGURES, min_size=2, max_size=30))
def test_nothing_is_drawn_outside(values: list[float]) -> None:
    rows = [(f"Một cái tên khá dài thứ {number}", value) for number, value in enumerate(values)]
    html = chart("bar", rows)
    for left, width in zip(percents(html, "x"), percents(html, "width"), strict=True):
        assert -0.01 <= left <= 80.01
        assert left + width <= 80.5
    drawn = svg(chart("line", rows))
    for circle in drawn.iter("circle"):
        assert 0 <= float(circle.attrib["cy"]) <= float(drawn.attrib["height"])


@given(FIGURES, FIGURES)
def test_ticks_are_round_and_enclose(one: float, other: float) -> None:
    least, most = sorted((one, other))
    ticks = nice_ticks(least, most)
    assert 2 <= len(ticks) <= 8
    slack = (ticks[-1] - ticks[0]) * 1e-6
    assert ticks[0] <= least + slack
    assert ticks[-1] >= most - slack
    place = scale(ticks[0], ticks[-1], 100)
    assert [place(tick) for tick in ticks] == sorted(place(tick) for tick in ticks)


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC", "https://open.spotify.com/embed/track/4uLU6hMCjMI75M1A2tKUQC"),
        ("https://soundcloud.com/vov/dem", "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fvov%2Fdem"),
        ("https://www.facebook.com/vangiang/posts/1", ""),
        ("https://evil.example/?https://www.youtube.com/watch?v=dQw4w9WgXcQ", ""),
    ],
)  # fmt: skip
def test_players_that_readers_may_open(url: str, player: str) -> None:
    assert player_of(url) == player
    assert not player or re.sub(r"(https://[^/]+).*", r"\1", player) in policy()


def test_an_embed_asks_no_other_host_before_a_click() -> None:
    node = Node(
        "embed",
        {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "provider": "youtube", "title": "Lễ hội"},
    )
    html = str(PageRenderer({}).node(node))
    assert not re.search(r"<(iframe|img|script|link|object)|\ssrc(set)?=", html)
    assert '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in html
    assert "Mở trên YouTube" in html


SHARES: list[Mapping[str, Json]] = [{"Năm": "2024", "Nam": 3, "Nữ": 1}, {"Năm": "2025", "Nam": 2, "Nữ": 6}]


def shares(
    mark: str, *, stack: Json, lying: bool = False, rows: Sequence[Mapping[str, Json]] = SHARES
) -> str:
    label: dict[str, Json] = {"field": "Năm", "type": "ordinal"}
    value: dict[str, Json] = {"field": "__value", "type": "quantitative", "stack": stack}
    encoding: dict[str, Json] = {"y": label, "x": value} if lying else {"x": label, "y": value}
    spec: dict[str, Json] = {
        "mark": mark,
        "transform": [{"fold": ["Nam", "Nữ"], "as": ["__series", "__value"]}],
        "encoding": encoding,
    }
    return str(PageRenderer({}).node(Node("chart", {"spec": spec, "data": rows, "alt": "a"})))


def test_stacked_bars_stand_on_each_other_and_reach_the_total() -> None:
    rects = [rect.attrib for rect in svg(shares("bar", stack="zero")).iter("rect")]
    first, second = (float(rects[at]["height"]) for at in (0, 2))
    assert round(first / second, 2) == 3
    assert rects[0]["x"] == rects[2]["x"], "both parts of 2024 stand in one place"
    assert float(rects[2]["y"]) + second == pytest.approx(float(rects[0]["y"]), abs=0.02)


def test_lying_stacks_say_their_total() -> None:
    html = shares("bar", stack="zero", lying=True)
    assert re.findall(r'class="n">([^<]+)<', html) == ["4", "8"]


def test_stacked_areas_are_layers_and_old_charts_stand_side_by_side() -> None:
    assert len(list(svg(shares("area", stack="zero")).iter("polygon"))) == 2
    assert len({rect.attrib["x"] for rect in svg(shares("bar", stack=None)).iter("rect")}) == 4


def test_what_is_negative_is_never_stacked() -> None:
    rows: list[Mapping[str, Json]] = [{"Năm": "2024", "Nam": 3, "Nữ": -1}]
    assert len({rect.attrib["x"] for rect in svg(shares("bar", stack="zero", rows=rows)).iter("rect")}) == 2
