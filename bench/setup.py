"""`make run` on a fresh clone, with cold registry caches, until both addresses answer; and the next start.

`python -m bench.setup [--quick]`: quick uses the machine's own caches.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from bench.kept import ROOT
from bench.record import Aim, Row, write
from bench.sizes import Size, asked
from tests.processes.servers import free_port

LIMIT_SECONDS = 1200
CACHES = ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache", "XDG_CACHE_HOME")


def main(size: Size) -> None:
    """Clone into a folder with a space in its name, start twice, write the result."""
    with tempfile.TemporaryDirectory(prefix="hoitu bench ", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "hội tụ"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HOITU_", "VIRTUAL_ENV"))
        }
        env |= {"HOITU_PORT": str(free_port()), "HOITU_PUBLIC_PORT": str(free_port())}
        if not size.is_quick:
            env |= {name: f"{folder}/cache-{name}" for name in CACHES}
        first = _start(clone, env)
        again = _start(clone, env)
    rows = [
        Row(
            "make run on a fresh clone until both addresses answer", round(first, 1), "s", aim=Aim("<=", 180)
        ),
        Row("make run again until both addresses answer", round(again, 1), "s", aim=Aim("<=", 5)),
    ]
    write(size.result("setup"), rows, command=size.command("setup"))


def _start(clone: Path, env: dict[str, str]) -> float:
    started = time.monotonic()
    with (clone / "bench.log").open("ab") as log:
        process = subprocess.Popen(
            ["make", "run"], cwd=clone, env=env, stdout=log, stderr=log, start_new_session=True
        )
    try:
        waiting = {env["HOITU_PORT"], env["HOITU_PUBLIC_PORT"]}
        while waiting:
            if process.poll() is not None or time.monotonic() - started > LIMIT_SECONDS:
                sys.exit((clone / "bench.log").read_text(encoding="utf-8")[-3000:])
            waiting -= {port for port in waiting if _answers(port)}
            time.sleep(0.05)
        return time.monotonic() - started
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(60)


def _answers(port: str) -> bool:
    try:
        return httpx.get(f"http://localhost:{port}/", timeout=5, follow_redirects=True).status_code == 200
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    main(asked(full=1, quick=1))
