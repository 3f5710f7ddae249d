"""Memory of everything that `make run` starts, idle. `python -m bench.memory [--quick]`

Counted is the proportional set size (PSS): what processes share is counted once.
"""

import re
import time
from collections import Counter

import psutil

from bench.record import Aim, Row, write
from bench.running import Installation, demonstration_up
from bench.sizes import Size, asked

SETTLE_SECONDS = 45


def main(size: Size) -> None:
    """Start everything with the demonstration, open a page of each server, wait, add up."""
    with demonstration_up() as running:
        time.sleep(5 if size.is_quick else SETTLE_SECONDS)
        by_program, count = _pss(running)
    for program, bytes_ in by_program.most_common():
        print(f"  {bytes_ / 1e6:6.0f} MB  {program}")
    rows = [
        Row("everything that make run starts, idle, PSS", _mb(by_program.total()), "MB", aim=Aim("<=", 700)),
        Row("processes", count, "processes"),
        *(Row(f"of it {program}", _mb(part), "MB") for program, part in by_program.most_common()),
    ]
    write(size.result("memory"), rows, command=size.command("memory"))


def _pss(running: Installation) -> tuple[Counter[str], int]:
    sums: Counter[str] = Counter()
    processes = running.processes()
    for process in processes:
        try:
            sums[_program(process)] += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return sums, len(processes)


def _program(process: psutil.Process) -> str:
    """Return which part of the installation a process is: the nearest command of `hoitu` above it says."""
    while True:
        line = " ".join(process.cmdline())
        if "postgres" in line.partition(" ")[0] or line.startswith("postgres:"):
            return "PostgreSQL"
        found = re.search(r"hoitu\.project\.cli (up|web|public|worker --queues \w+)", line)
        above = process.parent()
        if found or above is None:
            return found[1].replace("worker --queues", "worker of") if found else line[:40]
        process = above


def _mb(bytes_: float) -> float:
    return round(bytes_ / 1e6, 1)


if __name__ == "__main__":
    main(asked(full=1, quick=1))
