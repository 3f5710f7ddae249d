"""A story takes its place, changes, leaves; every page that shows it follows, and no other."""

import gzip
import json
import re
from datetime import datetime, timedelta

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree

from hoitu.kernel import clock
from hoitu.site import files
from hoitu.site.models import Page, Site
from hoitu.site.operations.bake import bake_dirty, bake_path
from hoitu.site.operations.full_bake import bake_everything
from hoitu.site.operations.place import place_story, withdraw_story
from hoitu.site.operations.verify import verify_site
from hoitu.site.testing import next_revision, released
from hoitu.stories.data import Correction

pytestmark = pytest.mark.django_db


def html(site: Site, path: str) -> str:
    page = files.read(site.slug, path)
    return page.decode() if page else ""


def dirty(site: Site) -> set[str]:
    rows = Page.objects.unscoped(why="tests").filter(site=site, dirty_at__isnull=False)
    return set(rows.values_list("path", flat=True))


def test_a_story_is_readable_before_delivery_returns_and_lists_follow(site: Site) -> None:
    story = released(site.agency_id, headline="Đắk Lắk mở phiên chợ sớm")
    here = place_story(site, story)

    assert here.path.startswith("/thoi-su/dak-lak-mo-phien-cho-som-")
    assert here.path.endswith(".html")
    assert "Đắk Lắk mở phiên chợ sớm" in html(site, here.path)
    assert story.headline not in html(site, "/")

    bake_dirty(site)
    for path in (
        "/",
        "/thoi-su/",
        "/moi-nhat/",
        "/tu-khoa/cau-yen-loc/",
        "/tac-gia/nguyen-thi-lan/",
        "/feed.xml",
    ):
        assert story.headline in html(site, path), path
    assert here.path in html(site, f"/sitemap/{clock.today():%Y-%m}.xml")
    assert dirty(site) == set()


def test_the_same_delivery_twice_changes_nothing(site: Site) -> None:
    story = released(site.agency_id)
    first = place_story(site, story)
    bake_dirty(site)
    before = {page.path: page.content_hash for page in Page.objects.unscoped(why="tests").filter(site=site)}

    assert place_story(site, story) == first
    bake_dirty(site)
    after = {page.path: page.content_hash for page in Page.objects.unscoped(why="tests").filter(site=site)}
    assert after == before


def test_an_older_revision_that_arrives_late_is_ignored(site: Site) -> None:
    story = released(site.agency_id, headline="Tít cũ")
    newer = next_revision(story, headline="Tít mới")
    here = place_story(site, newer)
    place_story(site, story)
    assert "Tít mới" in html(site, here.path)


def test_a_change_bakes_exactly_the_pages_that_show_the_story(site: Site) -> None:
    other = place_story(
        site, released(site.agency_id, section="Văn hóa", tags=("lễ hội",), authors=("Lò Văn Minh",))
    )
    story = released(site.agency_id, section="Thời sự", authors=("Nguyễn Thị Lan",))
    place_story(site, story)
    bake_dirty(site)
    files.write_now(files.generation_folder(site.slug, site.generation), "/van-hoa/", b"untouched")

    place_story(site, next_revision(story, headline="Tít đã sửa"))
    bake_dirty(site)
    assert "Tít đã sửa" in html(site, "/thoi-su/")
    assert "Tít đã sửa" in html(site, "/tac-gia/nguyen-thi-lan/")
    assert html(site, "/van-hoa/") == "untouched"
    assert html(site, other.path)


def test_a_withdrawn_story_is_gone_at_once_and_everywhere(site: Site) -> None:
    story = released(site.agency_id, headline="Nội dung sai sự thật")
    here = place_story(site, story)
    bake_dirty(site)

    withdraw_story(site, story.story_id)
    assert files.is_gone(site.slug, here.path)
    assert "Nội dung sai" not in html(site, here.path)
    bake_dirty(site)
    for page in Page.objects.unscoped(why="tests").filter(site=site):
        assert "Nội dung sai" not in html(site, page.path), page.path


def test_a_month_leaves_the_archive_with_its_last_story(site: Site) -> None:
    told = [
        released(site.agency_id, at=datetime(year, month, day, 0, 30, tzinfo=clock.VIETNAM))
        for year, month, day in ((2025, 12, 1), (2025, 12, 31), (2026, 1, 1), (2026, 3, 1))
    ]
    for story in told:
        place_story(site, story)
    bake_dirty(site)
    assert re.findall(r"(/luu-tru/\d{4}/\d\d/)\"", html(site, "/luu-tru/")) == [
        "/luu-tru/2026/03/",
        "/luu-tru/2026/01/",
        "/luu-tru/2025/12/",
    ]
    withdraw_story(site, told[2].story_id)
    bake_dirty(site)
    for path in ("/luu-tru/", "/sitemap.xml"):
        page = html(site, path)
        assert ("2026/01" in page, "2026-01" in page) == (False, False), path
        assert "2025" in page, path
    assert verify_site(site)[1] == []


def test_a_late_bake_cannot_bring_a_withdrawn_story_back(site: Site) -> None:
    story = released(site.agency_id)
    here = place_story(site, story)
    withdraw_story(site, story.story_id)

    bake_path(site, here.path)
    place_story(site, story)  # the publishing job runs once more
    assert files.is_gone(site.slug, here.path)

    place_story(site, story, is_restored=True)
    assert not files.is_gone(site.slug, here.path)
    assert story.headline in html(site, here.path)


def test_a_new_slug_leaves_a_redirect_behind(site: Site) -> None:
    story = released(site.agency_id, headline="Cầu mới")
    old = place_story(site, story)
    new = place_story(site, next_revision(story, editions={"web": {"slug": "cau-yen-loc-thong-xe"}}))

    assert "cau-yen-loc-thong-xe" in new.path
    folder = files.generation_folder(site.slug, site.generation)
    table = json.loads((folder / "_redirects.json").read_text())
    assert table == {old.path: site.path_prefix + new.path}
    assert files.read(site.slug, old.path) is not None  # until its own bake
    bake_dirty(site)
    assert files.read(site.slug, old.path) is None


def test_corrections_stand_on_the_story_and_on_the_front(site: Site) -> None:
    story = released(site.agency_id)
    place_story(site, story)
    correction = Correction(clock.now(), "cầu dài 300 m", "cầu dài 330 m", True)
    here = place_story(site, next_revision(story, corrections=(correction,)))
    bake_dirty(site)

    assert "Thông tin cải chính, xin lỗi" in html(site, here.path)
    assert "cầu dài 330 m" in html(site, here.path)
    assert story.headline in html(site, "/cai-chinh/")
    assert 'id="k-cc"' in html(site, "/")


def test_archive_pages_count_from_the_oldest_and_stay(site: Site) -> None:
    start = clock.now() - timedelta(days=1)
    for number in range(61):
        place_story(
            site,
            released(site.agency_id, headline=f"Tin số {number:03}", at=start + timedelta(minutes=number)),
        )
    bake_dirty(site)
    first = html(site, "/thoi-su/trang-1/")
    assert [n for n in range(61) if f"Tin số {n:03}" in first] == list(range(30))
    before = files.read(site.slug, "/thoi-su/trang-1/")
    at = Page.objects.unscoped(why="tests").get(site=site, path="/thoi-su/trang-1/").baked_at

    place_story(site, released(site.agency_id, headline="Tin mới nhất", at=start + timedelta(minutes=90)))
    assert "/thoi-su/trang-1/" not in dirty(site)
    bake_dirty(site)
    assert files.read(site.slug, "/thoi-su/trang-1/") == before
    assert Page.objects.unscoped(why="tests").get(site=site, path="/thoi-su/trang-1/").baked_at == at
    assert "Tin mới nhất" in html(site, "/thoi-su/trang-3/")
    assert "/thoi-su/trang-3/" in html(site, "/thoi-su/trang-2/")


def test_a_full_bake_gives_the_same_pages_in_a_new_generation(site: Site) -> None:
    story = released(site.agency_id)
    here = place_story(site, story)
    gone = released(site.agency_id, headline="Sẽ gỡ")
    place_story(site, gone)
    withdraw_story(site, gone.story_id)
    bake_dirty(site)
    before = {
        page.path: files.read(site.slug, page.path)
        for page in Page.objects.unscoped(why="t").filter(site=site)
    }
    generation = site.generation

    report = bake_everything(site, processes=1)
    site.refresh_from_db()
    assert (site.generation, report.generation) == (generation + 1, generation + 1)
    assert files.current_generation(site.slug) == site.generation
    assert {path: files.read(site.slug, path) for path in before} == before
    assert files.is_gone(site.slug, next(p for p in before if "se-go" in p))
    assert html(site, here.path)
    assert verify_site(site)[1] == []


def test_a_change_during_a_full_bake_is_replayed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    story = released(site.agency_id, headline="Tít trước")
    here = place_story(site, story)
    bake_dirty(site)
    seen: list[int] = []

    def publish_meanwhile(done: int, total: int) -> None:
        if not seen:
            seen.append(done)
            place_story(site, next_revision(story, headline="Tít trong lúc dựng"))
            bake_dirty(site)

    bake_everything(site, processes=1, progress=publish_meanwhile)
    assert "Tít trong lúc dựng" in html(site, here.path)
    assert "Tít trong lúc dựng" in html(site, "/thoi-su/")


def test_an_interrupted_full_bake_goes_on_where_it_stopped(site: Site) -> None:
    place_story(site, released(site.agency_id))
    bake_dirty(site)

    class Killed(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise Killed

    generation = site.generation
    with pytest.raises(Killed):
        bake_everything(site, processes=1, progress=stop)
    assert files.current_generation(site.slug) == generation
    steps: list[int] = []
    report = bake_everything(site, processes=1, progress=lambda done, total: steps.append(done))
    assert steps[0] == 2
    assert report.generation == generation + 1


def test_the_sampler_finds_a_page_that_differs(site: Site) -> None:
    here = place_story(site, released(site.agency_id))
    bake_dirty(site)
    assert verify_site(site) == (Page.objects.unscoped(why="tests").filter(site=site).count(), [])
    files.write_now(files.generation_folder(site.slug, site.generation), here.path, b"changed by hand")
    assert [difference.path for difference in verify_site(site)[1]] == [here.path]


def test_feeds_and_sitemaps_are_what_their_readers_expect(site: Site) -> None:
    headline = "“Đường sắt” & cầu <Yên Lộc>: 1 < 2"
    here = place_story(site, released(site.agency_id, headline=headline))
    bake_dirty(site)
    for name in ("feed.xml", "atom.xml"):
        parsed = feedparser.parse(files.read(site.slug, f"/thoi-su/{name}"))
        assert not parsed.bozo
        assert [(entry.title, entry.link) for entry in parsed.entries] == [
            (
                "“Đường sắt” & cầu &lt;Yên Lộc&gt;: 1 &lt; 2".replace("&lt;", "<").replace("&gt;", ">"),
                here.url,
            )
        ]
    feed = json.loads(html(site, "/thoi-su/feed.json"))
    assert [item["url"] for item in feed["items"]] == [here.url]
    for path in (
        "/sitemap.xml",
        "/sitemap/tin-moi.xml",
        "/sitemap/trang.xml",
        f"/sitemap/{clock.today():%Y-%m}.xml",
    ):
        tree = etree.fromstring(files.read(site.slug, path) or b"")
        assert tree.tag.startswith("{http://www.sitemaps.org/schemas/sitemap/0.9}")
    news = etree.fromstring(files.read(site.slug, "/sitemap/tin-moi.xml") or b"")
    assert news.xpath("//*[local-name()='title']/text()") == [headline]


def test_the_law_furniture_is_on_every_page_and_pages_are_light(site: Site) -> None:
    here = place_story(site, released(site.agency_id))
    bake_dirty(site)
    for path in ("/", here.path, "/thoi-su/", "/cai-chinh/", "/404.html"):
        page = html(site, path)
        for words in (
            "Số 123/GP-BVHTTDL",
            "Tỉnh ủy Thử nghiệm",
            "Trần Thị Hoa",
            "baothunghiem.vn",
            "0212 3800 100",
        ):
            assert words in page, (path, words)
        assert len(gzip.compress(page.encode())) < 15_000


def test_structured_data_is_json(site: Site) -> None:
    here = place_story(site, released(site.agency_id, headline="</script><script>alert(1)</script>"))
    scripts = list(etree.HTML(html(site, here.path)).iter("script"))
    blocks = [script.text or "" for script in scripts if script.get("type") == "application/ld+json"]
    assert [json.loads(block)["@type"] for block in blocks] == ["NewsArticle", "BreadcrumbList"]
    assert [script for script in scripts if not script.get("src") and not script.get("type")] == []
