"""Events that a story belongs to: typed as lines, checked, frozen, shown, sent."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit import api as audit
from hoitu.kernel.errors import BadInput
from hoitu.stories import api
from hoitu.stories.content import content_hash, content_of, draft_story
from hoitu.stories.data import EventLink
from hoitu.stories.event_links import MAX_LINKS, checked, from_lines, to_lines
from hoitu.stories.testing import Details, fresh, make_story

OPENING = EventLink("https://vangiang.example/khanh-thanh?nam=2026", "Lễ khánh thành cầu Yên Lộc")
LINES = f"{OPENING.url} {OPENING.label}\r\n\r\nhttp://hop-bao.example/\r\n"


@given(
    st.lists(
        st.builds(
            EventLink,
            st.from_regex(r"https?://[a-z]{1,9}\.example/[a-z0-9/?=&-]{0,20}", fullmatch=True),
            st.from_regex(r"([^\W_]+( [^\W_]+)*)?", fullmatch=True).filter(lambda label: len(label) < 100),
        ),
        max_size=4,
    )
)
def test_stored_links_are_read_back_as_they_were_typed(links: list[EventLink]) -> None:
    stored = checked(links)
    assert checked(from_lines(to_lines(stored))) == stored


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://vangiang.example/",
        "//vangiang.example/",
        "vangiang.example",
        "https://",
        "https://bao.example@khac.example/",
        "https://vangiang.example/" + "a" * 500,
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="không phải địa chỉ web"):
        checked([EventLink(url, "Họp báo")])


def test_too_many_or_too_long_is_refused() -> None:
    with pytest.raises(BadInput, match="tối đa"):
        checked([OPENING] * (MAX_LINKS + 1))
    with pytest.raises(BadInput, match="quá"):
        checked([EventLink(OPENING.url, "a" * 151)])


@pytest.mark.django_db
def test_the_details_form_saves_them_and_the_trail_tells() -> None:
    agency = make_agency()
    lan = make_person(agency, "reporter")
    story = make_story(actor_of(lan))
    before = content_hash(content_of(story))
    client = signed_in(lan)
    client.post(f"/tin-bai/{story.pk}/chi-tiet/", _details(LINES))
    links = (OPENING, EventLink("http://hop-bao.example/"))
    assert draft_story(fresh(story.pk)).event_links == links
    assert content_hash(content_of(fresh(story.pk))) != before
    said = audit.trail(agency_id=agency.pk, object_key=f"story:{story.pk}").entries[0]
    assert {c.label: c.after for c in said.changes}["Sự kiện liên quan"] == to_lines(checked(links))
    assert OPENING.label in client.get(f"/tin-bai/{story.pk}/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_refused_form_keeps_what_was_typed(headers: dict[str, str]) -> None:
    lan = make_person(make_agency(), "reporter")
    story = make_story(actor_of(lan))
    typed = _details("vangiang.example Họp báo") | {"d-location": "Bến Chùa"}
    answer = signed_in(lan).post(f"/tin-bai/{story.pk}/chi-tiet/", typed, headers=headers)
    page = answer.content.decode()
    toast = json.loads(answer.headers.get("HX-Trigger", "{}")).get("toast")
    assert toast is None if not headers else "không phải địa chỉ web" in toast["text"]
    assert "không phải địa chỉ web" in page
    assert "vangiang.example Họp báo</textarea>" in page
    assert 'id="id_d-event_links_error"' in page
    assert 'value="Bến Chùa"' in page
    assert fresh(story.pk).location == ""


@pytest.mark.django_db
def test_programs_read_and_write_them() -> None:
    lan = make_person(make_agency(), "reporter")
    story = make_story(actor_of(lan))
    client, address = signed_in(lan), f"/api/stories/{story.pk}"
    row = {"url": OPENING.url, "label": OPENING.label}
    answer = client.patch(address, json.dumps({"event_links": [row]}), content_type="application/json")
    assert answer.json()["event_links"] == [row]
    assert client.get(address).json()["event_links"] == [row]
    for bad in ({"url": "javascript:alert(1)"}, {"url": "https://a.example/\0"}):
        sent = json.dumps({"event_links": [bad]})
        assert client.patch(address, sent, content_type="application/json").status_code in (400, 422)


@pytest.mark.django_db
def test_a_comparison_shows_them() -> None:
    lan = make_person(make_agency(), "reporter")
    story = make_story(actor_of(lan))
    api.save_revision(actor=actor_of(lan), story_id=story.pk)
    api.edit_details(actor=actor_of(lan), story_id=story.pk, details=Details(event_links=(OPENING,)))
    page = signed_in(lan).get(f"/tin-bai/{story.pk}/phien-ban/1/bay-gio/").content.decode()
    assert OPENING.label in page


def _details(lines: str) -> dict[str, str]:
    return {"d-genre": "news", "d-urgency": "4", "d-event_links": lines}
