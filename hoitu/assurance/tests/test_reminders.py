"""Days of a draw are said in time, to whom they concern, once."""

from datetime import timedelta

import pytest

from hoitu.accounts.testing import make_person
from hoitu.assurance import api
from hoitu.assurance.testing import Body, announced, drawn, drawn_records, make_department
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.kernel.facts import deliver_waiting
from hoitu.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_department()


def told_at(days: int) -> list[tuple[object, str]]:
    """Let the daily job run twice so many days from now; return what people were newly told of days."""
    rows = Notification.objects.unscoped(why="tests")
    rows.all().delete()
    with clock.frozen(clock.now() + timedelta(days=days)):
        for _ in range(2):
            api.remind_of_draws()
        deliver_waiting()
    return [(row.person_id, row.text) for row in rows.filter(key__contains=":due:")]


def test_the_body_hears_of_its_day(body: Body) -> None:
    row = announced(body)  # the draw is in two days
    deliver_waiting()
    assert told_at(0) == []
    for days, words in ((1, "Ngày mai"), (2, "Hôm nay"), (3, "đã qua 1 ngày")):
        told = told_at(days)
        assert {who for who, _text in told} == {body.yen.person_id, body.nam.person_id}
        assert all(words in text for _who, text in told)
    assert told_at(4) == []
    api.cancel_draw(actor=body.yen, draw_id=row.pk, reason="Nhầm")
    deliver_waiting()
    assert told_at(2) == []


def test_an_agency_hears_of_proof_that_it_owes(body: Body) -> None:
    head = make_person(body.agency, permissions=("evidence.add",))
    row = drawn(body)  # proof is due in twelve days
    deliver_waiting()
    assert told_at(6) == []
    [(who, text)] = told_at(10)
    assert (who, "thiếu 3 bản ghi" in text) == (head.pk, True)
    make_evidence(body.agency, drawn_records(row)[0].about)
    texts = dict(told_at(12))
    assert "Hôm nay hết hạn" in texts[head.pk]
    assert "thiếu 2 bản ghi" in texts[head.pk]
    assert told_at(13) == []
