"""People at work over HTTP. Only what the newsroom answered counts: that it must never lose."""

import base64
import random
import re
import threading
import time
from dataclasses import asdict, dataclass, field
from typing import Any

import httpx
import pycrdt

PAUSE_AFTER_ERROR_SECONDS = 0.2


@dataclass
class Kept:
    """What the newsroom said about one story."""

    story_id: str
    headline: str
    words: list[str] = field(default_factory=list)  # each is in an acknowledged update
    moves: list[str] = field(default_factory=list)  # kinds or names of acknowledged steps, in order
    corrections: list[str] = field(default_factory=list)
    approved_words: list[str] = field(default_factory=list)  # stood in the text when it was last approved
    life: str = ""  # the last acknowledged one: "", approved, withdrawn


class Stopped(Exception):
    """The run is over."""


class Newsroom:
    """Where people sign in and what they have been told."""

    def __init__(self, url: str, people: dict[str, str], password: str) -> None:
        self.url, self.kept = url, list[Kept]()
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.actions = 0
        self.clients = {name: sign_in(url, email, password) for name, email in people.items()}

    def call(self, who: str, path: str, given: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """Ask until there is an answer; None when it was a refusal (a repeated step, say)."""
        cookies = self.clients[who]
        headers = {"X-CSRFToken": cookies["hoitu_csrf"], "Accept": "application/json"}
        while not self.stop.is_set():
            try:
                answer = httpx.request(
                    "GET" if given is None else "POST",
                    f"{self.url}/api/{path}",
                    json=given,
                    headers=headers,
                    cookies=cookies,
                    timeout=20,
                )
            except httpx.HTTPError:
                time.sleep(PAUSE_AFTER_ERROR_SECONDS)
                continue
            if answer.status_code >= 500:
                time.sleep(PAUSE_AFTER_ERROR_SECONDS)
                continue
            if answer.status_code < 300:
                with self.lock:
                    self.actions += given is not None
                return dict(answer.json())
            if answer.status_code in (401, 403) and given is None:
                raise AssertionError(f"{who} {path}: {answer.status_code} {answer.text[:300]}")
            return None
        raise Stopped

    def as_json(self) -> list[dict[str, Any]]:
        with self.lock:
            return [asdict(kept) for kept in self.kept]


def sign_in(url: str, email: str, password: str) -> dict[str, str]:
    transport = httpx.HTTPTransport(retries=5)
    with httpx.Client(base_url=url, follow_redirects=True, timeout=30, transport=transport) as client:
        page = client.get("/dang-nhap/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token
        fields = {"login": email, "password": password, "csrfmiddlewaretoken": token[1]}
        client.post("/dang-nhap/", data=fields, headers={"Referer": f"{url}/dang-nhap/"})
        cookies = dict(client.cookies)
    assert "hoitu_session" in cookies, page.text[:500]
    return cookies


class Hand(threading.Thread):
    """One story after another, from the first word to its end, whatever breaks meanwhile."""

    def __init__(self, room: Newsroom, number: int, stories: int = 10_000) -> None:
        super().__init__(name=f"hand {number}", daemon=True)
        self.room, self.number, self.stories = room, number, stories
        self.chance = random.Random(number)
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            for count in range(self.stories):
                self.one_story(count)
        except Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - the test shows it
            self.error = error

    def one_story(self, count: int) -> None:
        headline = f"Bài {self.number}-{count}"
        made = self.room.call("lan", "stories", {"headline": headline, "standfirst": "Tóm tắt."})
        if made is None:
            return
        kept = Kept(made["id"], headline)
        with self.room.lock:
            self.room.kept.append(kept)
        for _part in range(self.chance.randint(1, 4)):
            self.type(kept, "lan")
        self.name_it(kept)
        if not self.walk(
            kept, [("lan", "desk"), ("minh", "secretary"), ("thu", "final"), ("dung", "approved")]
        ):
            return
        end = self.chance.random()
        if end < 0.4:
            text = f"cải chính {headline}"
            given = {"false_content": "sai", "corrected_content": text, "apology": True}
            if self.room.call("thu", f"stories/{kept.story_id}/corrections", given) is not None:
                kept.corrections.append(text)
            self.type(kept, "thu")
            self.walk(kept, [("thu", "final"), ("dung", "approved")])
        elif end < 0.6:
            given = {"reason": "Xác minh lại"}
            if self.room.call("dung", f"stories/{kept.story_id}/withdrawal", given) is not None:
                kept.life = "withdrawn"

    def name_it(self, kept: Kept) -> None:
        """Give the story its section, without which nobody may send it on."""
        sections = httpx.Client(base_url=self.room.url, cookies=self.room.clients["lan"], timeout=20)
        with sections:
            while not self.room.stop.is_set():
                try:
                    found = sections.get("/api/sections").json()
                    answer = sections.patch(
                        f"/api/stories/{kept.story_id}",
                        json={"section_id": found[0]["id"]},
                        headers={"X-CSRFToken": self.room.clients["lan"]["hoitu_csrf"]},
                    )
                    if answer.status_code < 500:
                        return
                except (httpx.HTTPError, ValueError, KeyError):
                    pass
                time.sleep(PAUSE_AFTER_ERROR_SECONDS)
        raise Stopped

    def type(self, kept: Kept, who: str) -> None:
        """Add a paragraph as the editor does: sync, type, send until it is answered."""
        path = f"stories/{kept.story_id}/document"
        state = self.room.call(who, path, {"update": "", "state_vector": ""})
        if state is None:
            return
        doc: pycrdt.Doc[Any] = pycrdt.Doc()
        body = doc.get("body", type=pycrdt.XmlFragment)
        doc.apply_update(base64.b64decode(state["update"]))
        before = doc.get_state()
        word = f"tu{self.number}x{self.chance.getrandbits(40):x}"
        with doc.transaction():
            paragraph = body.children.append(pycrdt.XmlElement("paragraph"))
            paragraph.children.append(pycrdt.XmlText(f"Đoạn {word}."))
        update = base64.b64encode(doc.get_update(before)).decode()
        if self.room.call(who, path, {"update": update, "state_vector": ""}) is not None:
            kept.words.append(word)

    def walk(self, kept: Kept, steps: list[tuple[str, str]]) -> bool:
        return all(self.step(kept, who, stage) for who, stage in steps)

    def step(self, kept: Kept, who: str, stage: str) -> bool:
        """Take one step of the workflow; a lost answer is looked up, as a person would look at the page."""
        found = self.room.call(who, f"stories/{kept.story_id}")
        if found is None:
            return False
        way = next((way for way in found["moves"] if way["to_stage"] == stage), None)
        if way is None:
            return False
        moved = self.room.call(who, f"stories/{kept.story_id}/moves/{way['id']}", {"note": ""})
        if moved is None:  # taken although the answer got lost?
            looked = self.room.call(who, f"stories/{kept.story_id}")
            if looked is None or looked["stage"] != stage:
                return False
        kept.moves.append(str(way["name"]))
        if stage == "approved":
            kept.life, kept.approved_words = "approved", list(kept.words)
        return True
