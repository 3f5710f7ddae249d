"""Factories for tests that need a newsroom that talks about its stories."""

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.stories.testing import make_story


class Newsroom:
    """Lan reports and began the story, Minh edits, Thu is the secretary, Dũng decides; Hoa heads another agency."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.people = {
            key: make_person(self.agency, role, name=name)
            for key, role, name in (
                ("lan", "reporter", "Nguyễn Thị Lan"),
                ("minh", "editor", "Trần Văn Minh"),
                ("thu", "secretary", "Lê Thị Thu"),
                ("dung", "director", "Phạm Tiến Dũng"),
            )
        }
        self.other = make_person(make_agency(), "director", name="Vũ Thị Hoa")
        self.lan, self.minh, self.thu, self.dung = (actor_of(person) for person in self.people.values())
        self.hoa = actor_of(self.other)
        self.story = make_story(self.lan)
