"""Two people have the details of one story open: neither undoes what the other saved."""

import html
import re

import pytest
from django.test import Client

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.stories import api
from hoitu.stories.models import Story
from hoitu.stories.testing import Details, fresh, make_story

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


class Desk:
    """Lan has the page open; her editor changes details meanwhile."""

    def __init__(self) -> None:
        agency = make_agency()
        self.lan, self.minh = (make_person(agency, role) for role in ("reporter", "editor"))
        self.story: Story = make_story(actor_of(self.lan))
        self.client: Client = signed_in(self.lan)
        self.base = self.base_in(self.client.get(f"/tin-bai/{self.story.pk}/").content.decode())

    @staticmethod
    def base_in(page: str) -> str:
        (found,) = re.findall(r'name="d-base" value="([^"]*)"', page)
        return html.unescape(found)

    def changes_meanwhile(self, **details: object) -> None:
        api.edit_details(actor=actor_of(self.lan), story_id=self.story.pk, details=Details(**details))  # type: ignore[typeddict-item]

    def sends(self, base: str = "", **typed: str) -> str:
        """Send the form as Lan's page showed it, with what she typed over it."""
        shown = {
            "d-genre": "news", "d-urgency": "4", "d-section": str(self.story.section_id or ""),
            "d-slug": self.story.slug, "d-base": base or self.base,
        }  # fmt: skip
        answer = self.client.post(
            f"/tin-bai/{self.story.pk}/chi-tiet/",
            shown | {f"d-{name}": value for name, value in typed.items()},
            headers=HTMX,
        )
        return answer.content.decode()


def test_what_nobody_touched_stays_as_the_other_saved_it() -> None:
    desk = Desk()
    desk.changes_meanwhile(urgency=1, tag_names=("lũ",), is_live=True, rights_note="Ảnh mua\ncủa TTXVN")
    desk.sends(location="Bến Chùa")
    story = fresh(desk.story.pk)
    assert (story.location, story.urgency, story.is_live) == ("Bến Chùa", 1, True)
    assert story.rights_note == "Ảnh mua\ncủa TTXVN"
    assert [tag.name for tag in story.tags.all()] == ["lũ"]


def test_one_field_changed_by_both_is_asked_about_once() -> None:
    desk = Desk()
    desk.changes_meanwhile(location="Cầu Yên Lộc", urgency=2)
    page = desk.sends(location="Bến Chùa", source_credit="TTXVN")
    assert "Người khác vừa đổi ô này thành “Cầu Yên Lộc”" in html.unescape(page)
    assert 'value="Bến Chùa"' in page
    assert "data-unsaved" in page
    assert fresh(desk.story.pk).location == "Cầu Yên Lộc"
    desk.sends(desk.base_in(page), location="Bến Chùa", source_credit="TTXVN", urgency="2")
    story = fresh(desk.story.pk)
    assert (story.location, story.source_credit, story.urgency) == ("Bến Chùa", "TTXVN", 2)


def test_both_typing_the_same_is_no_quarrel() -> None:
    desk = Desk()
    desk.changes_meanwhile(location="Bến Chùa")
    desk.sends(location="Bến Chùa", source_credit="TTXVN")
    assert fresh(desk.story.pk).source_credit == "TTXVN"


def test_a_mistake_and_a_quarrel_are_both_shown() -> None:
    desk = Desk()
    desk.changes_meanwhile(location="Cầu Yên Lộc")
    page = html.unescape(desk.sends(location="Bến Chùa", event_links="không phải địa chỉ"))
    assert "không phải địa chỉ web" in page
    assert "Người khác vừa đổi ô này thành “Cầu Yên Lộc”" in page


@pytest.mark.parametrize("base", ["x", "[]", "{}", "[" * 50_000])
def test_a_page_that_does_not_say_what_it_showed_saves_everything(base: str) -> None:
    desk = Desk()
    desk.changes_meanwhile(location="Cầu Yên Lộc")
    desk.sends(base, location="Bến Chùa")
    assert fresh(desk.story.pk).location == "Bến Chùa"


def test_a_chosen_term_is_named_by_its_words() -> None:
    desk = Desk()
    desk.changes_meanwhile(urgency=1)
    assert "thành “1 · Khẩn cấp”" in html.unescape(desk.sends(urgency="2"))
