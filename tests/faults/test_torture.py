"""Real browsers type at random into the same paragraphs while everything around them breaks.

Every letter is another one: at the end each that a page called saved is there, or somebody deleted it, and all
browsers hold what the server holds.
"""

import base64
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pycrdt
import pytest
from playwright.sync_api import Browser

from hoitu.stories.document import yjs
from hoitu.stories.document.tree import texts
from tests.architecture.layers import ROOT
from tests.faults.people import Hand, Kept, sign_in
from tests.faults.people import Newsroom as Room
from tests.faults.typists import HOUR_MS, LETTERS, Told, Typist
from tests.journeys.conftest import browser, started
from tests.journeys.steps import kill_web

__all__ = ["browser"]

pytestmark = pytest.mark.timeout(3 * 3600)

SHORT_SECONDS, LONG_SECONDS = 20, 1800
WRITERS = ("minh", "thu", "dung")
CONVERGED_SECONDS = 90
OFFLINE_SECONDS = 2.0
ACTS_BETWEEN = 25
ALL_LETTERS = frozenset(LETTERS)
CLOCK_JUMPS_SECONDS = (-7200, 7200, 86_400, 0)  # after some of them nobody's session is valid any more


@dataclass
class Torture:
    """A story that three people have open, and everything that can happen to it."""

    room: Room
    env: dict[str, str]
    story: Kept
    writers: dict[str, Typist]
    chance: random.Random
    happened: Counter[str]
    clock: Path

    def act(self, times: int) -> None:
        for _ in range(times):
            self.chance.choice(list(self.writers.values())).act()

    def server_dies(self) -> None:
        self.wait_for_server()  # it may still be coming back from the death before
        kill_web(self.room.url)

    def line_is_cut(self) -> None:
        one = self.chance.choice(list(self.writers.values()))
        one.cut_line()
        until = time.monotonic() + OFFLINE_SECONDS
        while time.monotonic() < until:
            self.act(1)
        one.mend_line()

    def browser_clock_jumps(self) -> None:
        one = self.chance.choice(list(self.writers.values()))
        one.jump_clock(self.chance.choice([-HOUR_MS, HOUR_MS, 24 * HOUR_MS]))

    def server_clock_jumps(self) -> None:
        self.clock.write_text(str(self.chance.choice(CLOCK_JUMPS_SECONDS)))
        self.act(ACTS_BETWEEN)
        for name in self.writers:
            self.sign_program_in(name)

    def page_is_loaded_anew(self) -> None:
        self.chance.choice(list(self.writers.values())).reload()

    def person_is_forced_out(self) -> None:
        name, one = self.chance.choice(list(self.writers.items()))
        words = [sys.executable, "-W", "ignore", "-m", "tests.faults.force_out", one.email]
        with subprocess.Popen(words, env=self.env, cwd=ROOT) as process:
            while process.poll() is None:
                self.act(1)
        assert process.returncode == 0
        self.act(ACTS_BETWEEN)
        one.sign_in_again()
        self.sign_program_in(name)

    def sign_program_in(self, name: str) -> None:
        """Sign a person's program in, as soon as the server answers."""
        self.wait_for_server()
        self.room.clients[name] = sign_in(
            self.room.url, self.writers[name].email, self.writers[name].password
        )

    def wait_for_server(self) -> None:
        until = time.monotonic() + CONVERGED_SECONDS
        while True:
            try:
                httpx.get(f"{self.room.url}/_health", timeout=5).raise_for_status()
            except httpx.HTTPError:
                assert time.monotonic() < until
                time.sleep(0.2)
            else:
                return

    def story_is_approved_and_returned(self) -> None:
        for who, stage in (("minh", "secretary"), ("thu", "final"), ("dung", "approved")):
            self.go(who, stage)
            self.act(3)
        self.bring_back()

    def bring_back(self) -> None:
        """Take the story back to the desk, where all three write, from wherever it stands."""
        for who, stage in (("thu", "secretary"), ("dung", "secretary"), ("thu", "desk")):
            self.go(who, stage)

    def go(self, who: str, stage: str) -> bool:
        path = f"stories/{self.story.story_id}"
        found = self.room.call(who, path)
        way = next((way for way in found["moves"] if way["to_stage"] == stage), None) if found else None
        return bool(way) and self.room.call(who, f"{path}/moves/{way['id']}", {"note": "vì sao"}) is not None

    def server_holds(self) -> Counter[str]:
        """Return the letters of headline and body, as the server answers anybody who opens the story now."""
        answer = self.room.call(
            "minh", f"stories/{self.story.story_id}/document", {"update": "", "state_vector": ""}
        )
        assert answer is not None
        doc = yjs.open_document(base64.b64decode(answer["update"]))
        return letters_of(str(doc.get("headline", type=pycrdt.Text)) + _raw(doc))

    def converged(self) -> str:
        """Wait until all pages are saved and hold what the server holds; return its words."""
        until = time.monotonic() + CONVERGED_SECONDS
        while True:
            shown = {name: writer.shown() for name, writer in self.writers.items()}
            server = self.server_holds()
            states = {name: each.pop("state") for name, each in shown.items()}
            texts = list(shown.values())
            words = texts[0]["headline"] + texts[0]["text"]
            if (
                set(states.values()) == {"saved"}
                and all(each == texts[0] for each in texts)
                and letters_of(words) == server
            ):
                return words
            for name, state in states.items():
                if state == "signed_out":
                    self.writers[name].sign_in_again()
            assert time.monotonic() < until, (states, {name: each["text"] for name, each in shown.items()})
            time.sleep(0.25)


def letters_of(words: str) -> Counter[str]:
    return Counter(letter for letter in words if letter in ALL_LETTERS)


def _raw(doc: pycrdt.Doc[Any]) -> str:
    """Return all letters of the body, in whatever it is they stand."""
    with doc.transaction():
        return "".join(text.text for text in texts(yjs.read_body(doc)))


@pytest.fixture
def torture(tmp_path: Path, browser: Browser) -> Iterator[Torture]:
    jumps = tmp_path / "clock"
    jumps.write_text("0")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "FAULTS_CLOCK": str(jumps)}
    with started(tmp_path / "tòa soạn", **settings) as (newsroom, env):
        room = Room(
            newsroom.url, {name: newsroom.people[name] for name in ("lan", *WRITERS)}, newsroom.password
        )
        story = begun(room)
        writers = {
            name: Typist(newsroom.url, browser, newsroom.people[name], newsroom.password, number)
            for number, name in enumerate(WRITERS)
        }
        for writer in writers.values():
            writer.open(f"{newsroom.url}/tin-bai/{story.story_id}/")
        yield Torture(room, env, story, writers, random.Random(2026), Counter(), jumps)
        for writer in writers.values():
            writer.context.close()
        room.stop.set()


def begun(room: Room) -> Kept:
    """Have Lan begin a story with a paragraph and send it to the desk, where editors write."""
    hand = Hand(room, 0)
    made = room.call("lan", "stories", {"headline": "Tít", "standfirst": "Tóm tắt."})
    assert made is not None
    story = Kept(made["id"], "Tít")
    hand.type(story, "lan")
    hand.name_it(story)
    assert hand.step(story, "lan", "desk")
    return story


def test_writing_together_survives_everything(torture: Torture, request: pytest.FixtureRequest) -> None:
    is_long = request.config.getoption("--long", default=False)
    faults: list[Callable[[], None]] = [
        torture.server_dies,
        torture.line_is_cut,
        torture.browser_clock_jumps,
        torture.person_is_forced_out,
        torture.story_is_approved_and_returned,
        torture.server_clock_jumps,
        torture.page_is_loaded_anew,
    ]
    torture.act(ACTS_BETWEEN)
    until = time.monotonic() + (LONG_SECONDS if is_long else SHORT_SECONDS)
    waiting = list(faults)
    while time.monotonic() < until or waiting:
        fault = waiting.pop(0) if waiting else torture.chance.choice(faults)
        fault()
        torture.happened[fault.__name__] += 1
        torture.act(ACTS_BETWEEN)
    torture.bring_back()
    judge(torture)
    an_hour_offline(torture)
    judge(torture)


def an_hour_offline(torture: Torture) -> None:
    """One writes on in a tunnel for what the page takes for an hour, while the others write, too."""
    minh = torture.writers["minh"]
    minh.cut_line()
    for _ in range(4):
        torture.act(ACTS_BETWEEN // 2)
        minh.act()
        minh.jump_clock(HOUR_MS // 4)
    minh.mend_line()


def judge(torture: Torture) -> None:
    """Fail unless all hold the same, with every letter that was saved and nobody deleted."""
    found = letters_of(torture.converged())
    told = [writer.account() for writer in torture.writers.values()]
    typed, saved, deleted = (
        set[str]().union(*(getattr(each, what) for each in told)) for what in ("typed", "saved", "deleted")
    )
    lost = gone(told, found)
    print(  # noqa: T201 - shown by pytest -s
        f"{len(typed)} letters typed, {len(saved)} saved, {len(deleted)} deleted, {len(lost)} lost, "
        f"{len(typed - deleted - found.keys())} never arrived, "
        f"{sum(count > 1 for count in found.values())} there twice; {dict(torture.happened)}"
    )
    assert not lost, f"{len(lost)} of {len(saved)} letters that were saved are gone: {sorted(lost)[:20]}"
    assert len(saved) > ACTS_BETWEEN
    assert found.keys() <= typed, "letters that nobody typed"


def gone(told: list[Told], found: Counter[str]) -> set[str]:
    """Return the letters that a page said are saved, that nobody deleted and that are not there."""
    return {
        letter
        for letter in set[str]().union(*(each.saved for each in told))
        if letter not in found and not any(letter in each.deleted for each in told)
    }


def test_the_judge_sees_a_planted_loss() -> None:
    lan, minh = Told(), Told()
    lan.add({"typed": ["一", "二", "三", "四"], "deleted": [], "saved": 3})
    minh.add({"typed": [], "deleted": ["二"], "saved": 0})
    assert gone([lan, minh], letters_of("三")) == {"一"}
    assert gone([lan, minh], letters_of("三一")) == set()
