"""A preview shows the draft on the readers' page, to people of its agency only, and leaves nothing behind."""

import io
import re
from uuid import UUID

import pytest
from django.conf import settings
from PIL import Image

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.channels import api as channels
from hoitu.kernel.actor import Actor
from hoitu.media import api as media
from hoitu.site.models import Article, Listing, Page, Site
from hoitu.stories import api as stories
from hoitu.stories.document.testing import every_node_tree
from hoitu.stories.document.tree import Mark, Node, Text

pytestmark = pytest.mark.django_db
SECRET = "Chữ chưa ai duyệt"


@pytest.fixture
def fed(site: Site) -> Site:
    """A site that a web channel of its agency feeds."""
    actor = Actor.system(agency_id=site.agency_id)
    channels.save_channel(
        actor=actor, name="Báo điện tử", kind="web", medium="web", config={"site": site.slug}
    )
    return site


def draft(actor: Actor, body: Node | None = None) -> UUID:
    return stories.create_story(
        actor=actor,
        headline="Khánh thành cầu Yên Lộc",
        body=body or Node("doc", {}, (Node("paragraph", {}, (Text(SECRET),)),)),
    )


def page_url(story_id: UUID, site: Site) -> str:
    return f"/tin-bai/{story_id}/xem-truoc/{site.slug}/"


def test_the_draft_is_shown_and_nothing_of_it_is_kept(agency: Organisation, fed: Site) -> None:
    lan = make_person(agency, "reporter")
    story_id = draft(actor_of(lan))
    before = [model.objects.unscoped(why="tests").count() for model in (Article, Listing, Page)]

    answer = signed_in(lan).get(page_url(story_id, fed))

    assert answer.status_code == 200
    assert SECRET in answer.content.decode()
    assert f'<base href="{fed.origin}/" target="_blank">' in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert [model.objects.unscoped(why="tests").count() for model in (Article, Listing, Page)] == before
    for file in settings.PUBLIC_ROOT.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes(), file


def test_no_script_runs_in_it(agency: Organisation, fed: Site) -> None:
    lan = make_person(agency, "reporter")
    evil = Node("paragraph", {}, (Text("<script>alert(1)</script>", (Mark("bold"),)),))
    answer = signed_in(lan).get(page_url(draft(actor_of(lan), Node("doc", {}, (evil,))), fed))
    policy = answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.content.decode()
    assert "script-src 'none'" in policy
    assert "sandbox allow-same-origin" in policy
    assert "allow-scripts" not in policy


def test_pictures_come_by_signed_addresses(agency: Organisation, fed: Site) -> None:
    lan = make_person(agency, "reporter")
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300)).save(buffer, "JPEG")
    picture = media.add_picture(actor=actor_of(lan), filename="a.jpg", data=buffer.getvalue())
    figure = Node("figure", {"asset": str(picture.id), "alt": "Cầu"}, (Text("Cầu mới"),))
    html = (
        signed_in(lan).get(page_url(draft(actor_of(lan), Node("doc", {}, (figure,))), fed)).content.decode()
    )
    sources = re.findall(r'<img src="([^"]+)"', html)
    assert sources
    assert all(source.startswith(settings.PUBLIC_URL) and "sig=" in source for source in sources)


def test_every_kind_of_node_can_be_previewed(agency: Organisation, fed: Site) -> None:
    lan = make_person(agency, "reporter")
    answer = signed_in(lan).get(page_url(draft(actor_of(lan), every_node_tree()), fed))
    assert answer.status_code == 200


def test_another_agency_sees_neither_story_nor_site(agency: Organisation, fed: Site) -> None:
    lan, hoa = make_person(agency, "reporter"), make_person(make_agency(), "director")
    own = draft(actor_of(hoa))
    assert signed_in(hoa).get(page_url(draft(actor_of(lan)), fed)).status_code == 404
    assert signed_in(hoa).get(page_url(own, fed)).status_code == 404, "not on another agency's site either"


def test_the_screen_offers_the_sites_that_a_channel_feeds(agency: Organisation, site: Site) -> None:
    lan = make_person(agency, "reporter")
    story_id = draft(actor_of(lan))
    client, url = signed_in(lan), f"/tin-bai/{story_id}/xem-truoc/"
    assert "<iframe" not in client.get(url).content.decode()
    actor = Actor.system(agency_id=agency.id)
    channels.save_channel(actor=actor, name="Báo", kind="web", medium="web", config={"site": site.slug})
    shown = client.get(url, {"rong": "dien-thoai"})
    assert f'src="{page_url(story_id, site)}"' in shown.content.decode()
    assert "is-phone" in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
