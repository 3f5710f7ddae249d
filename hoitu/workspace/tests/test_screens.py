"""Home, board and notifications: what each person sees, at a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.channels.testing import recording_adapter, run_deliveries
from hoitu.kernel.testing import deliver_again, deliver_facts
from hoitu.stories.api import stage_counts
from hoitu.stories.testing import make_story, move
from hoitu.workspace.models import Notification
from hoitu.workspace.web import views

pytestmark = pytest.mark.django_db


def test_the_editor_finds_on_home_what_the_reporter_sent() -> None:
    agency = make_agency()
    lan, minh = make_person(agency, "reporter"), make_person(agency, "editor")
    other = make_agency()
    hidden = make_story(actor_of(make_person(other, "reporter")), headline="Tin của báo khác")
    story = make_story(actor_of(lan), headline="Lúa được mùa ở Yên Lộc")
    move(actor_of(lan), story, "desk")
    page = signed_in(minh).get("/").content.decode()
    assert "Lúa được mùa ở Yên Lộc" in page
    assert hidden.headline not in page
    board = signed_in(minh).get("/bang/").content.decode()
    assert "Lúa được mùa ở Yên Lộc" in board
    assert hidden.headline not in board


@pytest.mark.parametrize("address", ["/", "/bang/", "/bang/?khau=draft"])
def test_the_number_of_queries_does_not_grow_with_the_stories(address: str) -> None:
    agency = make_agency()
    lan = make_person(agency, "reporter")
    client = signed_in(lan)
    make_story(actor_of(lan))
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for number in range(29):
        make_story(actor_of(lan), headline=f"Tin số {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_counting_stops_where_the_board_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "COUNTED_AT_MOST", 2)
    lan = make_person(make_agency(), "reporter")
    for number in range(2):
        make_story(actor_of(lan), headline=f"Tin số {number}")
    assert '<span class="tab-count">2</span>' in signed_in(lan).get("/bang/").content.decode()
    make_story(actor_of(lan))
    make_story(actor_of(make_person(make_agency(), "reporter")))
    page = signed_in(lan).get("/bang/").content.decode()
    assert '<span class="tab-count">2+</span>' in page
    exact = {stage.key: stage.count for stage in stage_counts(actor=actor_of(lan))}
    assert exact == {**dict.fromkeys(exact, 0), "draft": 3}


def test_a_returned_story_tells_its_author_once_however_often_the_fact_comes() -> None:
    agency = make_agency()
    lan, minh = make_person(agency, "reporter"), make_person(agency, "editor", name="Trần Văn Minh")
    story = make_story(actor_of(lan), headline="Giá lúa")
    move(actor_of(lan), story, "desk")
    move(actor_of(minh), story, "draft", note="Thiếu nguồn")
    with recording_adapter():
        run_deliveries()
        deliver_again()
        deliver_facts()
    told = Notification.objects.for_agency(agency.pk).filter(person=lan)
    assert [row.text for row in told] == ["Trần Văn Minh trả lại “Giá lúa”: Thiếu nguồn"]
    page = signed_in(lan).get("/chuong/").content.decode()
    assert "1 thông báo mới" in page


@pytest.mark.parametrize(
    "address",
    ["/", "/bang/", "/thong-bao/", "/tro-giup/cac-khau/", "/tin-bai/moi/", "/phat-hanh/", "/kenh/", "/kho/"],
)
def test_every_screen_opens_for_the_director_with_an_empty_agency(address: str) -> None:
    response = signed_in(make_person(make_agency(), "director")).get(address)
    assert response.status_code == 200


def test_the_story_page_opens_for_all_and_shows_what_each_may_do() -> None:
    agency = make_agency()
    lan, thu = make_person(agency, "reporter"), make_person(agency, "secretary")
    story = make_story(actor_of(lan))
    own = signed_in(lan).get(f"/tin-bai/{story.pk}/").content.decode()
    assert "Gửi ban biên tập" in own
    assert 'data-may-write="true"' in own
    assert signed_in(thu).get(f"/tin-bai/{story.pk}/").status_code == 200
    assert signed_in(make_person(make_agency(), "director")).get(f"/tin-bai/{story.pk}/").status_code == 404
