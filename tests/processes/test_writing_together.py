"""People write one story through real web processes: stored before shown, cut off at once when they may not."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, cast
from uuid import uuid4

import httpx
import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import Client

from hoitu.accounts.models import Person
from hoitu.accounts.operations import membership, sessions
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.stories import api
from hoitu.stories.data import WritingMode
from hoitu.stories.document import crdt
from hoitu.stories.errors import NotYourStep
from hoitu.stories.models import DocumentUpdate, Story
from hoitu.stories.operations.append import Turn
from hoitu.stories.operations.settle import LEFT_BEHIND
from hoitu.stories.realtime import frames, writer
from hoitu.stories.realtime.connection import Connection
from hoitu.stories.realtime.guard import Entry
from hoitu.stories.testing import approve, fresh, make_story, move
from hoitu.stories.words import document_of
from tests.processes.editors import SocketEditor
from tests.processes.servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)

Scene = Callable[[], Awaitable[None]]


class House:
    """An agency whose people have a story open."""

    def __init__(self) -> None:
        self.agency = make_agency()
        self.people = {
            name: make_person(self.agency, role, name=name)
            for name, role in (
                ("Lan", "reporter"),
                ("Minh", "editor"),
                ("Thu", "secretary"),
                ("Dũng", "director"),
            )
        }
        self.actors = {name: actor_of(person) for name, person in self.people.items()}
        self.cookies = {name: session_of(person) for name, person in self.people.items()}
        self.story = make_story(self.actors["Lan"])
        self.opened: list[SocketEditor] = []

    def editor(self, name: str, address: str, **more: Any) -> SocketEditor:
        """Return an editor of one of the house's people."""
        return self.stranger(self.cookies[name], address, **more)

    def stranger(self, cookies: dict[str, str], address: str, **more: Any) -> SocketEditor:
        self.opened.append(SocketEditor(address, self.story.pk, cookies, **more))
        return self.opened[-1]

    def play(self, scene: Scene) -> None:
        """Let it happen, then close what was opened."""

        async def whole() -> None:
            try:
                await scene()
            finally:
                for editor in self.opened:
                    await editor.close()

        asyncio.run(whole())

    def headline(self) -> str:
        return crdt.headline_of(document_of(Story.objects.unscoped(why="tests").get(pk=self.story.pk)))


def session_of(person: Person) -> dict[str, str]:
    """Sign a person in, as a browser that has opened a page, and return the cookie."""
    client = signed_in(person, Client(headers={"host": "localhost"}))
    client.get("/")
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def servers(cluster: object) -> Iterator[Callable[[], str]]:
    """A function that starts one more newsroom web process and returns its address."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> str:
        port = free_port()
        env = {**os.environ, "HOITU_PORT": str(port), "HOITU_DATABASE_POOL_MAX_CONNECTIONS": "8"}
        command = [sys.executable, "-m", "hoitu.project.cli", "web"]
        started.append(subprocess.Popen(command, env=env, start_new_session=True))
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                httpx.get(f"{address}/song/")
                return address
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    yield start
    for process in started:
        os.killpg(process.pid, 9)
        process.wait()


async def aside(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Do database work of the test beside the scene's loop."""

    def run() -> Any:
        try:
            return work(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)


def test_what_one_types_is_stored_then_shown_to_the_other(servers: Any, house: House) -> None:
    address = servers()

    async def scene() -> None:
        lan, also = await house.editor("Lan", address).open(), await house.editor("Lan", address).open()
        assert lan.standing["may_write"] is True
        begun = str(lan.headline)
        await lan.type(": thông xe sớm")
        await also.until(lambda: str(also.headline) == begun + ": thông xe sớm")
        # Others see a word only when it is safe: it can be read from the database now.
        assert await aside(house.headline) == begun + ": thông xe sớm"
        await lan.until(lambda: lan.stored == 1)
        assert lan.code is None

    house.play(scene)
    row = DocumentUpdate.objects.unscoped(why="tests").order_by("-id")[0]
    assert row.person_id == house.people["Lan"].pk


def test_lists_show_the_new_headline_within_seconds(servers: Any, house: House) -> None:
    address = servers()

    async def scene() -> None:
        lan = await house.editor("Lan", address).open()
        await lan.type(" (cập nhật)")
        until = time.monotonic() + 6
        while not (await aside(fresh, house.story.pk)).headline.endswith("(cập nhật)"):
            assert time.monotonic() < until
            await asyncio.sleep(0.2)

    house.play(scene)
    assert not DocumentUpdate.objects.unscoped(why="tests").filter(is_waiting=True).exists()


def test_two_processes_show_one_document(servers: Any, house: House) -> None:
    one, two = servers(), servers()

    async def scene() -> None:
        lan, also = await house.editor("Lan", one).open(), await house.editor("Lan", two).open()
        begun = str(lan.headline)
        for letter in "một hai ba":
            await lan.type(letter)
            await also.type(letter.upper())
        await lan.until(lambda: lan.stored == 10)
        await also.until(lambda: also.stored == 10)
        for editor in (lan, also):
            await editor.until(lambda editor=editor: len(str(editor.headline)) == len(begun) + 20)
        assert str(lan.headline) == str(also.headline) == await aside(house.headline)
        await lan.show({"field": "headline"})
        await also.until(lambda: any(b"headline" in shown for shown in also.presence))

    house.play(scene)


def test_nobody_borrows_a_name(servers: Any, house: House) -> None:
    address = servers()

    async def scene() -> None:
        lan, minh = await house.editor("Lan", address).open(), await house.editor("Minh", address).open()
        await lan.show({"user": {"name": "Tổng Biên tập"}, "field": "headline"})
        await minh.until(lambda: bool(minh.presence))
        shown = minh.presence[0].decode("utf-8", "replace")
        assert "Lan" in shown
        assert "Tổng Biên tập" not in shown
        before = len(minh.presence)
        await lan.close()
        await minh.until(lambda: any(b"null" in shown for shown in minh.presence[before:]))

    house.play(scene)


def test_strangers_stay_outside(servers: Any, house: House) -> None:
    address = servers()
    hoa = session_of(make_person(make_agency(), "director"))

    async def scene() -> None:
        nobody = await house.stranger({}, address).open()
        assert nobody.code == 4401
        assert not nobody.headline
        stranger = await house.stranger(hoa, address).open()
        assert stranger.code == 4403
        elsewhere = await house.editor("Lan", address, origin="http://xau.example").open()
        assert elsewhere.code == 4403
        left_open = house.editor("Minh", address)  # Lan's page, after Minh has signed in in her browser
        left_open.url += f"?person={house.people['Lan'].pk}"
        assert (await left_open.open()).code == 4403
        own = house.editor("Lan", address)
        own.url += f"?person={house.people['Lan'].pk}"
        assert (await own.open()).standing["may_write"]

    house.play(scene)


def test_whoever_only_reads_cannot_write(servers: Any, house: House) -> None:
    address = servers()
    move(house.actors["Lan"], house.story, "desk")

    async def scene() -> None:
        lan, minh = await house.editor("Lan", address).open(), await house.editor("Minh", address).open()
        assert lan.standing["may_write"] is False
        await lan.type(" lén")
        await lan.until(lambda: bool(lan.refused))
        await minh.type(" đúng lượt")
        await minh.until(lambda: minh.stored == 1)
        assert "lén" not in str(minh.headline)

    house.play(scene)
    assert "lén" not in house.headline()


def test_a_step_of_the_story_ends_the_turn_at_once(servers: Any, house: House) -> None:
    address = servers()

    async def scene() -> None:
        lan = await house.editor("Lan", address).open()
        await aside(move, house.actors["Lan"], house.story, "desk")
        await lan.type(" quá muộn")  # whether or not the news has come yet
        await lan.until(lambda: bool(lan.refused))
        await lan.until(lambda: lan.standing["may_write"] is False)

    house.play(scene)
    assert "quá muộn" not in house.headline()


def test_a_deactivated_account_is_cut_off_at_once(servers: Any, house: House) -> None:
    address = servers()
    head = actor_of(make_person(house.agency, "admin", name="Quản trị"))

    async def scene() -> None:
        lan = await house.editor("Lan", address).open()
        began = time.monotonic()
        await aside(membership.deactivate, actor=head, person_id=house.people["Lan"].pk)
        await lan.until(lambda: lan.code is not None)
        assert lan.code == 4401
        assert time.monotonic() - began < 2

    house.play(scene)


def test_ended_sessions_end_open_editors(servers: Any, house: House) -> None:
    address = servers()

    async def scene() -> None:
        lan = await house.editor("Lan", address).open()
        await aside(sessions.sign_out_everywhere, actor=house.actors["Lan"], person_id=house.people["Lan"].pk)
        await lan.until(lambda: lan.code == 4401)

    house.play(scene)


def test_a_word_after_the_approval_takes_it_back(servers: Any, house: House) -> None:
    address = servers()
    story = move(house.actors["Lan"], house.story, "desk")
    approve(story, editor=house.actors["Minh"], secretary=house.actors["Thu"], director=house.actors["Dũng"])

    async def scene() -> None:
        thu = await house.editor("Thu", address).open()
        assert thu.standing["may_write"] is True
        await thu.type(" thêm")
        await thu.until(lambda: thu.stored == 1)
        story = await aside(fresh, house.story.pk)
        assert story.has_unapproved_changes
        assert story.stage.key == "secretary"
        assert story.headline.endswith(" thêm")

    house.play(scene)


def test_last_words_reach_whoever_opens_the_story_as_their_writer_leaves(servers: Any, house: House) -> None:
    address = servers()
    story_locked, may_go_on = threading.Event(), threading.Event()

    def hold_up_the_commit() -> None:
        with transaction.atomic():
            Story.objects.unscoped(why="tests").select_for_update().get(pk=house.story.pk)
            story_locked.set()
            may_go_on.wait(20)

    async def scene() -> None:
        lan = await house.editor("Lan", address).open()
        holding = asyncio.create_task(aside(hold_up_the_commit))
        await asyncio.to_thread(story_locked.wait, 20)
        await lan.type(": chữ cuối")
        await lan.close()
        await asyncio.sleep(0.2)  # the server has seen Lan leave
        minh = await house.editor("Minh", address).open()
        assert "chữ cuối" not in str(minh.headline)
        may_go_on.set()
        await holding
        await minh.until(lambda: str(minh.headline).endswith(": chữ cuối"), seconds=5)

    house.play(scene)


def test_a_turn_that_comes_while_words_are_refused_is_heard_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor stops at a refusal until it hears that it may write; it may have heard so just before."""

    def too_early(**_: object) -> None:
        raise NotYourStep()

    class Looks:
        async def look(self, connections: set[Connection]) -> None:
            for one in connections:
                one.stand(Entry(one.actor, here))

    async def scene() -> list[int]:
        connection = Connection(uuid4(), "khóa", lan, elsewhere)
        monkeypatch.setattr(writer.api, "take_in", too_early)
        await writer.Writer()._ask(writer.Typed(cast(Any, Looks()), connection, 1, b""))
        return [frame[0] async for frame in _first(connection.frames(), 3)]

    lan, turn = Actor(uuid4(), "Lan", uuid4()), Turn(uuid4(), "working", False)
    elsewhere, here = (api.Standing("Ban", mode, turn, "") for mode in (WritingMode.READ, WritingMode.WRITE))
    assert asyncio.run(scene()) == [frames.STANDING, frames.REFUSED, frames.STANDING]


async def _first(frames: AsyncIterator[bytes], count: int) -> AsyncIterator[bytes]:
    async with asyncio.timeout(5):
        async for frame in frames:
            yield frame
            count -= 1
            if not count:
                return


def test_broken_bytes_are_refused_and_nothing_else_happens(servers: Any, house: House) -> None:
    address = servers()

    async def scene() -> None:
        lan, also = await house.editor("Lan", address).open(), await house.editor("Lan", address).open()
        await lan.send(b"\x01\x02\x03rubbish")
        await lan.until(lambda: bool(lan.refused))
        await lan.type(" vẫn gõ được")
        await also.until(lambda: str(also.headline).endswith("vẫn gõ được"))
        await lan.socket.send(b"\x63")
        await lan.until(lambda: lan.code == 1003)
        assert also.code is None

    house.play(scene)


def test_words_of_a_process_that_died_are_merged(servers: Any, house: House) -> None:
    address = servers()

    async def scene() -> None:
        lan = await house.editor("Lan", address).open()
        await lan.type(" trước khi chết")
        await lan.until(lambda: lan.stored == 1)

    house.play(scene)
    waiting = DocumentUpdate.objects.unscoped(why="tests").filter(is_waiting=True)
    assert waiting.count() in (0, 1)  # merged already on a slow machine
    # Every reader sees them, merged or not; and the minute's job merges what is old enough.
    assert house.headline().endswith("trước khi chết")
    with clock.frozen(clock.now() + 2 * LEFT_BEHIND):
        api.settle_left_behind()
    assert fresh(house.story.pk).headline.endswith("trước khi chết")
