"""What tests of oversight need: a department with two agencies, their feeds, and items in them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.oversight.data import SeenItem
from hoitu.oversight.models import Item, Source
from hoitu.oversight.operations.take import take
from hoitu.strategy.testing import make_body, manage

OFFICER = ("oversight.read", "oversight.keep", "oversight.complaints", "oversight.plan")
LONG = (
    "Trận lũ đêm qua làm ngập ba xã ven sông, chính quyền đã đưa hơn hai trăm hộ dân "
    "đến nơi an toàn trước khi nước lên"
)


@dataclass(frozen=True)
class Watched:
    """`head` leads the first agency, `officer` works for the department above both."""

    department: Organisation
    agency: Organisation
    other: Organisation
    head: Actor
    officer: Actor


def make_watched() -> Watched:
    """Return two agencies under one department."""
    department = make_body("Sở VHTTDL Vân Giang")
    agency, other = make_agency("Báo Vân Giang"), make_agency("Tạp chí Vân Giang")
    for one in (agency, other):
        manage(one, department)
    head = actor_of(make_person(agency, "director"))
    officer = actor_of(make_person(department, permissions=OFFICER))
    return Watched(department, agency, other, head, officer)


def make_source(agency: Organisation, url: str = "https://bao.example/rss") -> Source:
    """Return a watched feed."""
    return Source.objects.create(agency=agency, url=url, label="Trang chủ")


def seen(title: str, *, guid: str = "", hours_ago: float = 1, **fields: object) -> SeenItem:
    """Return an item as a feed shows it."""
    values: dict[str, object] = {"url": f"https://bao.example/{uuid4()}", "summary": "", "section": "Thời sự"}
    values["published_at"] = clock.now() - timedelta(hours=hours_ago)
    return SeenItem(guid=guid or title, title=title, **(values | fields))  # type: ignore[arg-type]


def make_item(agency: Organisation, title: str, *, hours_ago: float = 1, **fields: object) -> Item:
    """Return one stored item, in a feed of its agency."""
    source = Source.objects.for_agency(agency.pk).first() or make_source(
        agency, f"https://{uuid4()}.example/rss"
    )
    one = seen(title, guid=str(uuid4()), hours_ago=hours_ago, **fields)
    before = set(Item.objects.for_agency(agency.pk).values_list("pk", flat=True))
    take(source, [one])
    return Item.objects.for_agency(agency.pk).exclude(pk__in=before).get()
