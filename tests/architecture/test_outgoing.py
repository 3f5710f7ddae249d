"""Every room that can ask an outside machine says whom it was told to ask: `project/subscriptions.py` `OUTGOING`."""

import ast
from pathlib import Path

from hoitu.kernel.outgoing import listers

ROOT = Path(__file__).resolve().parents[2] / "hoitu"
# What opens a connection to an address that somebody set: our guarded client, letters, other clients.
ASKING = {
    "hoitu.kernel.http",
    "httpx",
    "requests",
    "urllib.request",
    "smtplib",
    "http.client",
    "ftplib",
    "socket",
}
# Rooms whose use of these asks nobody outside, and why.
ASK_NOBODY = {"project": "looks whether its own ports and servers answer"}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
    return names


def asking_rooms() -> set[str]:
    found = set()
    for path in ROOT.glob("*/**/*.py"):
        room, inner = path.relative_to(ROOT).parts[0], path.relative_to(ROOT).parts
        if "tests" in inner or "migrations" in inner or path.name == "testing.py":
            continue
        if ASKING & imported(path):
            found.add(room)
    return found


def test_every_room_that_asks_says_whom() -> None:
    said = {path.split(".")[1] for path in listers()}
    assert asking_rooms() - said - ASK_NOBODY.keys() == set()


def test_the_search_finds_the_rooms_that_ask() -> None:
    assert {"channels", "imports", "kernel", "accounts"} <= asking_rooms()
