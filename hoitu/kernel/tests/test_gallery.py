"""Every component renders, for people with and without rights, without asking the database."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404, HttpRequest
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils.translation import override

from hoitu.kernel import clock, navigation
from hoitu.kernel.actor import Actor
from hoitu.kernel.web import assets
from hoitu.kernel.web.gallery import gallery
from hoitu.kernel.web.moments import moment_words

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)  # 12:00 in Vietnam


def page_request(path: str = "/_gallery/", *permissions: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    request.csp_nonce = "n0nce"  # type: ignore[attr-defined]
    request.actor = Actor(  # type: ignore[attr-defined]
        person_id=uuid4(), name="Nguyễn Thị Lan", agency_id=uuid4(), permissions=frozenset(permissions)
    )
    return request


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@override_settings(DEBUG=True)
def test_gallery_shows_every_component_without_the_database() -> None:
    page = gallery(page_request()).content.decode()
    for piece in [
        "page-head",
        "list-table",
        "filter-bar",
        "timeline-list",
        "nothing",
        "mark-green",
        "<dialog",
        "field-error",
        "button-row",
        "pages",
        "tab-row",
        "figure-value",
        "person-name",
        "diff-sides",
        "<progress",
        "thumb-square",
        "notice-bad",
        "toasts",
    ]:
        assert piece in page, piece
    assert " onclick=" not in page
    assert 'nonce="n0nce"' in page


@override_settings(DEBUG=False, DEV=False)
def test_gallery_is_not_there_outside_development() -> None:
    with pytest.raises(Http404):
        gallery(page_request())


def test_menu_shows_what_the_person_may_open_and_marks_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    def entries() -> tuple[navigation.NavEntry, ...]:
        return (
            navigation.NavEntry(label="Thành phần", url_name="kernel:gallery", icon="palette"),
            navigation.NavEntry(
                label="Ngôn ngữ", url_name="kernel:language", icon="language", permission="x.y"
            ),
            navigation.NavEntry(label="Chưa có", url_name="kernel:nowhere", icon="x"),
        )

    monkeypatch.setattr(navigation, "entries", entries)
    links = navigation.links_for(page_request("/_gallery/sub/"))
    assert [(link.label, link.current) for link in links] == [("Thành phần", True)]
    assert len(navigation.links_for(page_request("/", "x.y"))) == 2
    assert navigation.links_for(RequestFactory().get("/")) == []


def menu(*groups: tuple[str, int], at: str = "") -> list[tuple[str, bool]]:
    links = [
        navigation.NavLink(f"{name}-{n}", "/", "home", name, current=name == at and n == 0)
        for name, many in groups
        for n in range(many)
    ]
    return [(group.name, group.is_open) for group in navigation.grouped(links)]


def test_a_long_menu_folds_all_but_the_first_group_and_the_one_of_the_page() -> None:
    long = (("", 2), ("Một", 5), ("Hai", 5), ("Ba", 5))
    assert menu(*long) == [("", True), ("Một", True), ("Hai", False), ("Ba", False)]
    assert menu(*long, at="Ba") == [("", True), ("Một", True), ("Hai", False), ("Ba", True)]


def test_a_menu_that_fits_stays_open_whole() -> None:
    assert menu(("Một", 8), ("Hai", 8)) == [("Một", True), ("Hai", True)]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 21, 7, 5, tzinfo=UTC), "14:05 hôm nay"),
        (datetime(2026, 11, 20, 2, 10, tzinfo=UTC), "hôm qua 09:10"),
        (datetime(2026, 11, 20, 18, 0, tzinfo=UTC), "01:00 hôm nay"),
        (datetime(2026, 11, 21, 23, 0, tzinfo=UTC), "06:00 ngày mai"),
        (datetime(2026, 9, 3, 2, 10, tzinfo=UTC), "09:10 ngày 3/9"),
        (datetime(2024, 9, 3, 2, 10, tzinfo=UTC), "09:10 ngày 3/9/2024"),
    ],
)
def test_moments_are_short_but_clear(at: datetime, words: str) -> None:
    with override("vi"):
        assert moment_words(at, NOON) == words


def test_time_tag_says_the_whole_instant_when_pointed_at() -> None:
    with clock.frozen(NOON), override("vi"):
        shown = rendered("{{ at|moment }}", at=NOON)
    assert 'title="12:00:00, Thứ Bảy, 21/11/2026"' in shown
    assert ">12:00 hôm nay<" in shown


def test_what_people_typed_is_escaped_in_every_component() -> None:
    shown = rendered(
        '{% person bad note=bad %}{% stage "draft" bad %}'
        "{% empty_state title=bad text=bad %}{{ bad }}{% endempty_state %}"
        "{% page_header title=bad %}{% endpage_header %}{% stat bad bad %}{% notice bad %}{% diff runs %}"
        "{% timeline_entry at=at who=bad %}{{ bad }}{% endtimeline_entry %}"
        '{% dialog "a" title=bad %}{{ bad }}{% enddialog %}',
        bad="<script>alert(1)</script>",
        runs=[("insert", "<script>")],
        at=NOON,
    )
    assert "<script>" not in shown


def test_pages_still_render_when_the_front_end_is_not_built(tmp_path: object) -> None:
    with override_settings(FRONTEND_DIST=tmp_path, DEBUG=True):
        page = gallery(page_request()).content.decode()
        with pytest.raises(assets.FrontEndNotBuilt):
            assets.manifest()
    assert "Giao diện chưa được dựng" in page


def test_pagination_keeps_the_filters_and_replaces_the_cursor() -> None:
    request = RequestFactory().get("/", {"ban": "ts", "after": "old"})
    shown = rendered('{% pagination after="new" before="" %}', request=request)
    assert "?ban=ts&amp;after=new" in shown
    assert "old" not in shown


def test_filters_replace_those_in_the_address() -> None:
    request = RequestFactory().get("/tim/", {"q": "old"})
    shown = rendered('{% filter_bar target="#hits" %}x{% endfilter_bar %}', request=request)
    assert 'hx-get="/tim/"' in shown


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "409", "413", "429", "500"])
def test_error_pages_say_what_to_do_even_without_a_request(code: str) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(f"{code}.html")
    assert "data-sentence" in page
    assert "Hãy" in page or "hãy" in page
