"""People work, processes die at random moments, and nothing that was answered is ever lost."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.architecture.layers import ROOT
from tests.faults.people import Hand, Newsroom
from tests.faults.receiver import Receiver, receiving
from tests.processes.servers import environment, free_port, running, wait_for

pytestmark = pytest.mark.timeout(5400)

SHORT_KILLS, LONG_KILLS = 25, 500
HANDS = 3
CONVERGED_SECONDS = 10
BACK_SECONDS = 60
POSTGRES = ("backend", "postmaster")
VICTIMS = {
    "web": " web ",
    "public": " public ",
    "publish": "--queues publish",
    "jobs": "--queues media",
    "backend": "postgres: hoitu",
    "postmaster": "bin/postgres",
}
# The supervisor waits longer for what dies again and again: such a program is left alone for a while.
SPARED_SECONDS = 32
KILLS_BEFORE_SPARED = 3


@dataclass
class Installation:
    """A running installation, the people in it, and its subscriber."""

    process: psutil.Process
    env: dict[str, str]
    url: str
    public_url: str
    room: Newsroom
    receiver: Receiver

    def is_well(self) -> bool:
        try:
            urls = (self.url, self.public_url)
            return all(httpx.get(f"{url}/_health", timeout=3).status_code == 200 for url in urls)
        except httpx.HTTPError:
            return False

    def wait_until_well(self) -> None:
        until = time.monotonic() + BACK_SECONDS
        while not self.is_well():
            assert time.monotonic() < until, "the installation does not come back"
            time.sleep(0.05)

    def run(self, *words: str, given: str = "") -> str:
        """Run a program beside the installation and return what it prints."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *words],
            env=self.env, input=given, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{words}: {done.stdout[-1500:]} {done.stderr[-3000:]}"
        return done.stdout

    def check(self, *words: str) -> dict[str, list[str]]:
        told = json.dumps(self.room.as_json())
        found: dict[str, list[str]] = json.loads(self.run("-m", "tests.faults.check", *words, given=told))
        return found


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    tmp_path = tmp_path_factory.mktemp("faults")
    port, public_port = free_port(), free_port()
    url, public_url = f"http://localhost:{port}", f"http://localhost:{public_port}"
    with receiving() as (receiver_url, receiver):
        env = environment(
            tmp_path / "tòa soạn",
            HOITU_PORT=str(port),
            HOITU_PUBLIC_PORT=str(public_port),
            DJANGO_SETTINGS_MODULE="tests.faults.settings",
            FAULTS_RECEIVER=receiver_url.split("/")[2],
        )
        log = tmp_path / "up.log"
        with running(["up"], env, log) as process:
            wait_for(f"{url}/_health", process, log)
            until = time.monotonic() + BACK_SECONDS
            while "Ctrl-C" not in log.read_text():  # the last line of a start: everything runs
                assert time.monotonic() < until, log.read_text()[-3000:]
                time.sleep(0.05)
            seed = [sys.executable, "-W", "ignore", "-m", "tests.faults.seed", public_url, receiver_url]
            seeded = subprocess.run(
                seed, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
            )
            assert seeded.returncode == 0, seeded.stderr[-3000:] + log.read_text()[-3000:]
            made: dict[str, Any] = json.loads(seeded.stdout)
            room = Newsroom(url, made["people"], made["password"])
            yield Installation(psutil.Process(process.pid), env, url, public_url, room, receiver)
            room.stop.set()


class Killer:
    """Kills a random process of a random kind, as kill -9, the OOM killer or a power cut of one part would."""

    def __init__(self, installation: Installation, seed: int) -> None:
        self.installation, self.chance = installation, random.Random(seed)
        self.killed: Counter[str] = Counter()
        self.last: dict[str, float] = {}

    def kill(self) -> None:
        kind = self.chance.choice([kind for kind in VICTIMS if self._may(kind)])
        victims = self._processes(VICTIMS[kind])
        if not victims:
            return
        try:
            self.chance.choice(victims).send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            return
        self.killed[kind] += 1
        self.last[kind] = time.monotonic()

    def _may(self, kind: str) -> bool:
        if kind in POSTGRES or self.killed[kind] < KILLS_BEFORE_SPARED:
            return True
        return time.monotonic() - self.last[kind] > SPARED_SECONDS

    def _processes(self, word: str) -> list[psutil.Process]:
        found = []
        for child in self.installation.process.children(recursive=True):
            try:
                if word in " ".join(child.cmdline()):
                    found.append(child)
            except psutil.Error:
                continue
        return found


def work_while(installation: Installation, kills: int, seed: int) -> Killer:
    """Let people work until `kills` processes have died, then let everything come back."""
    hands = [Hand(installation.room, number) for number in range(HANDS)]
    for hand in hands:
        hand.start()
    killer = Killer(installation, seed)
    while killer.killed.total() < kills:
        installation.wait_until_well()
        time.sleep(killer.chance.uniform(0.1, 1.2))
        killer.kill()
    installation.wait_until_well()
    installation.room.stop.set()
    for hand in hands:
        hand.join(60)
        assert not hand.is_alive()
        if hand.error:
            raise hand.error
    return killer


def converged(installation: Installation) -> list[str]:
    """Return what is still wrong when the time allowed is over; nothing when all came to rest before."""
    begin = time.monotonic()
    wrong = ["not looked"]
    while wrong and time.monotonic() - begin < CONVERGED_SECONDS:
        wrong = _not_shown(installation)
        time.sleep(0.1)
    print(f"converged after {time.monotonic() - begin:.1f} s")  # noqa: T201 - shown by pytest -s
    return wrong


def _not_shown(installation: Installation) -> list[str]:
    """Say which stories readers and the subscriber do not have as they should."""
    folder = Path(installation.env["HOITU_HOME"]) / "public"
    read = "\n".join(_text(file) for file in folder.glob("sites/*/gen-*/**/*.html"))
    wrong = []
    for kept in installation.room.as_json():
        story_id, headline = kept["story_id"], kept["headline"]
        if kept["life"] == "approved":
            wrong += [
                f"{headline}: {word} is not read" for word in kept["approved_words"] if word not in read
            ]
        if kept["life"] == "withdrawn":
            wrong += [
                f"{headline} is withdrawn, {word} is still read" for word in kept["words"] if word in read
            ]
        if kept["life"] and not installation.receiver.has(story_id, canceled=kept["life"] == "withdrawn"):
            wrong.append(f"{headline} ({kept['life']}) did not reach the subscriber")
    return wrong


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except FileNotFoundError:
        return ""  # withdrawn between looking and reading


def test_the_checker_sees_a_planted_loss(installation: Installation) -> None:
    hand = Hand(installation.room, 0, stories=1)
    hand.run()
    assert hand.error is None
    assert installation.room.kept[0].words
    assert installation.check()["lost"] == []
    assert installation.check("--plant", installation.room.kept[0].story_id)["lost"] != []
    installation.room.kept.clear()  # what was really lost is not looked for again


def test_nothing_acknowledged_is_lost(installation: Installation, request: pytest.FixtureRequest) -> None:
    kills = LONG_KILLS if request.config.getoption("--long", default=False) else SHORT_KILLS
    killer = work_while(installation, kills, seed=2026)
    wrong = converged(installation)
    assert not wrong, "\n".join(wrong[:20])
    assert installation.check() == {"lost": [], "unfinished": []}
    assert installation.receiver.faults() == []
    assert "nguyên vẹn" in installation.run("-m", "hoitu.project.cli", "verify", "audit")
    assert installation.room.actions > kills, killer.killed
    print(f"{installation.room.actions} actions, {len(installation.room.kept)} stories, {killer.killed}")  # noqa: T201
