"""Run a program that reads a stranger's file: last in line for the processor, with a ceiling, never an orphan.

`run` starts this very file as a small program: it takes the limits upon itself and then becomes the other program, so
that nothing is done between fork and exec of a process with threads.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

MEMORY_LIMIT_BYTES = 4 * 1024**3
NICENESS = 10
_PR_SET_PDEATHSIG = 1
_LAST_WORDS = 4_000


class ChildFailed(Exception):
    """Raised when the program said no, was killed or took too long. The text is the end of what it wrote."""


class ChildTookTooLong(ChildFailed):
    """Raised when the program was ended at its time limit."""


def run(command: Sequence[str], *, seconds: float, cwd: Path | None = None) -> tuple[bytes, str]:
    """Return what the program wrote to its output and to its error stream. Raises `ChildFailed`.

    It may use `MEMORY_LIMIT_BYTES` of address space and `seconds` of the clock; it dies with its caller.
    """
    limits = [os.getpid(), MEMORY_LIMIT_BYTES, NICENESS]
    started = [sys.executable, "-I", "-S", str(Path(__file__)), *map(str, limits)]
    try:
        done = subprocess.run(
            [*started, *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            cwd=cwd,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ChildTookTooLong(f"ended after {seconds:.0f} s") from error
    words = done.stderr.decode(errors="replace")
    if done.returncode != 0:
        raise ChildFailed(f"exit {done.returncode}: {words[-_LAST_WORDS:]}")
    return done.stdout, words


def _become(caller: int, memory_bytes: int, niceness: int, command: list[str]) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != caller:  # it died before the line above
        sys.exit(1)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(niceness)
    os.execv(command[0], command)  # noqa: S606 - see `run`


if __name__ == "__main__":
    _become(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
