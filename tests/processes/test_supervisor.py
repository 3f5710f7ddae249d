"""`hoitu up` as people start it: everything comes, what dies comes back, nothing stays behind."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from hoitu.kernel.postgres import Cluster
from tests.processes.servers import environment, free_port, running, wait_for

pytestmark = pytest.mark.timeout(600)
CONVERGED_SECONDS = 30


class Installation:
    """A whole running installation and what a test may do to it."""

    def __init__(self, process: psutil.Process, newsroom: str, public: str, home: Path) -> None:
        self.process, self.newsroom, self.public, self.home = process, newsroom, public, home

    def children(self, word: str) -> list[psutil.Process]:
        return [child for child in self.process.children(recursive=True) if word in _line(child)]

    def workers_at_work(self) -> int:
        """Return how many workers have told the database within the last seconds that they live."""
        address = Cluster(self.home / "postgres", self.home / "secrets").address()
        query = (
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '2 seconds'"
        )
        try:
            with psycopg.connect(address.conninfo(), connect_timeout=2) as connection:
                row = connection.execute(query).fetchone()
        except psycopg.OperationalError:
            return 0
        return row[0] if row else 0

    def is_well(self) -> bool:
        try:
            return all(
                httpx.get(f"{url}/_health", timeout=5).status_code == 200
                for url in (self.newsroom, self.public)
            )
        except httpx.HTTPError:
            return False


def _line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nhà của tòa soạn")


@pytest.fixture(scope="module")
def up(home: Path) -> Iterator[Installation]:
    ports = free_port(), free_port()
    env = environment(home, HOITU_PORT=str(ports[0]), HOITU_PUBLIC_PORT=str(ports[1]))
    newsroom, public = (f"http://127.0.0.1:{port}" for port in ports)
    log = home / "up.log"
    with running(["up"], env, log) as process:
        wait_for(f"{newsroom}/_health", process, log)
        wait_for(f"{public}/_health", process, log)
        yield Installation(psutil.Process(process.pid), newsroom, public, home)
        everything = psutil.Process(process.pid).children(recursive=True)
    left = [child for child in everything if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    assert left == [], "Ctrl-C must leave nothing behind"


def test_everything_runs_in_little_memory(up: Installation) -> None:
    assert _within(CONVERGED_SECONDS, lambda: len(up.children("--queues ")) == 2)
    everything = [up.process, *up.process.children(recursive=True)]
    used = sum(map(_memory, everything)) / 1e6
    assert used < 700, f"{used:.0f} MB"


@pytest.mark.parametrize("word", [" web ", " public ", "--queues publish", "pginstall18/bin/postgres"])
def test_what_is_killed_comes_back(up: Installation, word: str) -> None:
    assert _within(CONVERGED_SECONDS, up.is_well)
    before = up.children(word)
    for victim in before[-1:]:
        victim.send_signal(signal.SIGKILL)
    assert _within(CONVERGED_SECONDS, lambda: up.is_well() and bool(set(up.children(word)) - set(before)))


def test_workers_outlive_their_database(up: Installation) -> None:
    assert _within(CONVERGED_SECONDS, lambda: len(up.children("--queues ")) == 2)
    before = up.children("--queues ")
    for _time in range(3):
        for postmaster in up.children("pginstall18/bin/postgres"):
            postmaster.send_signal(signal.SIGKILL)
        assert _within(CONVERGED_SECONDS, lambda: up.workers_at_work() == 2)
    assert up.children("--queues ") == before


def test_a_second_start_on_the_same_ports_is_refused(up: Installation) -> None:
    port = up.newsroom.rpartition(":")[2]
    env = environment(up.home, HOITU_PORT=port, HOITU_PUBLIC_PORT=str(free_port()))
    log = up.home / "second.log"
    with running(["up"], env, log) as second:
        assert second.wait(30) == 1
    assert "HOITU_PORT" in log.read_text()
    assert up.is_well()


@pytest.fixture(scope="module")
def killed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.0, 3.0])  # while programs load their code, and afterwards
def test_nothing_survives_a_killed_supervisor(killed_home: Path, seconds: float) -> None:
    ports = free_port(), free_port()
    env = environment(killed_home, HOITU_PORT=str(ports[0]), HOITU_PUBLIC_PORT=str(ports[1]))
    log = killed_home / "up.log"
    with running(["up"], env, log) as process:
        wait_for(f"http://127.0.0.1:{ports[0]}/_health", process, log)
        time.sleep(seconds)
        everything = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        _within(CONVERGED_SECONDS, lambda: not _still_there(everything))
        assert [_line(one) for one in _still_there(everything)] == []


def _still_there(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def _memory(process: psutil.Process) -> int:
    """Return the bytes that a process has for itself; 0 for one that ended since it was listed."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0
