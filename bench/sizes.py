"""How large a run is asked for on the command line: `--quick`, a number, or nothing for the full size."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """The number of stories, and how the result's file and command are called."""

    count: int
    suffix: str
    words: str

    def result(self, name: str) -> str:
        """Return the name of the result's file: only a full run gives `NAME.json` itself."""
        return name + self.suffix

    def command(self, name: str) -> str:
        """Return the command that repeats this run."""
        return f"python -m bench.{name}{self.words}"

    @property
    def is_quick(self) -> bool:
        return self.suffix == "-quick"


def asked(*, full: int, quick: int) -> Size:
    """Return the size that the command line asks for. A full or larger one is the real result."""
    given = sys.argv[1:]
    if "--quick" in given:
        return Size(quick, "-quick", " --quick")
    count = int(given[0]) if given else full
    return Size(count, "" if count >= full else f"-{count}", f" {count}" if given else "")


def p95(values: list[float]) -> float:
    """Return the value that 95 of a hundred do not exceed."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]
