"""Figures of a commendation: each is a list, of the own agency's people only, and begins a nomination."""

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from hoitu.accounts.models import Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.outlook.queries.contribution import of_agencies, of_people
from hoitu.outlook.testing import OFFICER, make_province
from hoitu.registers.testing import keep
from hoitu.stories.api import BylineInput, create_story, set_bylines
from hoitu.strategy.testing import make_publication

pytestmark = pytest.mark.django_db
AT = datetime(2027, 11, 22, 9, tzinfo=clock.VIETNAM)


def sign_and_publish(writer: Person, at: datetime, *, media: tuple[str, ...] = ("web",)) -> None:
    """Let somebody sign a story of their own that came out at a moment."""
    actor = actor_of(writer)
    story_id = create_story(actor=actor, headline="Bài dự thi")
    byline = BylineInput(name=writer.full_name, person_id=writer.pk, role="author", share_percent=100)
    set_bylines(actor=actor, story_id=story_id, bylines=[byline])
    agency = writer.memberships.get().agency
    for medium in media:
        make_publication(
            agency, at, root=f"story:{story_id}", medium=medium, title=f"Bài của {writer.full_name}"
        )


@pytest.fixture
def agency_with_two_writers() -> tuple[Person, Person, Person]:
    agency = make_agency("Báo Đất Mũi")
    head = make_person(agency, "director")
    return head, make_person(agency, "reporter"), make_person(agency, "reporter")


def test_a_number_is_its_list(agency_with_two_writers: tuple[Person, Person, Person]) -> None:
    head, first, second = agency_with_two_writers
    with clock.frozen(AT):
        sign_and_publish(first, clock.now())
        sign_and_publish(first, clock.now(), media=("web", "print"))
        sign_and_publish(second, clock.now())
        page = signed_in(head).get("/toan-canh/dong-gop/").content.decode()
        rows = {one.person_id: one for one in of_people(actor_of(head).agency, year=2027)}
        assert (len(rows[first.pk].stories), len(rows[first.pk].in_several_media)) == (2, 1)
        assert page.index(first.full_name) < page.index(second.full_name), "who signed most is the first"
        behind = signed_in(head).get(f"/toan-canh/dong-gop/{first.pk}/?nam=2027").content.decode()
        assert behind.count(f"Bài của {first.full_name}") == 2
        assert second.full_name not in behind
        several = f"/toan-canh/dong-gop/{first.pk}/?nam=2027&phan=nhieu-loai-hinh"
        assert signed_in(head).get(several).content.decode().count(f"Bài của {first.full_name}") == 1


def test_the_year_ends_at_midnight_in_vietnam(agency_with_two_writers: tuple[Person, Person, Person]) -> None:
    _head, first, _second = agency_with_two_writers
    with clock.frozen(AT):
        sign_and_publish(first, datetime(2026, 12, 31, 23, 59, 59, tzinfo=clock.VIETNAM))
        sign_and_publish(first, datetime(2027, 1, 1, 0, 0, 0, tzinfo=clock.VIETNAM))
        agency = first.memberships.get().agency_id
        for year in (2026, 2027):
            assert [len(one.stories) for one in of_people(agency, year=year)] == [1], year


def test_a_nomination_begins_with_what_the_records_say(
    agency_with_two_writers: tuple[Person, Person, Person],
) -> None:
    head, first, _second = agency_with_two_writers
    with clock.frozen(AT):
        sign_and_publish(first, clock.now(), media=("web", "radio"))
        client = signed_in(head)
        page = client.get("/toan-canh/dong-gop/").content.decode().replace("&amp;", "&")
        link = re.search(r'href="(/so/khen-thuong/[^"]+recipient=[^"]+)"', page)
        assert link is not None
        given = parse_qs(urlsplit(link[1]).query)
        assert given["recipient"] == [first.full_name]
        assert given["merit"] == [
            "Từ 01/01/2027 đến 22/11/2027: 1 tin, bài đã phát hành; "
            "1 tin, bài phát hành trên từ hai loại hình báo chí."
        ]
        form = client.get(link[1]).content.decode()
        assert "1 tin, bài phát hành trên từ hai loại hình báo chí." in form
        assert "Số liệu đóng góp" in client.get("/so/khen-thuong/").content.decode()


def test_nobody_sees_another_agencys_people(agency_with_two_writers: tuple[Person, Person, Person]) -> None:
    _head, first, _second = agency_with_two_writers
    other = make_person(make_agency("Báo Khác"), "director")
    with clock.frozen(AT):
        stranger = signed_in(other)
        sign_and_publish(first, clock.now())
        assert first.full_name not in stranger.get("/toan-canh/dong-gop/").content.decode()
        assert stranger.get(f"/toan-canh/dong-gop/{first.pk}/").status_code == 404


def test_a_body_above_sees_agencies_and_no_people() -> None:
    place = make_province()
    with clock.frozen(AT):
        writer = make_person(place.agency, "reporter")
        sign_and_publish(writer, clock.now())
        make_publication(place.agency, clock.now().replace(year=2026))
        keep(
            actor_of(place.head), "sang-kien",
            code="SK1", title="Bản tin tự động", author="Nhóm kỹ thuật", year="2027", reach="none",
        )  # fmt: skip
        officer = make_person(place.department, permissions=(*OFFICER, "registers.manage"))
        found = {one.line.agency_id: one for one in of_agencies(actor_of(officer), year=2027)}
        mine = found[place.agency.pk]
        assert (mine.items, mine.items_before, mine.initiatives) == (1, 1, 1)
        assert found[place.other.pk].items == 0
        page = signed_in(officer).get("/toan-canh/dong-gop/").content.decode()
        assert place.agency.name in page
        assert place.other.name in page
        assert writer.full_name not in page
        behind = f"/toan-canh/dong-gop/co-quan/{place.agency.pk}/?nam=2027"
        assert behind in page
        listed = signed_in(officer).get(behind).content.decode()
        assert listed.count(f"Bài của {writer.full_name}") == 1
        assert signed_in(place.head).get(behind).status_code == 404
        assert signed_in(officer).get(f"/toan-canh/dong-gop/{writer.pk}/").status_code == 404


@pytest.mark.parametrize("year", ["0000", "9999", "２０２６", "abc", "-1"])
def test_an_odd_year_is_this_year(agency_with_two_writers: tuple[Person, Person, Person], year: str) -> None:
    head, *_others = agency_with_two_writers
    page = signed_in(head).get("/toan-canh/dong-gop/", {"nam": year}).content.decode()
    assert f"Đóng góp trong năm {clock.today().year}" in page
    assert "Năm này chưa có đóng góp nào được ghi" in page
