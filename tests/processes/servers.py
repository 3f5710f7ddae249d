"""Starting the real processes in tests, and making sure that none stays behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.architecture.layers import ROOT

START_LIMIT_SECONDS = 240  # machines that test several things at once are slow


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process whose data folder is `home`; nothing of the developer's reaches it."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("HOITU_", "DATABASE_"))
    }
    return clean | {"HOITU_HOME": str(home), "HOITU_CONFIG": os.devnull, "PYTHONPATH": str(ROOT)} | more


@contextmanager
def running(words: list[str], env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run `hoitu WORDS` in a group of its own; the whole group is gone after the block."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "hoitu.project.cli", *words],
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until `url` answers 200; a process that ended before fails with its last lines."""
    until = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < until:
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"{url} does not answer:\n{log.read_text()[-4000:]}")
