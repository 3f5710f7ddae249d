"""A release asks for the rights of its files when it is armed and when it is sent; its uses are remembered."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.channels import api
from hoitu.channels.testing import RecordingAdapter, make_channel, recording_adapter, run_deliveries
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.kernel.testing import announced, deliver_again
from hoitu.media import api as media
from hoitu.media.data import Place, Verdict
from hoitu.media.models import UseRow
from hoitu.media.operations.tell_of_rights import tell_of_rights
from hoitu.media.testing import picture
from hoitu.stories import api as stories
from hoitu.stories.document.tree import Node, Text
from hoitu.stories.models import Section, Story
from hoitu.stories.operations.create import create_story
from hoitu.stories.operations.details import ensure_term
from hoitu.stories.testing import Details, approve, edit_details, fresh, make_story, move, paragraphs

pytestmark = pytest.mark.django_db


class Newsroom:
    """Lan reports, Minh edits, Thu is the secretary, Dũng decides; a story shows one picture."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.lan = actor_of(make_person(self.agency, "reporter"))
        self.minh = actor_of(make_person(self.agency, "editor"))
        self.thu_person = make_person(self.agency, "secretary")
        self.thu = actor_of(self.thu_person)
        self.dung = actor_of(make_person(self.agency, "director"))
        self.hoa = actor_of(make_person(make_agency(), "director"))
        self.web = make_channel(self.agency)
        self.asset_id = self.picture("Cầu Yên Lộc")

    def picture(self, caption: str, size: int = 400) -> UUID:
        data = picture(size=(size, 300))
        return media.add_picture(
            actor=self.lan,
            filename="a.jpg",
            data=data,
            caption=caption,
            credit="Lan",
            rights_note="Ảnh của báo",
        ).id

    def lease(self, first: int, last: int | None, *, allows: bool = True) -> UUID:
        """Give the picture a lease over days counted from today."""
        today = clock.today()
        end = None if last is None else today + timedelta(days=last)
        lease = media.NewLease(allows, today + timedelta(days=first), end)
        return media.add_lease(actor=self.minh, asset_id=self.asset_id, lease=lease)

    def shown(self, asset_id: UUID | None = None) -> Story:
        story = make_story(self.lan)
        story.lead_asset_id = asset_id or self.asset_id
        story.save(update_fields=["lead_asset"])
        return move(self.lan, story, "desk")

    def approved(self, story: Story | None = None) -> Story:
        return approve(story or self.shown(), editor=self.minh, secretary=self.thu, director=self.dung)

    def uses(self) -> list[tuple[bool, str]]:
        found = media.uses_of(agency_id=self.agency.pk, asset_ids=[self.asset_id])
        return [(use.until_at is None, use.overridden_by) for use in found]


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture
def adapter() -> Iterator[RecordingAdapter]:
    with recording_adapter() as recorder:
        yield recorder


def test_a_lease_that_ended_stops_the_release_until_it_is_renewed(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    room.lease(-9, -1)
    story = room.approved()
    run_deliveries()
    assert adapter.seen == [], "nothing reached the channel"
    [view] = api.troubled_releases(actor=room.thu)
    assert view.delivery_state == "failed"
    assert "“Cầu Yên Lộc”: Phép dùng đã hết" in view.error
    assert len(announced("channels.ReleaseTroubled")) == 1
    room.lease(0, 30)
    assert view.delivery_id is not None
    api.try_again(actor=room.thu, delivery_id=view.delivery_id)
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish"]
    assert room.uses() == [(True, "")]
    assert api.releases_of(actor=room.thu, story_id=story.pk)[0].state == "out"


def test_a_lease_that_ends_between_arming_and_sending_stops_it(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    lease_id = room.lease(-1, 5)
    story = room.shown()
    due_at = clock.now() + timedelta(hours=2)
    api.plan_release(actor=room.thu, story_id=story.pk, channel_id=room.web.pk, due_at=due_at)
    room.approved(story)
    run_deliveries()
    assert announced("channels.ReleaseTroubled") == []
    media.remove_lease(actor=room.minh, asset_id=room.asset_id, lease_id=lease_id)
    room.lease(-9, -1)
    with clock.frozen(due_at + timedelta(seconds=9)):
        from hoitu.channels.tasks import sweep

        sweep(timestamp=0)
        run_deliveries()
    assert adapter.seen == []
    assert api.troubled_releases(actor=room.thu)[0].delivery_state == "failed"


def test_what_the_story_says_itself_is_not_asked_of_the_archive(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    wanted = {(Place.WEB, field): Verdict.REFUSED for field in ("caption", "alt")}
    media.save_required_fields(actor=room.thu, wanted=wanted)
    key = room.picture("", size=320)
    words = Node(
        "figure", {"asset": str(key), "alt": "Cầu qua sông", "credit": "Lan"}, (Text("Cầu Yên Lộc sáng nay"),)
    )
    bare = Node("figure", dict(words.attrs))

    def released(headline: str, *figures: Node) -> list[str]:
        body = Node("doc", {}, (*paragraphs("Sáng nay, cầu được thông xe.").children, *figures))
        section_id = ensure_term(Section, room.agency.pk, "Thời sự").pk
        story_id = create_story(
            actor=room.lan, headline=headline, standfirst="Tóm tắt.", body=body, section_id=section_id
        )
        room.approved(move(room.lan, fresh(story_id), "desk"))
        run_deliveries()
        [view] = api.releases_of(actor=room.thu, story_id=story_id)
        return [view.state, view.error]

    assert released("Cầu thông xe", words) == ["out", ""]
    state, error = released("Cầu đông người", words, bare)
    assert state != "out"
    assert "Chưa ghi: chú thích." in error


def test_people_are_told_early_when_the_time_of_release_lies_after_the_lease(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    room.lease(-1, 2)
    story = room.shown()
    due_at = clock.now() + timedelta(days=5)
    api.plan_release(actor=room.thu, story_id=story.pk, channel_id=room.web.pk, due_at=due_at)
    room.approved(story)
    run_deliveries()
    assert len(announced("channels.ReleaseTroubled")) == 1
    assert api.releases_of(actor=room.thu, story_id=story.pk)[0].state == "armed"


def test_who_may_lets_it_go_for_a_reason_and_only_for_what_stands_against_it(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    room.lease(-9, -1)
    story = room.approved()
    run_deliveries()
    [view] = api.releases_of(actor=room.thu, story_id=story.pk)
    go = {"story_id": story.pk, "release_id": view.id}
    with pytest.raises(NotAllowed):
        api.let_files_go(actor=room.minh, reason="Gấp", **go)
    with pytest.raises(NotFound):
        api.let_files_go(actor=room.hoa, reason="Gấp", **go)
    with pytest.raises(BadInput):
        api.let_files_go(actor=room.thu, reason=" ", **go)
    failed = api.let_files_go(actor=room.thu, reason="Hãng tin đồng ý qua điện thoại", **go)
    assert failed is not None
    # Something else comes up: the reason given does not cover it.
    set_do_not_use(room, "Gia đình yêu cầu")
    api.try_again(actor=room.thu, delivery_id=failed)
    run_deliveries()
    assert adapter.seen == []
    set_do_not_use(room, "")
    api.try_again(actor=room.thu, delivery_id=failed)
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish"]
    assert room.uses() == [(True, room.thu.name)]


def set_do_not_use(room: Newsroom, because: str) -> None:
    media.set_rights(
        actor=room.minh,
        asset_id=room.asset_id,
        category_id=None,
        supplier_id=None,
        do_not_use_because=because,
    )


def test_a_correction_is_not_held_up_by_what_stands_there_but_an_update_is(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    story = room.approved()
    run_deliveries()
    room.lease(-9, -1)
    stories.start_correction(
        actor=room.thu, story_id=story.pk, false_content="200 tỷ", corrected_content="20 tỷ đồng"
    )
    move(room.thu, story, "final")
    move(room.dung, story, "approved")
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish", "correct"]
    edit_details(actor=room.thu, story_id=story.pk, details=Details(location="Yên Lộc"))
    move(room.thu, story, "final")
    move(room.dung, story, "approved")
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish", "correct"]


def test_uses_follow_what_readers_have(room: Newsroom, adapter: RecordingAdapter) -> None:
    story = room.approved()
    run_deliveries()
    deliver_again()
    run_deliveries()
    assert room.uses() == [(True, "")], "the same release twice is one use"
    stories.withdraw_story(actor=room.dung, story_id=story.pk, reason="Xác minh")
    run_deliveries()
    assert room.uses() == [(False, "")]
    stories.restore_story(actor=room.dung, story_id=story.pk, reason="Đúng")
    run_deliveries()
    assert room.uses() == [(True, ""), (False, "")]


def test_another_picture_in_its_place_ends_the_use(room: Newsroom, adapter: RecordingAdapter) -> None:
    story = room.approved()
    run_deliveries()
    other = room.picture("Cầu mới", size=500)
    stories.start_correction(actor=room.thu, story_id=story.pk, false_content="a", corrected_content="b")
    Story.objects.for_agency(room.agency.pk).filter(pk=story.pk).update(lead_asset=other)
    move(room.thu, story, "final")
    move(room.dung, story, "approved")
    run_deliveries()
    assert room.uses() == [(False, "")]
    [use] = media.uses_of(agency_id=room.agency.pk, asset_ids=[other])
    assert use.until_at is None


def test_a_quota_counts_a_file_once_for_each_release_and_month(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    supplier_id = media.save_supplier(
        actor=room.dung, supplier_id=None, name="Hãng tin", quota_per_month=1, over_quota_refuses=True
    )
    media.set_rights(actor=room.minh, asset_id=room.asset_id, category_id=None, supplier_id=supplier_id)
    story = room.approved()
    run_deliveries()
    stories.withdraw_story(actor=room.dung, story_id=story.pk, reason="Xác minh")
    run_deliveries()
    stories.restore_story(actor=room.dung, story_id=story.pk, reason="Đúng")
    run_deliveries()
    assert [action for action, _ in adapter.seen] == ["publish", "withdraw", "restore"]
    assert used(room, supplier_id) == 1, "twice in one release and month is one use"
    room.approved(room.shown())
    run_deliveries()
    assert len(adapter.seen) == 3
    assert "Đã hết 1 lượt dùng tháng này của Hãng tin." in api.troubled_releases(actor=room.thu)[0].error
    UseRow.objects.for_agency(room.agency.pk).update(from_at=clock.now() - timedelta(days=40))
    assert used(room, supplier_id) == 0


def used(room: Newsroom, supplier_id: UUID) -> int:
    return media.uses_in_month(agency_id=room.agency.pk, at=clock.now(), supplier_ids=[supplier_id])[
        supplier_id
    ]


def test_what_ended_while_readers_have_it_is_listed_and_can_be_withdrawn(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    room.lease(-9, 3)
    story = room.approved()
    run_deliveries()
    assert media.ended_in_use(agency_id=room.agency.pk) == []
    [ending] = media.ending_rights(agency_id=room.agency.pk, days=7)
    assert [use.subject for use in ending.uses] == [story.key]
    assert media.ending_rights(agency_id=room.agency.pk, days=2) == []
    after = clock.end_of_day(clock.today() + timedelta(days=3))
    with clock.frozen(after - timedelta(seconds=1)):
        assert media.ended_in_use(agency_id=room.agency.pk) == []
    with clock.frozen(after):
        [ended] = media.ended_in_use(agency_id=room.agency.pk)
        assert [use.subject for use in ended.uses] == [story.key]
        assert media.ended_in_use(agency_id=room.hoa.agency) == []
    room.lease(0, 60, allows=False)
    client = signed_in(room.thu_person)
    page = client.get(reverse("channels:ending-rights")).content.decode()
    assert "Cầu Yên Lộc" in page
    assert "Gỡ bài này" in page
    client.post(reverse("channels:withdraw-for-rights"), {"story": [str(story.pk)]})
    run_deliveries()
    assert room.uses() == [(False, "")]
    assert (
        "Mọi tệp bạn đọc đang thấy đều còn quyền dùng"
        in client.get(reverse("channels:ending-rights")).content.decode()
    )


def test_people_hear_of_the_end_a_week_before_a_day_before_and_when_it_came(
    room: Newsroom, adapter: RecordingAdapter
) -> None:
    room.lease(-9, 20)
    room.approved()
    run_deliveries()
    end = clock.end_of_day(clock.today() + timedelta(days=20))
    said: list[tuple[datetime, int]] = []
    for before in (8, 7, 7, 3, 1, 0, 0):
        with clock.frozen(end - timedelta(days=before)):
            said.append((clock.now(), tell_of_rights()))
    assert [count for _at, count in said] == [0, 1, 0, 0, 1, 1, 0]
    assert [fact.payload["days"] for fact in announced("media.RightsEnding")] == [7, 1, 0]
