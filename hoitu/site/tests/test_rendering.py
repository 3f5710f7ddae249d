"""Every kind of node is shown, hostile text is text, looks differ."""

import re

import pytest

from hoitu.kernel.storage import store
from hoitu.site import addresses, files
from hoitu.site.models import Article, Site
from hoitu.site.operations.bake import bake_dirty
from hoitu.site.operations.place import place_story, withdraw_story
from hoitu.site.queries import reads_of
from hoitu.site.rendering.document import PageRenderer
from hoitu.site.rendering.pages import render
from hoitu.site.testing import asset, make_site, next_revision, paragraphs, released
from hoitu.stories.document.schema import schema
from hoitu.stories.document.testing import every_node_tree
from hoitu.stories.document.tree import Mark, Node, Text, texts, walk


def test_every_word_of_every_node_type_is_shown() -> None:
    tree = every_node_tree()
    assert {node.type for node in walk(tree)} | {"text"} >= set(schema().nodes)
    html = PageRenderer({}).body(tree)
    for run in texts(tree):
        assert str(run.text).replace("<", "&lt;")[:6] in html, run.text


def test_hostile_text_and_addresses_stay_text() -> None:
    evil = Node(
        "doc",
        {},
        (
            Node("paragraph", {}, (Text("<script>alert(1)</script>", (Mark("bold"),)),)),
            Node("paragraph", {}, (Text("bấm", (Mark("link", {"href": "javascript:alert(1)"}),)),)),
            Node("embed", {"url": "javascript:alert(1)", "provider": "x"}),
            Node(
                "blockquote",
                {"attribution": "<img src=x onerror=alert(1)>"},
                (Node("paragraph", {}, (Text("a"),)),),
            ),
        ),
    )
    html = PageRenderer({}).body(evil)
    assert "<script>" not in html
    assert "javascript:" not in html
    assert "<img" not in html


@pytest.mark.django_db
def test_pictures_come_in_several_widths_with_their_words(site: Site) -> None:
    picture = asset(site.agency_id)
    body = Node("doc", {}, (Node("figure", {"asset": str(picture.id)}, (Text("Sáng sớm bên sông."),)),))
    here = place_story(site, released(site.agency_id, assets=(picture,), body=body))
    page = (files.read(site.slug, here.path) or b"").decode()
    assert "960w" in page
    assert 'width="1200" height="800"' in page
    assert "Quang Minh" in page
    assert page.count("<figure") == 1, "the lead picture is not shown twice"


@pytest.mark.django_db
def test_pictures_of_a_withdrawn_story_leave_unless_another_shows_them(site: Site) -> None:
    shared, own = asset(site.agency_id, caption="Ảnh chung"), asset(site.agency_id, caption="Ảnh riêng")
    for picture in (shared, own):
        for rendition in picture.renditions:
            store().put(rendition.key, picture.caption.encode())
    story = released(site.agency_id, assets=(own, shared))
    place_story(site, story)
    place_story(site, released(site.agency_id, assets=(shared,)))
    media = files.site_folder(site.slug) / "media"
    assert len(list(media.iterdir())) == 8

    withdraw_story(site, story.story_id)
    assert {file.read_text() for file in media.iterdir()} == {"Ảnh chung"}
    place_story(site, story, is_restored=True)
    assert {file.read_text() for file in media.iterdir()} == {"Ảnh chung", "Ảnh riêng"}


@pytest.mark.django_db
def test_a_picture_that_a_correction_drops_leaves_unless_another_shows_it(site: Site) -> None:
    kept, dropped, shared = (asset(site.agency_id, caption=words) for words in ("Giữ", "Bỏ", "Chung"))
    for picture in (kept, dropped, shared):
        for rendition in picture.renditions:
            store().put(rendition.key, picture.caption.encode())
    story = released(site.agency_id, assets=(kept, dropped, shared))
    place_story(site, story)
    place_story(site, released(site.agency_id, assets=(shared,)))
    media = files.site_folder(site.slug) / "media"
    place_story(site, next_revision(story, assets={kept.id: kept}))
    assert {file.read_text() for file in media.iterdir()} == {"Giữ", "Chung"}
    place_story(
        site,
        next_revision(
            story, assets={kept.id: kept, dropped.id: dropped}, revision_number=3, headline="Tít mới"
        ),
    )
    assert {file.read_text() for file in media.iterdir()} == {"Giữ", "Bỏ", "Chung"}


@pytest.mark.django_db
def test_live_stories_show_the_newest_first_and_offer_news_as_json(site: Site) -> None:
    entries = tuple(
        Node(
            "liveEntry",
            {"at": f"2026-11-21T0{hour}:00:00+07:00", "key": f"k{hour}"},
            (Node("paragraph", {}, (Text(f"Lúc {hour} giờ"),)),),
        )
        for hour in (5, 6, 7)
    )
    here = place_story(
        site, released(site.agency_id, body=Node("doc", {}, (*paragraphs("Mở đầu").children, *entries)))
    )
    page = (files.read(site.slug, here.path) or b"").decode()
    assert page.index("Lúc 7 giờ") < page.index("Lúc 6 giờ") < page.index("Lúc 5 giờ")
    assert b"k7" in (files.read(site.slug, addresses.live_path(here.path)) or b"")


@pytest.mark.django_db
def test_key_moments_lead_to_their_entries_newest_first(site: Site) -> None:
    entries = [
        Node(
            "liveEntry",
            {"at": f"2026-11-05T0{hour}:00:00Z", "key": f"k{hour}", "title": title, "moment": moment},
            (),
        )
        for hour, title, moment in (
            (1, "Khai mạc", True),
            (2, "Bên lề", False),
            (3, "Chung kết", True),
            (4, None, True),
        )
    ]
    here = place_story(site, released(site.agency_id, body=Node("doc", {}, tuple(entries))))
    page = (files.read(site.slug, here.path) or b"").decode()
    listed = page[page.index('class="moments"') : page.index("</nav>", page.index('class="moments"'))]
    assert re.findall(r'href="#([^"]+)">([^<]+)', listed) == [("tt-k3", "Chung kết"), ("tt-k1", "Khai mạc")]
    assert 'id="tt-k3"' in page


@pytest.mark.django_db
def test_a_newspaper_and_a_magazine_look_different(site: Site) -> None:
    magazine = make_site(site.agency_id, preset="tap-chi")
    for each in (site, magazine):
        place_story(each, released(each.agency_id))
        bake_dirty(each)
    assert b"/_a/bao." in (files.read(site.slug, "/") or b"")
    assert b"/_a/tap-chi." in (files.read(magazine.slug, "/") or b"")


@pytest.mark.parametrize(
    ("path", "kind", "key"),
    [
        ("/", "front", ""),
        ("/thoi-su/", "listing", "section:thoi-su"),
        ("/thoi-su/trang-12/", "archive", "section:thoi-su"),
        ("/tu-khoa/le-hoi/", "listing", "tag:le-hoi"),
        ("/tac-gia/lan/atom.xml", "feed", "author:lan"),
        ("/luu-tru/2026/11/21/", "day", "day"),
        ("/sitemap/2026-11.xml", "sitemap", "part"),
        ("/thoi-su/bai-1a2b3c4d.html", "article", ""),
        ("/thoi-su/bai-1a2b3c4d.live.json", "live", ""),
        ("/404.html", "other", ""),
    ],
)
def test_addresses_say_what_stands_there(path: str, kind: str, key: str) -> None:
    found = addresses.resolve(path)
    assert (found.kind, found.key) == (kind, key)


def test_the_menu_marks_where_the_reader_is_also_when_it_was_made_before(site: Site) -> None:
    place_story(site, released(site.agency_id, section="Thời sự"))
    place_story(site, released(site.agency_id, section="Văn hóa"))
    reads = reads_of(site)

    def marked(path: str) -> list[tuple[str, str]]:
        output = render(reads.fresh(), path)
        assert output is not None
        return re.findall(r'href="([^"]+)" aria-current="(\w+)"', output.body.decode())

    prefix = site.path_prefix
    for _ in range(2):
        assert marked("/404.html") == []
        assert marked("/") == [(f"{prefix}/", "page")]
        assert marked("/moi-nhat/") == [(f"{prefix}/moi-nhat/", "page")]
        assert marked("/thoi-su/") == [(f"{prefix}/thoi-su/", "page")]
        assert marked("/van-hoa/") == [(f"{prefix}/van-hoa/", "page")]
        article = Article.objects.unscoped(why="test").get(site=site, section="thoi-su")
        assert marked(article.path) == [(f"{prefix}/thoi-su/", "true")]
