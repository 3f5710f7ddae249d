"""One real run, worked in with words that must stay inside: no open page of others, no log file gets them."""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.architecture.layers import ROOT
from tests.processes.servers import environment, free_port, running, wait_for
from tests.security.canaries import found_in, text_of, word

pytestmark = pytest.mark.timeout(600)
TOPICS = "stories,releases,notifications,duties,tasks,strategy"
SETTLE_SECONDS = 3  # live messages arrive within a moment, jobs within seconds


@dataclass(frozen=True)
class Run:
    """A running installation: its address, its folder, who works in it."""

    url: str
    home: Path
    people: dict[str, str]
    password: str

    def browser(self, who: str) -> httpx.Client:
        """Return a browser in which somebody has signed in."""
        client = httpx.Client(base_url=self.url, follow_redirects=True, timeout=30)
        answer = post(client, "/dang-nhap/", login=self.people[who], password=self.password)
        assert answer.status_code == 200
        assert client.get("/thong-bao/").url.path == "/thong-bao/"
        return client


def post(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
    return client.post(path, data=fields, headers=token(client))


def token(client: httpx.Client) -> dict[str, str]:
    """Return the headers of somebody who posts from a page of ours; the sign-in page leads who is in to the start."""
    page = client.get("/dang-nhap/")
    found = re.search(r'csrfmiddlewaretoken" value="([^"]+)"|X-CSRFToken": "([^"]+)"', page.text)
    assert found, page.url
    return {"X-CSRFToken": found[1] or found[2], "Referer": str(page.url)}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    home, ports = tmp_path_factory.mktemp("home"), (free_port(), free_port())
    url, public_url = (f"http://localhost:{port}" for port in ports)
    env = environment(home, HOITU_PORT=str(ports[0]), HOITU_PUBLIC_PORT=str(ports[1]))
    log = home / "up.log"
    with running(["up"], env, log) as process:
        wait_for(f"{url}/_health", process, log)
        seed = [sys.executable, "-W", "ignore", str(ROOT / "tests" / "journeys" / "seed.py"), public_url]
        made = json.loads(subprocess.run(seed, env=env, capture_output=True, timeout=180, check=True).stdout)
        yield Run(url, home, made["people"], made["password"])


@dataclass
class Ear:
    """An open page of somebody: the data of every live message that it got."""

    heard: list[str] = field(default_factory=list)


@contextmanager
def listening(client: httpx.Client) -> Iterator[Ear]:
    """Listen to every topic until the block ends; the browser is closed then."""
    ear, is_open, is_over = Ear(), threading.Event(), threading.Event()

    def listen() -> None:
        with client.stream("GET", f"/song/?topics={TOPICS}", timeout=60) as stream:
            for line in stream.iter_lines():
                is_open.set()
                if line.startswith("data:"):
                    ear.heard.append(line)
                if is_over.is_set():  # the server says something every 15 seconds
                    return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    assert is_open.wait(20)
    time.sleep(1)  # the process has begun to listen to the database
    yield ear
    time.sleep(SETTLE_SECONDS)
    is_over.set()
    thread.join(30)
    client.close()


def work(run: Run, lan: httpx.Client, dung: httpx.Client) -> None:
    """Do what newsrooms do, right and wrong, with a private word in every field."""
    headers = token(lan)
    made = lan.post("/api/stories", json={"headline": word("draft headline")}, headers=headers)
    assert made.status_code in (200, 201), made.text
    story = made.json()["id"]
    lan.put(f"/api/stories/{story}/body", json={"standfirst": word("draft body")}, headers=headers)
    lan.post("/api/stories", content=f'{{"headline": "{word("draft headline")}', headers=headers)
    assert post(lan, f"/tin-bai/{story}/nguon/", text=word("source")).status_code == 200
    post(lan, f"/tin-bai/{story}/luu-phien-ban/", note=word("working note"))
    post(
        lan,
        f"/tin-bai/{story}/phong-van/",
        **{"r-interviewee": word("interviewee"), "r-contact": word("contact")},
    )
    lan.get("/tim/", params={"q": word("draft headline")})
    lan.get(
        "/tin-bai/khong-co/", params={"q": word("draft headline")}
    )  # logged as not found, without its query
    complaint = {
        "kind": "citizen",
        "via": "post",
        "title": word("refusal reason"),
        "complainant": word("person name"),
    }
    for received_at in ("2026-01-05T08:00", word("person name")):
        post(dung, "/khieu-nai/nhap/", **complaint, received_at=received_at)
    post(dung, "/cach-xem/", name=word("saved view"))
    with httpx.Client(base_url=run.url, follow_redirects=True) as stranger:
        post(
            stranger,
            "/dang-nhap/",
            login=f"{word('mail address')}@toasoan.example",
            password=word("api token"),
        )
        stranger.get("/api/me", headers={"Authorization": f"Bearer hoitu_{word('api token')}"})


def test_neither_open_pages_of_others_nor_log_files_get_a_private_word(run: Run) -> None:
    lan, dung = run.browser("lan"), run.browser("dung")
    with (
        closing(lan),
        closing(dung),
        listening(run.browser("yen")) as above,
        listening(run.browser("lan")) as own,
    ):
        work(run, lan, dung)
    assert own.heard  # the newsroom's own pages were told that something moved
    assert [line for line in own.heard if found_in(line)] == []
    assert [line for line in above.heard if found_in(line)] == []
    stories = [line for line in above.heard if '"stories"' in line]
    assert stories == []  # the department is told of nothing in the newsroom at all
    logs = [path for path in run.home.rglob("*.log*") if "postgres" not in path.parts]
    logs += [path for path in (run.home / "public-log").rglob("*") if path.is_file()]
    assert {path.name for path in logs} >= {"up.log"}
    words = {str(path.relative_to(run.home)): text_of(path.read_bytes(), name=path.name) for path in logs}
    assert any("WARNING" in text for text in words.values())  # refusals were written down
    assert {name: kinds for name, text in words.items() if (kinds := found_in(text))} == {}
