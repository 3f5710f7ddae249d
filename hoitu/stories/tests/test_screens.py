"""The stories room's screens open, show what they should, and to nobody else."""

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.stories import api
from hoitu.stories.testing import Details, make_story, paragraphs

pytestmark = pytest.mark.django_db


def test_a_comparison_shows_what_was_taken_out_and_put_in() -> None:
    lan = make_person(make_agency(), "reporter")
    story = make_story(actor_of(lan))
    api.save_revision(actor=actor_of(lan), story_id=story.pk)
    api.edit_details(actor=actor_of(lan), story_id=story.pk, details=Details(location="Yên Lộc"))
    api.set_edition(actor=actor_of(lan), story_id=story.pk, channel_kind="web", values={"title": "Cầu mới"})
    client = signed_in(lan)
    address = f"/tin-bai/{story.pk}/phien-ban"
    assert f"{address}/1/bay-gio/" in client.get(f"{address}/").content.decode()
    for options in ("", "?kieu=lien", "?tron=1", "?kieu=lien&tron=1"):
        page = client.get(f"{address}/1/bay-gio/{options}").content.decode()
        assert "Yên Lộc" in page
        assert "Tít trên web: Cầu mới" in page
    same = client.get(f"{address}/1/1/").content.decode()
    assert "Hai bản giống hệt nhau" in same


def test_the_words_of_two_revisions_are_marked() -> None:
    lan = make_person(make_agency(), "reporter")
    story = make_story(actor_of(lan), headline="Khánh thành cầu Yên Lộc")
    api.save_revision(actor=actor_of(lan), story_id=story.pk)
    api.rewrite_story(
        actor=actor_of(lan),
        story_id=story.pk,
        headline="Khánh thành đường Yên Lộc",
        body=paragraphs("Sáng nay, đường được thông xe.", "Người dân hai bên bờ rất vui."),
    )
    client = signed_in(lan)
    for options in ("", "?kieu=lien"):
        page = client.get(f"/tin-bai/{story.pk}/phien-ban/1/bay-gio/{options}").content.decode()
        # Once in the headline, once in the first paragraph.
        assert page.count("<del>cầu</del>") == 2
        assert page.count("<ins>đường</ins>") == 2


@pytest.mark.parametrize("which", ["99", "0", "mot", "9" * 30])
def test_a_revision_that_is_not_there_is_not_found(which: str) -> None:
    lan = make_person(make_agency(), "reporter")
    story = make_story(actor_of(lan))
    assert signed_in(lan).get(f"/tin-bai/{story.pk}/phien-ban/{which}/bay-gio/").status_code == 404


def test_another_agency_sees_no_comparison() -> None:
    lan = make_person(make_agency(), "reporter")
    story = make_story(actor_of(lan))
    api.save_revision(actor=actor_of(lan), story_id=story.pk)
    hoa = make_person(make_agency(), "director")
    assert signed_in(hoa).get(f"/tin-bai/{story.pk}/phien-ban/1/bay-gio/").status_code == 404


@pytest.mark.django_db
def test_words_never_leave_under_the_name_of_who_signed_in_later() -> None:
    agency = make_agency()
    lan, minh = make_person(agency, "reporter"), make_person(agency, "director")
    story = make_story(actor_of(lan))
    body = {"update": "", "state_vector": ""}
    address = f"/tin-bai/{story.pk}/van-ban?person={lan.pk}"
    page = signed_in(lan).get(f"/tin-bai/{story.pk}/").content.decode()
    assert address in page
    assert signed_in(lan).post(address, body, content_type="application/json").status_code == 200
    wanted = {"Accept": "application/json"}
    answer = signed_in(minh).post(address, body, content_type="application/json", headers=wanted)
    assert answer.status_code == 403
    assert "tài khoản khác" in answer.json()["sentence"]
