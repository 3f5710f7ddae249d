"""Search without a database, views from the log, the web as a channel."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from hoitu.channels.data import Action, Channel, Delivery, DeliveryFailed
from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.web.public import PublicRequest
from hoitu.site import files
from hoitu.site.adapter import WebAdapter
from hoitu.site.api import daily_views, place_fragment
from hoitu.site.models import Article, Site
from hoitu.site.operations import search_index
from hoitu.site.operations.bake import bake_dirty
from hoitu.site.operations.place import place_story, withdraw_story
from hoitu.site.operations.search_index import Slice, index_articles, index_slice
from hoitu.site.operations.views import count_views
from hoitu.site.public_api import answer_search
from hoitu.site.search import Searchable, open_index, write
from hoitu.site.testing import released
from hoitu.stories.data import ReleasedStory

pytestmark = pytest.mark.django_db


def search(site: Site, words: str) -> str:
    request = PublicRequest(
        method="GET",
        site=site.slug,
        path="/tim-kiem",
        query={"q": words},
        folder=files.site_folder(site.slug),
    )
    return answer_search(request).body.decode()


def test_search_with_and_without_diacritics(site: Site) -> None:
    story = released(site.agency_id, headline="Lễ hội cồng chiêng Buôn Đôn")
    place_story(site, story)
    place_story(site, released(site.agency_id, headline="Giá cà phê lập đỉnh"))
    bake_dirty(site)
    index_articles(site)
    for words in ("cồng chiêng", "cong chieng", "LỄ HỘI"):
        page = search(site, words)
        assert "Buôn Đôn" in page, words
        assert "Giá cà phê" not in page, words
        assert "<mark>" in page
    assert "Không tìm thấy" in search(site, "không có đâu")
    assert "&lt;b&gt;" in search(site, "<b>")
    withdraw_story(site, story.story_id)
    assert "Buôn Đôn" not in search(site, "cồng chiêng")  # the marker wins over an index that follows later
    assert index_articles(site) == 1
    assert "Không tìm thấy" in search(site, "cồng chiêng")


def test_the_index_is_built_in_slices_and_goes_on_where_it_stopped(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "ARTICLES_PER_SLICE", 2)
    for number in range(5):
        place_story(site, released(site.agency_id, headline=f"Mùa cà phê thứ {number}"))
    done = [index_slice(site) for _ in range(4)]
    assert [(slice_.written, slice_.is_last) for slice_ in done] == [
        (2, False),
        (2, False),
        (1, True),
        (0, True),
    ]
    assert search(site, "mùa cà phê").count("<article") == 5
    Article.objects.unscoped(why="test").filter(site=site).update(changed_at=clock.now() - timedelta(hours=1))
    newest = place_story(site, released(site.agency_id, headline="Mùa cà phê mới"))
    assert index_slice(site) == Slice(1, is_last=True)
    assert newest.path in search(site, "mùa cà phê mới")


def test_many_small_commits_leave_few_parts(site: Site) -> None:
    folder = files.site_folder(site.slug) / "search"
    for number in range(20):
        article = Searchable(str(number), f"/tin/{number}.html", "Tin", "", "Nội dung", clock.now())
        write(folder, [article], [])
    assert open_index(folder).searcher().num_segments < 10


def test_views_are_counted_once_and_bots_apart(site: Site) -> None:
    story = released(site.agency_id)
    here = place_story(site, story)
    folder = Path(settings.PUBLIC_LOG_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{clock.today()}.jsonl"
    line = {
        "at": clock.now().isoformat(),
        "host": "localhost",
        "path": site.path_prefix + here.path,
        "status": 200,
    }
    rows = [
        {**line, "agent": "Mozilla/5.0"},
        {**line, "agent": "Googlebot/2.1"},
        {**line, "status": 404, "agent": "x"},
    ]
    log.write_text("".join(json.dumps(row) + "\n" for row in rows) + '{"half a line')
    try:
        count_views()
        count_views()
    finally:
        log.unlink()
    views = daily_views(agency_id=site.agency_id, story_id=story.story_id)
    assert [(view.readers, view.bots) for view in views] == [(1, 1)]


def test_a_log_of_nginx_is_counted_once_whatever_logrotate_calls_it(site: Site) -> None:
    here = place_story(site, released(site.agency_id))
    folder = Path(settings.PUBLIC_LOG_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    now, before = folder / "nginx.jsonl", folder / "nginx-2026-11-20.jsonl"
    path, agent = site.path_prefix + here.path, "Mozilla/5.0"

    def line(number: int) -> str:
        row = {
            "at": clock.now().isoformat(),
            "host": "localhost",
            "path": path,
            "status": 200,
            "agent": agent,
        }
        return json.dumps(row | {"bytes": number}) + "\n"

    try:
        now.write_text(line(1) + line(2))
        assert count_views() == 2
        now.rename(before)
        with before.open("a") as late:
            late.write(line(3))
        now.write_text(line(4))
        assert count_views() == 2
        assert count_views() == 0
    finally:
        now.unlink()
        before.unlink()


def test_a_fragment_of_another_room_is_baked_into_the_page(site: Site) -> None:
    story = released(site.agency_id)
    here = place_story(site, story)
    for _ in range(2):
        place_fragment(
            site_id=site.pk, page_key=f"story:{story.story_id}", slot="after-body", html="<p>Ba bình luận</p>"
        )
    bake_dirty(site)
    assert "<p>Ba bình luận</p>" in (files.read(site.slug, here.path) or b"").decode()


def delivery(
    site: Site, story: ReleasedStory, action: Action, config: dict[str, str] | None = None
) -> Delivery:
    channel = Channel(
        id=new_id(),
        agency_id=site.agency_id,
        kind="web",
        name="Trang chính",
        config={"site": site.slug} if config is None else config,
        is_domestic=True,
        is_default=True,
        is_active=True,
    )
    return Delivery(
        id=new_id(),
        release_id=new_id(),
        story_id=story.story_id,
        channel=channel,
        action=action,
        idempotency_key="k",
        story=story,
        first_out_at=None,
    )


def test_the_web_adapter_delivers_and_reads_back(site: Site) -> None:
    adapter, story = WebAdapter(), released(site.agency_id)
    publish = delivery(site, story, Action.PUBLISH)
    first, second = adapter.deliver(publish), adapter.deliver(publish)
    assert first == second
    assert first.url.startswith(f"http://localhost:8080{site.path_prefix}/thoi-su/")
    assert adapter.confirm(publish)

    gone = delivery(site, story, Action.WITHDRAW)
    assert not adapter.confirm(gone)
    adapter.deliver(gone)
    assert adapter.confirm(gone)
    assert not adapter.confirm(publish)
    adapter.deliver(publish)  # late
    assert adapter.confirm(gone)
    restored = delivery(site, replace(story), Action.RESTORE)
    adapter.deliver(restored)
    assert adapter.confirm(restored)


def test_a_channel_without_a_site_fails_for_good_with_a_sentence(site: Site) -> None:
    with pytest.raises(DeliveryFailed) as failure:
        WebAdapter().deliver(delivery(site, released(site.agency_id), Action.PUBLISH, {}))
    assert failure.value.permanent
    assert "Trang chính" in failure.value.sentence
