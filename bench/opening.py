"""How long a story of 20,000 words and 200,000 edits takes to open. `python -m bench.opening [--quick]`

Five people type it letter by letter, with mistakes taken back; the rows are stored and merged as the product does,
the newest still wait. Measured are the server (socket: HELLO to WELCOME) and the browser (address to text that takes
a key), the latter with an empty browser and with one that has the story from before. Peer: the same bytes through a
bare HTTP server into `Y.applyUpdate` in Node: what no editor on Yjs can be faster than.
"""

import asyncio
import itertools
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pycrdt

from bench import corpus
from bench.installation import copy_in, set_up
from bench.kept import ROOT, home_with
from bench.record import Aim, Row, write
from bench.running import Installation, installation_up
from bench.sizes import Size, asked

EDITS, EDITS_PER_WORD = 200_000, 10
WRITERS, WORDS_AT_ONCE, PARAGRAPH_WORDS = 5, 12, 80
MERGED_AT_ONCE, WAITING = 500, 200
ROUNDS = 7
LIMIT_S = 1.0
EMAIL, PASSWORD = "lan@do-kiem.example", "Hội Tụ 2026 đo kiểm"
NODE = """
import * as Y from "yjs";
const begun = performance.now();
const bytes = new Uint8Array(await (await fetch(process.argv[1])).arrayBuffer());
const doc = new Y.Doc();
Y.applyUpdate(doc, bytes);
if (!doc.getXmlFragment("body").length) throw new Error("empty");
console.log(performance.now() - begun);
"""
READY = """document.addEventListener("story-editor:ready", () =>
    requestAnimationFrame(() => setTimeout(() => (window.readyAt = performance.now()))))"""


def main(size: Size) -> None:
    """Make the story (kept between runs), open it again and again, write the result."""
    rounds = 2 if size.is_quick else ROUNDS
    with home_with("bench.opening", size.count) as home:
        story_id, state = (home / "story").read_text().strip(), (home / "state").read_bytes()
        with installation_up(home) as up:
            cookies = _cookies(up)
            server = [asyncio.run(_welcome(up, story_id, cookies)) for _ in range(rounds)]
            first, again = _browser(up, story_id, cookies, rounds)
        peer = _node(home, rounds)
    words = size.count // EDITS_PER_WORD
    what = f"a story of {words:,} words and {size.count:,} edits ({len(state) / 1e6:.1f} MB)"
    bare = "bare transfer and Y.applyUpdate in Node"
    rows = [
        Row(f"{what}: browser, address to editable text", first, "s", bare, peer, aim=Aim("<=", LIMIT_S)),
        Row(f"{what}: the same where the browser has it from before", again, "s", bare, peer),
        Row(f"{what}: server, HELLO to WELCOME", _median(server), "s", bare, peer, aim=Aim("<=", LIMIT_S)),
        Row(f"{what}: slowest of {rounds} at the server", round(max(server), 3), "s"),
    ]
    write(size.result("opening"), rows, command=size.command("opening"))


async def _welcome(up: Installation, story_id: str, cookies: dict[str, str]) -> float:
    from tests.processes.editors import SocketEditor

    editor = SocketEditor(up.newsroom, story_id, cookies)
    begun = time.perf_counter()
    await editor.open()
    taken = time.perf_counter() - begun
    assert editor.code is None, editor.code
    await editor.close()
    return taken


def _browser(up: Installation, story_id: str, cookies: dict[str, str], rounds: int) -> tuple[float, float]:
    """Return the median seconds until the text can be edited: a new browser, and one that has been here."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "bench opening needs Chromium: apt-get install chromium"
    first, again = [], []
    jar: Any = [{"name": name, "value": value, "url": up.newsroom} for name, value in cookies.items()]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(rounds):
            context = browser.new_context(locale="vi-VN")
            context.add_cookies(jar)
            context.add_init_script(READY)
            page = context.new_page()
            page.set_default_timeout(120_000)
            for taken in (first, again):
                page.goto(f"{up.newsroom}/tin-bai/{story_id}/")
                while not page.evaluate("window.readyAt && window.storyEditor?.state.kind === 'saved'"):
                    page.wait_for_timeout(50)
                assert page.locator(".ProseMirror[contenteditable=true]").count() == 1
                taken.append(page.evaluate("window.readyAt") / 1000)
                page.wait_for_timeout(2500)  # the browser's own copy is written
            context.close()
        browser.close()
    return _median(first), _median(again)


def _node(folder: Path, rounds: int) -> float:
    """Return the median seconds in which Node has the same bytes as a document."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/state"
        command = ["node", "--input-type=module", "-e", NODE, url]
        taken = [
            float(
                subprocess.run(
                    command, cwd=ROOT / "frontend", check=True, capture_output=True, text=True
                ).stdout
            )
            for _ in range(rounds)
        ]
        server.shutdown()
    return round(statistics.median(taken) / 1000, 3)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def _cookies(up: Installation) -> dict[str, str]:
    from tests.faults.people import sign_in

    return sign_in(up.newsroom, EMAIL, PASSWORD)


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def typed(start: bytes, edits: int, chance: random.Random) -> Iterator[tuple[int, bytes]]:
    """Yield writer and update of every keystroke; writers see each other's words after each few words."""
    docs = [pycrdt.Doc(client_id=1000 + number) for number in range(WRITERS)]
    heard: list[bytes] = []
    for doc in docs:
        doc.apply_update(start)
        doc.observe(lambda event: heard.append(event.update))
    words = list(itertools.islice(_words(), edits // EDITS_PER_WORD))
    mistakes = (edits - sum(len(word) + 1 for word in words)) // (2 * len(words)) + 1
    count = 0
    while words and count < edits:
        number = chance.randrange(WRITERS)
        heard.clear()
        _type(docs[number], [words.pop() for _ in range(min(WORDS_AT_ONCE, len(words)))], mistakes, chance)
        burst = heard[: edits - count]
        count += len(burst)
        yield from ((number, update) for update in burst)
        for other in docs:
            if other is not docs[number]:
                with other.transaction():
                    for update in burst:
                        other.apply_update(update)


def _type(doc: "pycrdt.Doc[Any]", words: list[str], mistakes: int, chance: random.Random) -> None:
    body = doc.get("body", type=pycrdt.XmlFragment)
    count = len(body.children)
    text = body.children[chance.randrange(count)].children
    paragraph = text[0] if len(text) else None
    if paragraph is None or len(paragraph) > PARAGRAPH_WORDS * 6:
        element = body.children.insert(chance.randint(0, count), pycrdt.XmlElement("paragraph"))
        paragraph = element.children.append(pycrdt.XmlText())
    shown = "".join(run for run, _ in paragraph.diff())
    at = len(shown[: chance.choice([len(shown), shown.rfind(" ", 0, len(shown) // 2) + 1])].encode())
    for word in words:
        for _ in range(mistakes):
            paragraph.insert(at, "x")
            del paragraph[at : at + 1]
        for letter in word + " ":
            paragraph.insert(at, letter)
            at += len(letter.encode())


def _words() -> Iterator[str]:
    for made in corpus.stories(10_000):
        for paragraph in made.paragraphs:
            yield from paragraph.split()


def _fill(edits: int, home: Path) -> None:
    """Make an installation with the story in it; its merged state lies beside as the peer's file."""
    home.mkdir(parents=True)
    with set_up(home, is_new=True):
        from hoitu.accounts.models import Person, Role
        from hoitu.accounts.testing import actor_of, make_agency, make_person
        from hoitu.kernel import clock
        from hoitu.stories.api import create_story
        from hoitu.stories.document import crdt
        from hoitu.stories.models import DocumentState, DocumentUpdate

        agency = make_agency("Báo Đo kiểm")
        Role.objects.for_agency(agency.id).update(mfa_required=False)
        lan = make_person(agency, "reporter", name="Lan", password=PASSWORD)
        Person.objects.filter(pk=lan.pk).update(email=EMAIL)
        story_id = create_story(actor=actor_of(lan), headline="Bài rất dài")
        row = DocumentState.objects.for_agency(agency.id).get(story_id=story_id)
        updates = [update for _, update in typed(bytes(row.state), edits, random.Random(7))]
        state = bytes(row.state)
        merged, waiting = updates[:-WAITING], updates[-WAITING:]
        for at in range(0, len(merged), MERGED_AT_ONCE):
            state = crdt.apply_updates(state, merged[at : at + MERGED_AT_ONCE]).snapshot
        now = clock.now()
        rows = [
            DocumentUpdate(
                story_id=story_id,
                update=update,
                person_id=lan.pk,
                received_at=now,
                is_waiting=at >= len(merged),
            )
            for at, update in enumerate(updates)
        ]
        copy_in(DocumentUpdate, rows)
        row.state = state
        row.save()
        whole = crdt.apply_updates(state, waiting)
        (home / "state").write_bytes(whole.snapshot)
        (home / "story").write_text(str(story_id))
        print(f"{len(updates)} updates, {len(whole.snapshot)} bytes", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _fill(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        main(asked(full=EDITS, quick=EDITS // 10))
