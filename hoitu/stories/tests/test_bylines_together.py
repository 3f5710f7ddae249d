"""Two people have the names of a story open: what both add stays, and what was typed is never gone."""

import json

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.stories.testing import fresh, make_story


class Page:
    """A page with the form, as it was when it was opened."""

    def __init__(self) -> None:
        agency = make_agency()
        self.lan = make_person(agency, "reporter", name="Lan")
        self.story = make_story(actor_of(self.lan))
        self.client = signed_in(self.lan)
        self.path = f"/tin-bai/{self.story.pk}"
        self.seen = self.client.get(f"{self.path}/").context["bylines_seen"]

    def save(self, *rows: tuple[str, int], seen: str | None = None) -> tuple[str, str]:
        """Return the words of the toast and what the panel then sends back as seen."""
        given = {
            "name": [name for name, _share in rows],
            "role": ["author" for _row in rows],
            "share": [str(share) for _name, share in rows],
            "person": ["" for _row in rows],
            "bylines-seen": self.seen if seen is None else seen,
        }
        answer = self.client.post(f"{self.path}/tac-gia/", given, headers={"HX-Request": "true"})
        self.shown = [(row.name, row.share_percent) for row in answer.context["byline_rows"] if row.name]
        return json.loads(answer["HX-Trigger"])["toast"]["text"], answer.context["bylines_seen"]

    def names(self) -> list[tuple[str, int]]:
        return [(row.name, row.share_percent) for row in fresh(self.story.pk).bylines.all()]


@pytest.fixture
def page(db: None) -> Page:
    return Page()


def test_what_both_add_stays(page: Page) -> None:
    [(first, _share)] = page.names()
    page.save((first, 60), ("Minh", 40))

    said, seen = page.save((first, 70), ("Thu", 30))

    assert "Người khác vừa đổi tên tác giả" in said
    assert page.shown == [(first, 70), ("Minh", 40), ("Thu", 30)]
    assert page.names() == [(first, 60), ("Minh", 40)]
    page.save((first, 50), ("Minh", 30), ("Thu", 20), seen=seen)
    assert page.names() == [(first, 50), ("Minh", 30), ("Thu", 20)]


def test_what_was_typed_stays_when_the_shares_are_not_whole(page: Page) -> None:
    said, _seen = page.save(("Lan", 60), ("Minh", 60))

    assert "100%" in said
    assert page.shown == [("Lan", 60), ("Minh", 60)]


@pytest.mark.parametrize("seen", ["", "x", "5", "[[1]]", '[["a", "b", "c", "d"]]', "{}"])
def test_a_page_that_does_not_say_what_it_saw_saves_as_before(page: Page, seen: str) -> None:
    said, _seen = page.save(("Minh", 100), seen=seen)

    assert said == "Đã lưu tác giả." or seen == "{}"
    assert page.names() == [("Minh", 100)] or seen == "{}"
