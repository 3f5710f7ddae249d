"""Newsroom screens: who may, what they change, what the trail says."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency, make_person, signed_in
from hoitu.channels import api as channels
from hoitu.kernel import clock
from hoitu.site import files
from hoitu.site.data import Block, FrontLayout, Pin, Rule
from hoitu.site.models import Front, FrontChange, Site
from hoitu.site.operations.bake import bake_dirty
from hoitu.site.operations.fronts import apply_due_changes
from hoitu.site.operations.place import place_story
from hoitu.site.testing import released

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh(agency: Organisation) -> Client:
    """Minh edits and may do everything with sites."""
    return signed_in(make_person(agency, permissions=("site.curate", "site.manage")))


def front_of(site: Site) -> Front:
    return Front.objects.unscoped(why="tests").get(site=site, slug="")


def test_each_screen_opens(site: Site, minh: Client) -> None:
    place_story(site, released(site.agency_id))
    bake_dirty(site)
    for url in (
        reverse("site:sites"),
        reverse("site:new_site"),
        reverse("site:site", args=[site.slug]),
        reverse("site:settings", args=[site.slug]),
        reverse("site:redirects", args=[site.slug]),
        reverse("site:new_static_page", args=[site.slug]),
        reverse("site:front", args=[front_of(site).pk]),
        reverse("site:front_find", args=[front_of(site).pk]),
    ):
        assert minh.get(url).status_code == 200, url


def test_another_agency_and_people_without_permission_see_nothing(site: Site, agency: Organisation) -> None:
    other = make_agency()
    hoa = signed_in(make_person(other, permissions=("site.curate", "site.manage")))
    lan = signed_in(make_person(agency, permissions=("stories.read",)))
    for url in (reverse("site:site", args=[site.slug]), reverse("site:front", args=[front_of(site).pk])):
        assert hoa.get(url).status_code == 404
        assert lan.get(url).status_code == 403
    assert site.slug.encode() not in hoa.get(reverse("site:sites")).content


def test_a_new_site_comes_with_the_channel_that_fills_it(agency: Organisation, minh: Client) -> None:
    for slug in ("bao-moi", "bao-hai"):
        body = {"slug": slug, "name": "Báo Mới", "origin": f"https://{slug}.example", "preset": "bao"}
        body["language"] = "vi"
        assert minh.post(reverse("site:new_site"), body).status_code == 302
    made = {channel.config["site"]: channel for channel in channels.channels_of(agency_id=agency.pk)}
    assert {slug: channel.is_default for slug, channel in made.items()} == {"bao-moi": True, "bao-hai": False}


def test_an_editor_pins_a_story_and_readers_see_it_first(site: Site, minh: Client) -> None:
    old = released(site.agency_id, headline="Bài được ghim", at=clock.now() - timedelta(days=3))
    place_story(site, old)
    for number in range(5):
        place_story(site, released(site.agency_id, headline=f"Tin thường {number}"))
    layout = FrontLayout(
        (Block("a", "list", limit=3, rule=Rule("site"), pins=(Pin(old.story_id, 0, title="Tít riêng"),)),)
    )
    url = reverse("site:front", args=[front_of(site).pk])
    body = {"layout": json.dumps(layout.as_json()), "act": "publish"}
    assert minh.post(url, body).status_code == 302
    page = (files.read(site.slug, "/") or b"").decode()
    assert page.index("Tít riêng") < page.index("Tin thường 4")
    assert "Tin thường 2" not in page


def test_a_draft_is_not_seen_and_a_scheduled_change_comes_in_time(site: Site, minh: Client) -> None:
    layout = FrontLayout((Block("n", "notice", text="Thông báo nghỉ Tết"),))
    url = reverse("site:front", args=[front_of(site).pk])
    value = json.dumps(layout.as_json())
    minh.post(url, {"layout": value, "act": "draft"})
    assert "nghỉ Tết" not in (files.read(site.slug, "/") or b"").decode()

    at = clock.local(clock.now() + timedelta(hours=2))
    minh.post(url, {"layout": value, "act": "schedule", "goes_live_at": at.strftime("%Y-%m-%dT%H:%M")})
    assert apply_due_changes(site) == 0
    with clock.frozen(clock.now() + timedelta(hours=3)):
        assert apply_due_changes(site) == 1
        assert apply_due_changes(site) == 0
    assert "nghỉ Tết" in (files.read(site.slug, "/") or b"").decode()


def test_a_time_in_the_past_is_refused_and_the_work_is_kept(site: Site, minh: Client) -> None:
    value = json.dumps(FrontLayout((Block("n", "notice", text="Giữ lại"),)).as_json())
    url = reverse("site:front", args=[front_of(site).pk])
    minh.post(url, {"layout": value, "act": "schedule", "goes_live_at": "2020-01-01T00:00"})
    assert FrontChange.objects.unscoped(why="tests").count() == 0
    assert front_of(site).draft == json.loads(value)


def test_a_preview_stands_where_nobody_guesses(site: Site, minh: Client) -> None:
    value = json.dumps(FrontLayout((Block("n", "notice", text="Chỉ để xem"),)).as_json())
    answer = minh.post(reverse("site:front", args=[front_of(site).pk]), {"layout": value, "act": "preview"})
    path = answer["Refresh"].partition(site.path_prefix)[2]
    page = (files.read(site.slug, path) or b"").decode()
    assert "Chỉ để xem" in page
    assert "noindex" in page


def test_a_broken_layout_is_refused_with_a_sentence(site: Site, minh: Client) -> None:
    url = reverse("site:front", args=[front_of(site).pk])
    for value in (
        "",
        "[]",
        '{"blocks": [{"style": "evil"}]}',
        '{"blocks": [{"style": "grid", "pins": [{"story": "x"}]}]}',
    ):
        assert minh.post(url, {"layout": value, "act": "publish"}).status_code == 409


def test_settings_change_every_page(site: Site, minh: Client) -> None:
    form = {
        "name": "Báo Mới Tên",
        "preset": "bao",
        "language": "vi",
        "licence": "Số 9/GP",
        "product_name": "Báo Mới Tên",
    }
    assert minh.post(reverse("site:settings", args=[site.slug]), form).status_code == 302
    bake_dirty(site)
    for path in ("/", "/moi-nhat/", "/404.html"):
        assert "Số 9/GP" in (files.read(site.slug, path) or b"").decode()


def test_static_pages_and_old_addresses(site: Site, minh: Client) -> None:
    minh.post(
        reverse("site:new_static_page", args=[site.slug]),
        {"title": "Liên hệ", "body": "<p>Gọi cho tòa soạn</p><script>alert(1)</script>", "in_footer": "on"},
    )
    page = (files.read(site.slug, "/trang/lien-he/") or b"").decode()
    assert "Gọi cho tòa soạn" in page
    assert "alert(1)" not in page
    minh.post(reverse("site:redirects", args=[site.slug]), {"old_path": "/cu.html", "new_path": "/moi/"})
    table = json.loads((files.generation_folder(site.slug, site.generation) / "_redirects.json").read_text())
    assert table == {"/cu.html": f"{site.path_prefix}/moi/"}
