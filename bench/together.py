"""Writers at work on shared documents, at our server and at Hocuspocus: the material of relay, durable and rooms."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pycrdt

from bench import corpus
from bench.kept import KEPT, ROOT
from bench.lines import HocuspocusLine, Line, OurLine
from hoitu.stories.document import crdt, yjs
from hoitu.stories.document.lib0 import Reader, number
from hoitu.stories.document.updates import clocks, covers
from tests.processes.servers import environment, free_port, running, wait_for

PEER = "Hocuspocus 4.7 with SQLite"
SOURCES = ROOT / "bench" / "peers" / "hocuspocus"
START_SECONDS = 30
# The first byte of a part of a Yjs update that holds letters: with a neighbour on the left, or on both sides.
LETTERS_AFTER, LETTERS_BETWEEN = 0x84, 0xC4


@dataclass(frozen=True)
class Side:
    """A server with documents in it: how to connect to one, which processes serve it, and what it has stored."""

    name: str
    line: Callable[[int, int], Line]  # document, person
    processes: Callable[[], list[psutil.Process]]
    stored: Callable[[int], bytes]  # document → its state


class Writer:
    """One person in one document: types at the end of the first paragraph, letter by letter."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()

    async def open(self) -> "Writer":
        yjs.apply(self.doc, await self.line.open())
        return self

    def prepared(self, count: int) -> list[bytes]:
        """Return so many keystrokes as updates, typed one after the other."""
        body = self.doc.get(yjs.BODY, type=pycrdt.XmlFragment)
        first = next(iter(body.children))
        text = next(iter(first.children))
        updates = []
        for position in range(count):
            before = self.doc.get_state()
            text += "viết cùng nhau, không mất chữ nào. "[position % 35]
            updates.append(self.doc.get_update(before))
        return updates


class Clockwork:
    """Notes when each keystroke left, and how long until each other person in its document had it."""

    def __init__(self) -> None:
        self.left: dict[tuple[int, int], float] = {}
        self.took: list[float] = []

    def leaves(self, update: bytes) -> None:
        self.left |= dict.fromkeys(_keystrokes(update), time.perf_counter())

    def listen(self, writer: Writer) -> None:
        """Let what others typed count as arrived here; the peer sends one's own letters back as well."""
        own = writer.doc.client_id

        def arrived(update: bytes) -> None:
            now = time.perf_counter()
            self.took += [now - self.left[key] for key in _keystrokes(update) if key[0] != own]

        writer.line.heard = arrived


def _keystrokes(update: bytes) -> Iterator[tuple[int, int]]:
    """Yield client and clock of each letter in an update; the peer joins what came in the same moment."""
    reader = Reader(update)
    for _writer in range(reader.number()):
        parts, client, clock = reader.number(), reader.number(), reader.number()
        for _part in range(parts):
            info, reader.at = reader.data[reader.at], reader.at + 1
            assert info in (LETTERS_AFTER, LETTERS_BETWEEN), f"no letters: {info:x}"
            for _neighbour in range(2 if info == LETTERS_BETWEEN else 1):
                reader.number(), reader.number()
            for _letter in reader.sized().decode():
                yield client, clock
                clock += 1


async def opened(side: Side, documents: Iterable[int], people: int) -> list[list[Writer]]:
    """Return the writers of each of these documents, all connected."""
    return [
        [await Writer(side.line(document, document * people + person)).open() for person in range(people)]
        for document in documents
    ]


async def all_gone(writers: list[list[Writer]]) -> None:
    for writer in (one for each in writers for one in each):
        await writer.line.close()


async def stored_all(side: Side, writers: list[list[Writer]], seconds: float = 120) -> None:
    """Wait until the store of each document holds everything that its writers typed."""
    until = time.monotonic() + seconds
    for document, each in enumerate(writers):
        while not all(covers(crdt.state_vector_of(side.stored(document)), _own(writer)) for writer in each):
            assert time.monotonic() < until, f"{side.name} has not stored document {document}"
            await asyncio.sleep(0.02)


def _own(writer: Writer) -> bytes:
    """Return the state vector of this writer's own letters alone."""
    client = writer.doc.client_id
    return number(1) + number(client) + number(clocks(writer.doc.get_state()).get(client, 0))


@contextmanager
def ours(home: Path, *, documents: int, people: int, words: int = 200, crowd: int = 50) -> Iterator[Side]:
    """Serve stories of so many words with the newsroom's web process; `crowd` people are at work in them."""
    from django.conf import settings
    from django.test import Client

    from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
    from hoitu.stories.models import Story
    from hoitu.stories.operations.create import create_story
    from hoitu.stories.words import document_of

    agency = make_agency("Báo Viết Cùng")
    persons = [make_person(agency, "director") for _ in range(min(crowd, documents * people))]
    first = actor_of(persons[0])
    stories = [
        create_story(actor=first, headline=f"Tin thứ {place}", body=_body(words, place))
        for place in range(documents)
    ]
    name = settings.SESSION_COOKIE_NAME
    cookies = []
    for person in persons:
        client = signed_in(person, Client(headers={"host": "localhost"}))
        client.get("/")
        cookies.append(f"{name}={client.cookies[name].value}")
    port = free_port()
    address = f"http://localhost:{port}"
    with running(["web"], environment(home, HOITU_PORT=str(port)), home / "web.log") as process:
        wait_for(f"{address}/_health", process, home / "web.log")
        web = psutil.Process(process.pid)
        row = Story.objects.unscoped(why="bench")
        yield Side(
            "Hội Tụ",
            lambda document, person: OurLine(address, stories[document], cookies[person % len(cookies)]),
            lambda: [web, *web.children(recursive=True), *_postgres(home)],
            lambda document: _apart(lambda: document_of(row.get(pk=stories[document]))),
        )


@contextmanager
def hocuspocus(folder: Path, *, documents: int, debounce_ms: int = 2000, words: int = 200) -> Iterator[Side]:
    """Serve the same documents with Hocuspocus and its SQLite extension; 2000 ms is what it does unasked."""
    sources, node = installed(), node_path()
    port, database = free_port(), folder / f"hocuspocus-{debounce_ms}-{words}.sqlite"
    command = [node, str(sources / "server.mjs"), str(port), str(database), str(debounce_ms)]
    with (folder / "hocuspocus.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address)
        asyncio.run(_fill(address, documents, words))
        server = psutil.Process(process.pid)
        yield Side(
            PEER,
            lambda document, _person: HocuspocusLine(address, f"story-{document}"),
            lambda: [server, *server.children(recursive=True)],
            lambda document: _row(database, f"story-{document}"),
        )
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # the Node among our packages has a starter before it
        process.wait()


def installed() -> Path:
    """Return the folder of the peer with its packages, installed as locked; kept between runs."""
    node = node_path()
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    folder = KEPT / f"hocuspocus-4.7.0-{version}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(SOURCES, folder)
        env = {**os.environ, "PATH": f"{Path(node).parent}:{os.environ['PATH']}"}
        headers = Path(subprocess.check_output([node, "-p", "process.execPath"], text=True)).parents[1]
        if (headers / "include" / "node" / "node_api.h").exists():
            env["npm_config_nodedir"] = str(headers)  # SQLite is compiled where no built one can be fetched
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, env=env, check=True)
        (folder / "ready").touch()
    shutil.copy(SOURCES / "server.mjs", folder)
    return folder


def node_path() -> str:
    """Return a Node of version 22 or newer: the machine's, else the one among our packages."""
    own = str(Path(sys.executable).with_name("node"))
    found = shutil.which("node")
    if found:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        if int(said.strip("v\n").partition(".")[0]) >= 22:
            return found
    return own


async def _fill(address: str, documents: int, words: int) -> None:
    for place in range(documents):
        line = HocuspocusLine(address, f"story-{place}")
        await line.open()
        await line.send(crdt.document_from_tree(_body(words, place), f"Tin thứ {place}"))
        await asyncio.sleep(0.05)
        await line.close()


def _body(words: int, seed: int) -> Any:
    """Return running text of so many words in paragraphs of the corpus."""
    from hoitu.stories.testing import paragraphs

    found: list[str] = []
    for made in corpus.stories(words):
        for text in made.paragraphs:
            found.append(text)
            if sum(len(each.split()) for each in found) >= words:
                return paragraphs(f"Đoạn mở đầu {seed}.", *found)
    raise AssertionError("the corpus is too small")


def _postgres(home: Path) -> list[psutil.Process]:
    pid = int(next(home.rglob("postmaster.pid")).read_text().split()[0])
    server = psutil.Process(pid)
    return [server, *server.children(recursive=True)]


def _apart(work: Callable[[], bytes]) -> bytes:
    """Do work on the database beside the loop that plays the writers; Django refuses it there."""
    from django.db import connections

    def alone() -> bytes:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(alone).result()


def _row(database: Path, name: str) -> bytes:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        row = connection.execute("SELECT data FROM documents WHERE name = ?", [name]).fetchone()
    return bytes(row[0]) if row else b"\x00\x00"


def _wait(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            httpx.get(address)
            return
        time.sleep(0.1)
    raise AssertionError("Hocuspocus does not answer")
