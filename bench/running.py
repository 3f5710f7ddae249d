"""A whole installation started as people start it: `hoitu up` in a folder of its own, gone afterwards."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from bench.kept import home_with
from tests.processes.servers import environment, free_port, running

START_LIMIT_SECONDS = 900  # drawing the demonstration's pictures takes long on a busy machine
DEMONSTRATION = (
    "hoitu/workspace/demo/**/*",
    "hoitu/site/**/*.py",
    "hoitu/site/pages/**/*",
    "hoitu/site/assets/**/*",
)


@dataclass(frozen=True)
class Installation:
    """Where a running installation answers, and its supervisor."""

    home: Path
    newsroom: str
    readers: str
    supervisor: psutil.Process

    def processes(self) -> list[psutil.Process]:
        """Return the supervisor and everything that runs below it, PostgreSQL included."""
        return [self.supervisor, *self.supervisor.children(recursive=True)]


@contextmanager
def installation_up(home: Path, *, demo: bool = False) -> Iterator[Installation]:
    """Run `hoitu up` on the data folder inside the block, with the demonstration if asked."""
    home.mkdir(exist_ok=True)
    port, public_port = _ports(home)
    env = environment(home, HOITU_PORT=str(port), HOITU_PUBLIC_PORT=str(public_port))
    env |= {"HOITU_DEMO": "true"} if demo else {}
    log = home.parent / "up.log"
    with running(["up"], env, log) as process:
        newsroom, readers = f"http://localhost:{port}", f"http://localhost:{public_port}"
        _wait_for(f"{readers}/_health", process, log)
        _wait_for(f"{newsroom}/_health", process, log)
        yield Installation(home, newsroom, readers, psutil.Process(process.pid))


def _ports(home: Path) -> tuple[int, int]:
    """Return the ports of newsroom and readers' server: those of the first start, as sites know their own address."""
    kept = home / "bench-ports.json"
    if not kept.exists():
        kept.write_text(json.dumps([free_port(), free_port()]), encoding="utf-8")
    port, public_port = json.loads(kept.read_text(encoding="utf-8"))
    return port, public_port


@contextmanager
def demonstration_up() -> Iterator[Installation]:
    """Run the demonstration, all of it released; loading it is not measured here, so it is kept between runs."""
    with (
        home_with("bench.running", 1, made_from=DEMONSTRATION) as home,
        installation_up(home, demo=True) as up,
    ):
        yield up


def _fill(home: Path) -> None:
    with installation_up(home, demo=True) as up:
        from_now = time.monotonic()
        while not _is_quiet(up):
            if (
                time.monotonic() - from_now > START_LIMIT_SECONDS
                or up.supervisor.status() == psutil.STATUS_ZOMBIE
            ):
                sys.exit("the demonstration never came to rest")
            time.sleep(3)


def jobs_waiting() -> int:
    """Count the jobs that a worker does now or may take now; needs Django set up on the installation's database."""
    from django.db.models import Q
    from django.db.models.functions import Now
    from procrastinate.contrib.django.models import ProcrastinateJob

    open_jobs = ProcrastinateJob.objects.filter(status__in=["todo", "doing"])
    return open_jobs.filter(Q(scheduled_at=None) | Q(scheduled_at__lt=Now())).count()


def _is_quiet(up: Installation) -> bool:
    """Say whether the workers have nothing left to do."""
    count = "import django; django.setup(); from bench.running import jobs_waiting; print(jobs_waiting())"
    env = environment(up.home) | {"DJANGO_SETTINGS_MODULE": "hoitu.project.settings"}
    command = [sys.executable, "-W", "ignore", "-c", count]
    return subprocess.run(command, env=env, capture_output=True, text=True).stdout.strip() == "0"


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{url} does not answer:\n{log.read_text()[-4000:]}")


if __name__ == "__main__":
    _fill(Path(sys.argv[2]))
