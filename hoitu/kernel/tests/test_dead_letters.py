"""Failed deliveries: only one's own agency's, only for operators, replayed once and told to the trail."""

from uuid import UUID, uuid4

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from hoitu.kernel import clock, dead_letters
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.models import FactDelivery, FactRecord
from hoitu.kernel.testing import announced
from hoitu.kernel.web import dead_letters as screen

pytestmark = pytest.mark.django_db
AGENCY, OTHER = uuid4(), uuid4()


def operator(agency_id: UUID = AGENCY, *permissions: str) -> Actor:
    held = frozenset(permissions or ("kernel.operate",))
    return Actor(person_id=uuid4(), name="Phạm Kỹ Thuật", agency_id=agency_id, permissions=held)


def dead(
    number: int = 1, *, agency_id: UUID | None = AGENCY, receiver: str = "hoitu.site.api.on_x"
) -> FactDelivery:
    record = FactRecord.objects.create(
        kind="stories.StoryApproved",
        subject=f"story:{number}",
        position=FactRecord.objects.count() + 1,
        agency_key=agency_id,
        payload={},
        announced_at=clock.now(),
    )
    return FactDelivery.objects.create(
        fact=record,
        receiver=receiver,
        queue="publish",
        subject=record.subject,
        position=record.position,
        state=FactDelivery.State.DEAD,
        attempts=8,
        error="OSError: đĩa đầy\n<chi tiết>",
        next_try_at=clock.now(),
    )


def request_of(actor: Actor, query: str = "") -> HttpRequest:
    request = RequestFactory().get(f"/van-hanh/viec-loi/{query}")
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    request.actor = actor  # type: ignore[attr-defined]
    return request


def test_operators_see_their_agency_and_the_installation_only() -> None:
    ours, machine, _theirs = dead(1), dead(2, agency_id=None), dead(3, agency_id=OTHER)
    seen = dead_letters.page(actor=operator())
    assert [row.id for row in seen.rows] == [machine.pk, ours.pk]
    with pytest.raises(NotAllowed):
        dead_letters.page(actor=operator(AGENCY, "stories.read"))


def test_pages_go_both_ways_without_gap_or_double(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_letters, "PAGE_SIZE", 2)
    ids = [dead(number).pk for number in range(5)][::-1]
    actor = operator()
    first = dead_letters.page(actor=actor)
    second = dead_letters.page(actor=actor, after=first.older)
    third = dead_letters.page(actor=actor, after=second.older)
    assert [row.id for page in (first, second, third) for row in page.rows] == ids
    assert (first.newer, third.older) == ("", "")
    assert dead_letters.page(actor=actor, before=third.newer).rows == second.rows
    back = dead_letters.page(actor=actor, before=second.newer)
    assert (back.rows, back.newer) == (first.rows, "")


def test_replay_lets_it_try_again_and_tells_who_did() -> None:
    row, actor = dead(), operator()
    dead_letters.replay_one(actor=actor, delivery_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (FactDelivery.State.WAITING, 0)
    told = announced("kernel.DeliveryReplayed")
    assert [(fact.subject, fact.payload["person_name"]) for fact in told] == [
        (f"delivery:{row.pk}", actor.name)
    ]
    with pytest.raises(NotFound):
        dead_letters.replay_one(actor=actor, delivery_id=row.pk)


def test_nobody_replays_what_belongs_to_another_agency() -> None:
    row = dead(agency_id=OTHER)
    with pytest.raises(NotFound):
        dead_letters.replay_one(actor=operator(), delivery_id=row.pk)
    assert dead_letters.replay_all(actor=operator(), receiver=row.receiver) == 0
    row.refresh_from_db()
    assert row.state == FactDelivery.State.DEAD


def test_replay_all_takes_one_receiver() -> None:
    dead(1), dead(2), dead(3, receiver="hoitu.channels.api.on_y")
    assert dead_letters.receivers(actor=operator()) == [
        ("hoitu.site.api.on_x", 2),
        ("hoitu.channels.api.on_y", 1),
    ]
    assert dead_letters.replay_all(actor=operator(), receiver="hoitu.site.api.on_x") == 2
    assert dead_letters.receivers(actor=operator()) == [("hoitu.channels.api.on_y", 1)]


def test_the_screen_shows_the_reason_and_asks_the_database_no_more_for_more_rows() -> None:
    from django.db import connection

    empty = screen.listing(request_of(operator())).content.decode()
    assert "Không có việc nào lỗi" in empty
    dead(1)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page = screen.listing(request_of(operator())).content.decode()
    assert "OSError: đĩa đầy" in page
    assert "&lt;chi tiết&gt;" in page
    for number in range(29):
        dead(number)
    with CaptureQueriesContext(connection) as thirty:
        screen.listing(request_of(operator(), "?receiver=hoitu.site.api.on_x"))
    assert len(one) == len(thirty)
