"""Approval arms releases; what is due goes out; corrections follow; withdrawals overtake."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.channels import api
from hoitu.channels.data import DeliveryFailed
from hoitu.channels.models import DeliveryRow, Release
from hoitu.channels.tasks import release_when_due, sweep
from hoitu.channels.testing import RecordingAdapter, make_channel, recording_adapter, run_deliveries
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.facts import deliver_next
from hoitu.kernel.models import FactDelivery
from hoitu.kernel.testing import announced, deliver_again, deliver_facts
from hoitu.stories import api as stories
from hoitu.stories.data import StoryToImport
from hoitu.stories.models import Story
from hoitu.stories.testing import Details, approve, edit_details, fresh, make_story, move, paragraphs

pytestmark = pytest.mark.django_db


class Newsroom:
    """Lan reports, Minh edits, Thu is the secretary, Dũng decides; Hoa belongs to another agency."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.lan = actor_of(make_person(self.agency, "reporter"))
        self.minh = actor_of(make_person(self.agency, "editor"))
        self.thu = actor_of(make_person(self.agency, "secretary"))
        self.dung = actor_of(make_person(self.agency, "director"))
        self.hoa = actor_of(make_person(make_agency(), "director"))
        self.web = make_channel(self.agency)

    def approved(self) -> Story:
        story = move(self.lan, make_story(self.lan), "desk")
        return approve(story, editor=self.minh, secretary=self.thu, director=self.dung)

    def approved_again(self, story: Story) -> Story:
        move(self.thu, story, "final")
        return move(self.dung, story, "approved")


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture
def adapter() -> Iterator[RecordingAdapter]:
    with recording_adapter() as recorder:
        yield recorder


def test_an_approved_story_goes_out_once_however_often_the_facts_come(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    story = room.approved()
    run_deliveries()
    deliver_again()
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish"]
    story = fresh(story.pk)
    assert story.life == "released"
    assert story.first_released_at is not None
    [view] = api.releases_of(actor=room.thu, story_id=story.pk)
    assert (view.state, view.delivery_state) == ("out", "delivered")
    assert api.public_url(story_id=story.pk) == f"https://bao.example/{story.pk}"


def test_a_correction_reaches_the_channel_with_the_new_revision(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    story = room.approved()
    run_deliveries()
    stories.start_correction(
        actor=room.thu, story_id=story.pk, false_content="200 tỷ", corrected_content="20 tỷ đồng"
    )
    assert api.releases_of(actor=room.thu, story_id=story.pk)[0].state == "out"
    room.approved_again(story)
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish", "correct"]
    assert adapter.seen[1][1] > adapter.seen[0][1]
    revision = fresh(story.pk).approved_revision
    assert revision is not None
    assert revision.content["corrections"][0]["corrected_content"] == "20 tỷ đồng"


def test_a_story_waits_for_its_time_and_its_embargo(room: Newsroom, adapter: RecordingAdapter) -> None:
    story = move(room.lan, make_story(room.lan), "desk")
    embargo = clock.now() + timedelta(hours=2)
    release_id = api.plan_release(
        actor=room.thu, story_id=story.pk, channel_id=room.web.pk, embargo_until=embargo
    )
    approve(story, editor=room.minh, secretary=room.thu, director=room.dung)
    run_deliveries()
    release_when_due(release_id=str(release_id))
    sweep(timestamp=0)
    assert adapter.seen == []
    with clock.frozen(embargo + timedelta(seconds=10)):
        sweep(timestamp=0)
        run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish"]


def test_a_failing_channel_is_tried_again_with_the_same_key(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    adapter.failures = [DeliveryFailed("Mạng chậm."), DeliveryFailed("Mạng chậm.")]
    room.approved()
    start = clock.now()
    for seconds in (0, 10, 30):
        with clock.frozen(start + timedelta(seconds=seconds)):
            run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish"]
    row = DeliveryRow.objects.unscoped(why="tests").get()
    assert (row.attempts, row.state) == (3, "delivered")


def test_a_permanent_failure_is_shown_and_can_be_tried_again(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    adapter.failures = [DeliveryFailed("Khóa bị từ chối.", permanent=True)]
    story = room.approved()
    run_deliveries()
    [view] = api.troubled_releases(actor=room.thu)
    assert (view.error, view.delivery_state) == ("Khóa bị từ chối.", "failed")
    assert len(announced("channels.ReleaseTroubled")) == 1
    assert view.delivery_id is not None
    api.try_again(actor=room.thu, delivery_id=view.delivery_id)
    run_deliveries()
    assert api.releases_of(actor=room.thu, story_id=story.pk)[0].state == "out"


def test_a_withdrawal_overtakes_what_has_not_gone_out(room: Newsroom, adapter: RecordingAdapter) -> None:
    story = room.approved()
    deliver_facts()  # the publication is queued, its job has not run
    stories.withdraw_story(actor=room.dung, story_id=story.pk, reason="Chưa kiểm chứng")
    deliver_facts()
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["withdraw"]
    states = list(DeliveryRow.objects.unscoped(why="tests").values_list("action", "state"))
    assert states == [("publish", "superseded"), ("withdraw", "delivered")]


def test_restoring_puts_the_story_back_where_it_was(room: Newsroom, adapter: RecordingAdapter) -> None:
    story = room.approved()
    run_deliveries()
    stories.withdraw_story(actor=room.dung, story_id=story.pk, reason="Xác minh lại")
    run_deliveries()
    stories.restore_story(actor=room.dung, story_id=story.pk, reason="Đã xác minh")
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish", "withdraw", "restore"]
    assert api.releases_of(actor=room.thu, story_id=story.pk)[0].state == "out"


def test_a_takedown_order_runs_its_clock_until_every_channel_has_let_go(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    story = room.approved()
    run_deliveries()
    received_at = clock.now() - timedelta(hours=1)
    api.order_takedown(
        actor=room.dung,
        story_id=story.pk,
        authority="Cục Báo chí",
        reason="Sai sự thật",
        is_urgent=True,
        received_at=received_at,
    )
    [order] = api.open_takedowns(actor=room.dung)
    assert order.deadline_at == received_at + timedelta(hours=6)
    run_deliveries()
    assert not api.open_takedowns(actor=room.dung).exists()
    assert fresh(story.pk).life == "withdrawn"


def test_a_person_records_what_was_released_by_hand(room: Newsroom) -> None:
    radio = make_channel(room.agency, "manual", is_default=False, name="Thời sự sáng", medium="radio")
    room.web.is_default = False
    room.web.save()
    story = move(room.lan, make_story(room.lan), "desk")
    api.plan_release(actor=room.thu, story_id=story.pk, channel_id=radio.pk)
    approve(story, editor=room.minh, secretary=room.thu, director=room.dung)
    run_deliveries()
    [view] = api.releases_of(actor=room.thu, story_id=story.pk)
    assert view.delivery_state == "by_hand"
    assert view.delivery_id is not None
    with pytest.raises(NotFound):
        api.record_by_hand(actor=room.hoa, delivery_id=view.delivery_id, media_type="radio", place="Trang 1")
    api.record_by_hand(actor=room.thu, delivery_id=view.delivery_id, media_type="radio", aired_at=clock.now())
    assert api.releases_of(actor=room.thu, story_id=story.pk)[0].state == "out"


def test_another_agency_can_neither_see_nor_plan(room: Newsroom) -> None:
    story = make_story(room.lan)
    with pytest.raises(NotFound):
        api.plan_release(actor=room.hoa, story_id=story.pk, channel_id=room.web.pk)
    own = make_story(actor_of(make_person(make_agency(), "reporter")))
    with pytest.raises(NotFound):
        api.releases_of(actor=room.hoa, story_id=own.pk)
    with pytest.raises(NotFound):
        api.plan_release(actor=room.thu, story_id=story.pk, channel_id=make_channel(make_agency()).pk)


def test_an_older_approval_that_arrives_late_changes_nothing(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    story = room.approved()
    edit_details(actor=room.thu, story_id=story.pk, details=Details(location="Yên Lộc"))
    room.approved_again(story)
    run_deliveries()
    release = Release.objects.unscoped(why="tests").get()
    assert release.revision_id == fresh(story.pk).approved_revision_id


def test_imported_stories_stand_on_the_site_with_their_own_dates(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    published_at = clock.now() - timedelta(days=900)
    items = [
        StoryToImport(
            key="cu-1", headline="Bài cũ", standfirst="", body=paragraphs("Chữ"), published_at=published_at
        ),
        StoryToImport(key="nhap", headline="Nháp", standfirst="", body=paragraphs("Chữ"), published_at=None),
    ]
    system = Actor.system(agency_id=room.agency.pk)
    stories.import_stories(actor=system, items=items, source="wordpress")
    run_deliveries()
    deliver_again()
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish"]
    release = Release.objects.for_agency(room.agency.pk).get()
    assert (release.state, release.out_at) == ("out", published_at)


def test_what_one_room_hears_about_a_story_comes_in_order(room: Newsroom, adapter: RecordingAdapter) -> None:
    """Approval and withdrawal are heard by two functions of one door; the later must not overtake."""
    story = room.approved()
    stories.withdraw_story(actor=room.dung, story_id=story.pk, reason="Nhầm bài")
    waiting = FactDelivery.objects.filter(room="hoitu.channels.api", subject=story.key).order_by("-position")
    assert waiting[0].receiver.endswith("on_story_withdrawn")
    deliver_next(waiting[0].room, story.key)
    assert [row.receiver for row in waiting if row.state == "done"] == [
        "hoitu.channels.api.on_story_approved"
    ]
    run_deliveries()
    assert fresh(story.pk).life == "withdrawn"
    assert [action for action, _ in adapter.seen] == ["withdraw"]
