"""A locator shows its place without asking any map: the country's tiles, the islands with it."""

import re

from hoitu.accounts.api import provinces
from hoitu.site.rendering.document import PageRenderer
from hoitu.stories.document.tree import Json, Node


def locator(**attrs: Json) -> str:
    place: dict[str, Json] = {"lat": 16.0544, "lon": 108.2022, "label": "Cầu Rồng", **attrs}
    return str(PageRenderer({}).node(Node("mapLocator", place)))


def test_the_province_and_its_islands_are_marked_among_all() -> None:
    html = locator(province="da-nang")
    assert html.count('class="here"') == 2, "the city and Hoàng Sa"
    islands = sum(one.islands is not None for one in provinces().values())
    assert html.count("<rect") == 34 + islands
    assert 'aria-label="Sơ đồ các tỉnh, thành phố: Đà Nẵng"' in html
    assert "<span>Đà Nẵng</span>" in html


def test_a_place_is_told_in_words_and_opens_in_the_readers_own_map() -> None:
    html = locator(province="da-nang", zoom=15)
    assert "16,0544° vĩ Bắc, 108,2022° kinh Đông" in html
    assert 'href="geo:16.05440,108.20220?z=15"' in html
    assert re.findall(r'src="', html) == [], "nothing is loaded"


def test_a_place_abroad_has_no_tiles_and_is_told_all_the_same() -> None:
    html = locator(lat=-33.8667, lon=-151.2, label="Ở <xa>")
    assert "<svg" not in html
    assert "33,8667° vĩ Nam, 151,2° kinh Tây" in html
    assert "Ở &lt;xa&gt;" in html


def test_every_province_has_a_seat_within_the_country() -> None:
    for one in provinces().values():
        if one.sample:
            assert one.lat is None
        else:
            assert one.lat is not None
            assert one.lon is not None
            assert 8.5 < one.lat < 23.5, one.name
            assert 102 < one.lon < 109.6, one.name
