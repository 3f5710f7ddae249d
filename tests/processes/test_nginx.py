"""deploy/nginx serves the baked site as `hoitu public` does: withdrawn pages at once, corrections within a second."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from hoitu.site import files
from tests.processes.nginx import nginx, readers
from tests.processes.servers import environment, free_port, running, wait_for

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="Debian package nginx-light is missing")

GENERATION = Path("public") / "sites" / "bao-tinh" / "gen-1"
PATH = "/thoi-su/lu-tren-song-ma.html"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("nginx")
    folder = home / GENERATION
    for path in ("/", "/thoi-su/", "/thoi-su/gio-am.html"):
        files.write_now(folder, path, b"<h1>Trang</h1>")
    files.write_now(folder, "/404.html", "<h1>Không có</h1>".encode())
    (folder / "_redirects.json").write_text(json.dumps({"/?p=12": PATH, "/cu/": PATH}))
    (folder.parent / "current").symlink_to("gen-1")
    (home / "public" / "sites.json").write_text(
        json.dumps({"sites": [{"host": "", "prefix": "/", "slug": "bao-tinh"}]})
    )
    return home


@pytest.fixture(scope="module")
def reader(home: Path) -> Iterator[httpx.Client]:
    port, public_port = free_port(), free_port()
    env = environment(
        home, HOITU_PUBLIC_PORT=str(public_port), DATABASE_URL="postgresql://nobody@127.0.0.1:1/no"
    )
    log = home / "public.log"
    with ExitStack() as stack:
        process = stack.enter_context(running(["public"], env, log))
        wait_for(f"http://127.0.0.1:{public_port}/_health", process, log)
        stack.enter_context(nginx(home / "nginx", readers(home, "bao-tinh", port, public_port)))
        wait_for(f"http://127.0.0.1:{port}/", process, home / "nginx" / "error.log")
        yield stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{port}"))


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_withdrawn_page_is_gone_at_once_whatever_nginx_keeps_open(
    home: Path, reader: httpx.Client, encoding: str
) -> None:
    folder = home / GENERATION
    asked = {"accept-encoding": encoding}
    for number in range(5):
        path = f"/thoi-su/{encoding}-{number}.html"
        files.write_now(folder, path, b"<h1>Song</h1>")
        answers = [reader.get(path, headers=asked) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200] * 3
        files.write_now(folder, path, b"<h1>Da go</h1>", is_gone=True)
        gone = reader.get(path, headers=asked)
        assert (gone.status_code, gone.text) == (410, "<h1>Da go</h1>")
        assert "content-security-policy" in gone.headers


def test_a_withdrawn_front_is_gone_too(home: Path, reader: httpx.Client) -> None:
    assert reader.get("/thoi-su/").status_code == 200
    files.write_now(home / GENERATION, "/thoi-su/", b"<h1>Da go</h1>", is_gone=True)
    try:
        assert reader.get("/thoi-su/").status_code == 410
    finally:
        files.write_now(home / GENERATION, "/thoi-su/", b"<h1>Trang</h1>")


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_correction_is_seen_within_a_second(home: Path, reader: httpx.Client, encoding: str) -> None:
    def words() -> str:
        return reader.get(PATH, headers={"accept-encoding": encoding}).text

    files.write_now(home / GENERATION, PATH, b"<h1>Sai</h1>")
    assert words() == "<h1>Sai</h1>" or time.sleep(1.1) or words() == "<h1>Sai</h1>"
    files.write_now(home / GENERATION, PATH, b"<h1>Dung</h1>")
    started = time.monotonic()
    while words() != "<h1>Dung</h1>":
        assert time.monotonic() - started < 2.5
        time.sleep(0.05)


def test_pages_are_small_and_safe(reader: httpx.Client) -> None:
    page = reader.get("/thoi-su/gio-am.html", headers={"accept-encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert page.headers["vary"].lower() == "accept-encoding"
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert reader.get("/thoi-su").headers["location"] == "/thoi-su/"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/?p=12", 301),
        ("GET", "/cu/", 301),
        ("GET", "/khong-co/", 404),
        ("GET", "/_redirects.json", 404),
        ("GET", "/thoi-su/gio-am.html.gone", 404),
        ("GET", "/.git/config", 404),
        ("POST", "/thoi-su/gio-am.html", 405),
        ("POST", "/khong-co/", 405),
        ("HEAD", "/thoi-su/gio-am.html", 200),
    ],
)
def test_other_answers(reader: httpx.Client, method: str, path: str, status: int) -> None:
    assert reader.request(method, path).status_code == status


def test_openings_are_logged_without_the_readers_address(home: Path, reader: httpx.Client) -> None:
    reader.get(
        "/thoi-su/gio-am.html?utm=1", headers={"user-agent": 'Trinh "duyet"', "x-forwarded-for": "9.9.9.9"}
    )
    log = home / "public-log" / "nginx.jsonl"
    until = time.monotonic() + 5
    while "duyet" not in (text := log.read_text()):
        assert time.monotonic() < until, text
        time.sleep(0.1)
    line = next(json.loads(row) for row in text.splitlines() if "duyet" in row)
    assert (line["path"], line["status"], line["visitor"]) == ("/thoi-su/gio-am.html", 200, "")
    assert "9.9.9.9" not in text
