"""What people hear of oversight: the right people, once, and nothing of a complainant."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from hoitu.accounts.testing import make_person
from hoitu.kernel import clock
from hoitu.kernel.facts import Fact
from hoitu.oversight.events import ComplaintCame, ComplaintDue, RemarkMade, SourceSilent
from hoitu.oversight.testing import OFFICER, make_watched
from hoitu.workspace import api
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db


def _told(receive: Callable[[Any], None], fact: Fact) -> list[tuple[object, str]]:
    for _ in range(2):
        receive(fact)
    rows = Notification.objects.unscoped(why="tests").order_by("agency_id", "person_id")
    return [(row.agency_id, row.text) for row in rows]


def test_a_silent_source_is_told_to_the_agency_and_above() -> None:
    world = make_watched()
    make_person(world.department, permissions=OFFICER)
    fact = SourceSilent(
        subject="source:1",
        agency_id=world.agency.pk,
        source_id=uuid4(),
        label="Trang chủ",
        last_item_at=clock.now(),
    )
    told = _told(api.on_source_silent, fact)
    places = [place for place, _text in told]
    assert sorted(places, key=str) == sorted([world.agency.pk, *[world.department.pk] * 2], key=str)
    assert all("Trang chủ" in text for _place, text in told)


@pytest.mark.parametrize("is_answer", [False, True])
def test_a_remark_goes_down_and_its_answer_up(is_answer: bool) -> None:
    world = make_watched()
    fact = RemarkMade(
        subject="remark:1", agency_id=world.agency.pk, remark_id=uuid4(), item_id=uuid4(), title="Tin",
        body_id=world.department.pk, by_name="Yến", is_answer=is_answer,
    )  # fmt: skip
    place = world.department.pk if is_answer else world.agency.pk
    assert [row[0] for row in _told(api.on_remark_made, fact)] == [place]


@pytest.mark.parametrize(
    ("days", "words"), [(2, "còn 2 ngày"), (0, "hôm nay là hạn cuối"), (-3, "quá hạn 3 ngày")]
)
def test_a_complaint_is_told_by_its_number(days: int, words: str) -> None:
    world = make_watched()
    due = ComplaintDue(
        subject="complaint:1", agency_id=world.agency.pk, complaint_id=uuid4(), label="7/2026", days_left=days,
        is_correction=False,
    )  # fmt: skip
    ((place, text),) = _told(api.on_complaint_due, due)
    assert place == world.agency.pk
    assert "7/2026" in text
    assert words in text
    came = ComplaintCame(
        subject="complaint:1", agency_id=world.agency.pk, complaint_id=uuid4(), label="7/2026", from_name="Sở"
    )
    assert len(_told(api.on_complaint_came, came)) == 2
