"""Every adapter of a channel keeps the same promises: in order, the same for the same key, read back."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from hoitu.channels import api as channels
from hoitu.channels.adapters import adapter_for
from hoitu.channels.data import Action, Delivery, DeliveryFailed
from hoitu.channels.models import ChannelRow, DeliveryRow, Release
from hoitu.channels.queries import delivery_data
from hoitu.channels.tasks import confirm
from hoitu.channels.testing import make_channel, run_deliveries
from hoitu.project.subscriptions import ADAPTERS
from hoitu.site import files
from hoitu.site.testing import make_site
from hoitu.stories.models import Story
from tests.conformance.newsroom import Newsroom
from tests.conformance.receiver import SECRET, Received, receiver

pytestmark = pytest.mark.django_db

KINDS = sorted(ADAPTERS)
WAY = ["publish", "update", "correct", "withdraw", "restore"]


class Setting:
    """A newsroom with one channel of the kind, and what stands at its other end."""

    def __init__(self, kind: str, stack: ExitStack) -> None:
        self.kind = kind
        self.room = Newsroom()
        self.received: Received | None = None
        self.site_slug = ""
        if kind == "ninjs":
            self.received = stack.enter_context(receiver())
            self.channel = self._channel(config={"url": self.received.url}, secret=SECRET)
        elif kind == "web":
            self.site_slug = make_site(self.room.agency.pk).slug
            # A new site may come with the channel that fills it.
            ChannelRow.objects.for_agency(self.room.agency.pk).delete()
            self.channel = self._channel(config={"site": self.site_slug})
        else:
            self.channel = self._channel()

    def _channel(self, **fields: object) -> ChannelRow:
        return make_channel(self.room.agency, self.kind, is_default=True, **fields)

    def deliver(self) -> None:
        """Let everything that waits go out; a person serves the manual channel and notes it."""
        run_deliveries()
        waiting = DeliveryRow.objects.unscoped(why="tests").filter(state="by_hand")
        for row in waiting:
            channels.record_by_hand(
                actor=self.room.thu,
                delivery_id=row.pk,
                media_type="print",
                place=f"Số {row.sequence}, trang 1",
            )

    def last(self) -> DeliveryRow:
        """Return the latest delivery."""
        rows = DeliveryRow.objects.unscoped(why="tests").select_related("release__channel", "release__story")
        return rows.order_by("-sequence")[0]

    def shown(self) -> object:
        """Return what stands at the other end, to compare before and after."""
        if self.received is not None:
            return [item["version"] + item["pubStatus"] for item in self.received.items]
        if self.kind == "web":
            return self.page(), files.is_gone(self.site_slug, self.path)
        return None

    @property
    def path(self) -> str:
        """Return where the story stands on the site."""
        return Release.objects.unscoped(why="tests").get().url.partition(self.site_slug)[2]

    def page(self) -> bytes:
        """Return the story's page as readers get it, empty when there is none."""
        return files.read(self.site_slug, self.path) or b""


@pytest.fixture(autouse=True)
def public_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The site of each test is baked into a folder of its own."""
    monkeypatch.setattr("os.sync", lambda: None)  # tests need no safety from power cuts
    before = settings.PUBLIC_ROOT
    settings.PUBLIC_ROOT = tmp_path / "public"
    yield settings.PUBLIC_ROOT
    settings.PUBLIC_ROOT = before
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture(params=KINDS)
def setting(request: pytest.FixtureRequest) -> Iterator[Setting]:
    with ExitStack() as stack:
        yield Setting(request.param, stack)


def acts(room: Newsroom) -> list[Callable[[Story], Story]]:
    return [room.update, room.correct, room.withdraw, room.restore]


def test_the_whole_way_each_step_twice(setting: Setting) -> None:
    story = setting.room.full_story()
    for step in [None, *acts(setting.room)]:
        if step is not None:
            story = step(story)
        setting.deliver()
        row = setting.last()
        assert row.state == "delivered", row.error
        delivery = delivery_data(row, with_secret=True)
        before = setting.shown()
        first = adapter_for(setting.kind).deliver(delivery)
        again = adapter_for(setting.kind).deliver(delivery)
        assert (first.url, first.external_id) == (again.url, again.external_id)
        assert setting.shown() == before
        confirm(delivery_id=str(row.pk))
        row.refresh_from_db()
        assert (row.state, row.confirm_error) == ("confirmed", "")
    done = DeliveryRow.objects.unscoped(why="tests").order_by("sequence")
    assert [row.action for row in done] == WAY
    assert len({row.idempotency_key for row in done}) == len(WAY)
    [release] = channels.releases_of(actor=setting.room.thu, story_id=story.pk)
    assert (release.state, release.last_action) == ("out", "restore")


def test_a_withdrawal_leaves_nothing_to_read(setting: Setting) -> None:
    story = setting.room.full_story()
    setting.deliver()
    setting.room.withdraw(story)
    setting.deliver()
    row = setting.last()
    assert (row.action, row.state) == ("withdraw", "delivered")
    delivery = delivery_data(row, with_secret=True)
    assert adapter_for(setting.kind).confirm(delivery)
    if setting.kind == "web":
        late = replace(delivery, action=Action.UPDATE)
        adapter_for("web").deliver(late)
        assert adapter_for("web").confirm(delivery), "an update that comes late must not bring the page back"
    if setting.received is not None:
        assert setting.received.items[-1]["pubStatus"] == "canceled"
        assert "bodies" not in setting.received.items[-1]


def test_what_cannot_be_delivered_is_a_sentence(setting: Setting) -> None:
    if setting.kind == "manual":
        pytest.skip("a person serves this channel: nothing of it can fail by itself")
    setting.room.full_story()
    setting.deliver()
    delivery = delivery_data(setting.last(), with_secret=True)
    nowhere = {"url": "http://127.0.0.1:9/", "site": "khong-co"}
    lost: Delivery = replace(delivery, channel=replace(delivery.channel, config=nowhere))
    with pytest.raises(DeliveryFailed) as failure:
        adapter_for(setting.kind).deliver(lost)
    assert failure.value.sentence.endswith((".", "!"))


def test_the_page_that_readers_get_is_the_approved_revision(setting: Setting) -> None:
    if setting.kind != "web":
        pytest.skip("only the web is read back as a file")
    story = setting.room.full_story()
    setting.deliver()
    page = setting.page()
    assert story.approved_revision is not None
    assert str(story.approved_revision.pk).encode() in page
    assert "Thông xe cầu Yên Lộc".encode() in page
