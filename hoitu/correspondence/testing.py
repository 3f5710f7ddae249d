"""What tests of correspondence and of rooms above need: a province whose department writes to its agencies."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.correspondence.data import Audience, Needs
from hoitu.correspondence.models import Spokesperson
from hoitu.correspondence.operations.circulars import CircularInput, send_circular, write_circular
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.strategy.testing import govern, license_agency, make_body, manage

RIGHTS = tuple(f"correspondence.{verb}" for verb in ("read", "write", "send", "answer", "press", "ask"))


@dataclass(frozen=True)
class Circle:
    """A department with two agencies below it, the first with a governing body; Hoa's agency stands outside.

    Yến writes for the department; Thành heads the first agency, Lan reports there; Tân heads the second.
    """

    department: Organisation
    governing: Organisation
    paper: Organisation
    magazine: Organisation
    stranger: Organisation
    yen: Person
    thanh: Person
    lan: Person
    tan: Person
    hoa: Person

    def actor(self, name: str) -> Actor:
        """Return one of the people as an actor."""
        return actor_of(getattr(self, name))


def make_circle() -> Circle:
    """Return the province."""
    department, governing = make_body("Sở VHTTDL Vân Giang"), make_body("Tỉnh ủy Vân Giang", "governing_body")
    paper, magazine, stranger = (
        make_agency(name) for name in ("Báo Vân Giang", "Tạp chí Văn nghệ", "Báo Khác")
    )
    for agency in (paper, magazine):
        manage(agency, department)
        license_agency(agency)
    govern(paper, governing)
    return Circle(
        department,
        governing,
        paper,
        magazine,
        stranger,
        make_person(department, name="Nguyễn Hải Yến", permissions=(*RIGHTS, "strategy.manage")),
        make_person(paper, "director", name="Vũ Đức Thành"),
        make_person(paper, "reporter", name="Nguyễn Thị Lan"),
        make_person(magazine, "director", name="Đinh Trọng Tấn"),
        make_person(stranger, "director", name="Vũ Thị Hoa"),
    )


ALL_PRESS = Audience(kinds=("press_agency",))


def words(**changes: Any) -> CircularInput:
    """Return a circular's wording with its number."""
    values: dict[str, Any] = {
        "title": "Về việc tập huấn chuyển đổi số",
        "body": "Đề nghị các cơ quan cử người dự tập huấn.\nDanh sách gửi về Sở.",
        "number": "15",
        "code": "SVHTTDL-BC",
        "place": "Vân Giang",
        "needs": Needs.ANSWER,
        "signer_name": "Trần Văn Sở",
        "signer_title": "GIÁM ĐỐC",
    }
    return CircularInput(**(values | changes))


def sent(
    circle: Circle, *, audience: Audience = ALL_PRESS, deadline: date | None = None, **changes: Any
) -> UUID:
    """Return a circular that the department has sent."""
    actor = circle.actor("yen")
    made = write_circular(actor=actor, values=words(deadline=deadline, **changes), audience=audience)
    send_circular(actor=actor, circular_id=made)
    return made


def make_spokesperson(person: Person, agency: Organisation, *, since: date | None = None) -> Spokesperson:
    """Return the naming of a person as spokesperson of an agency."""
    return Spokesperson.objects.create(
        agency=agency,
        person=person,
        name=person.full_name,
        title="Giám đốc",
        decision="Số 1/QĐ",
        valid_from=since or clock.today(),
        named_at=clock.now(),
    )
