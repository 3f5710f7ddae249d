"""The readers' server, as its own process, with neither newsroom nor database."""

import gzip
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import brotli
import httpx
import pytest

from hoitu.evidence import signing as evidence
from hoitu.kernel.keys import key
from hoitu.media.signing import signature
from tests.processes.servers import environment, free_port, running, wait_for

ARTICLE = "<!doctype html><h1>Lũ trên sông Mã</h1>".encode() * 40
FILM = bytes(range(256)) * 5000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one baked site, one other host's site and some media."""
    home = tmp_path_factory.mktemp("nhà có dấu cách")
    site = home / "public" / "sites" / "bao-tinh" / "gen-1"
    for name, data in {
        "index.html": b"<h1>Trang ch\xe1\xbb\xa7</h1>",
        "404.html": b"<h1>Kh\xc3\xb4ng c\xc3\xb3</h1>",
        "lu-tren-song-ma/index.html": ARTICLE,
        "da-rut/index.html": b"<h1>B\xc3\xa0i \xc4\x91\xc3\xa3 r\xc3\xbat</h1>",
        "da-rut/index.html.gone": b"",
        "rss.xml": b"<rss/>",
        "assets/site-0a1b2c3d4e5f.css": b"body{}",
        "phim.mp4": FILM,
        "_redirects.json": json.dumps(
            {"/?p=12": "/lu-tren-song-ma/", "/2019/lu.html": "/lu-tren-song-ma/", "/xau": "//evil.example/"}
        ).encode(),
    }.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (site / "lu-tren-song-ma/index.html.br").write_bytes(brotli.compress(ARTICLE))
    (site / "lu-tren-song-ma/index.html.gz").write_bytes(gzip.compress(ARTICLE, mtime=0))
    (site.parent / "current").symlink_to("gen-1")
    other = home / "public" / "sites" / "tap-chi" / "current"
    other.mkdir(parents=True)
    (other / "index.html").write_bytes(b"<h1>T\xe1\xba\xa1p ch\xc3\xad</h1>")
    rows = [
        {"host": "", "prefix": "/", "slug": "bao-tinh"},
        {"host": "tapchi.example", "prefix": "/", "slug": "tap-chi"},
        {"host": "", "prefix": "/tap-chi", "slug": "tap-chi"},
        {"host": "english.example", "prefix": "/", "slug": "tap-chi", "language": "en"},
    ]
    (home / "public" / "sites.json").write_text(json.dumps({"sites": rows}))
    for name, data in {
        "media/ab/anh.jpg": b"\xff\xd8",
        "media/ab/la.html": b"<script>",
        "evidence/co-quan/0a1b": b"%PDF-1.7",
        "evidence/co-quan-khac/2c3d": b"%PDF-1.7",
    }.items():
        path = home / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return home


@pytest.fixture(scope="module")
def reader(home: Path) -> Iterator[httpx.Client]:
    """A reader's browser in front of the running server."""
    port = free_port()
    env = environment(home, HOITU_PUBLIC_PORT=str(port), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    log = home / "public.log"
    with (
        running(["public"], env, log) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        wait_for(f"http://127.0.0.1:{port}/_health", process, log)
        yield client


def test_a_page_is_read_with_its_charset_and_policy(reader: httpx.Client) -> None:
    answer = reader.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=10, must-revalidate"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "Trang chủ" in answer.text


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("br;q=0", None, bytes)],
)
def test_compressed_copies_are_chosen(
    reader: httpx.Client, accepted: str, encoding: str | None, unpack: object
) -> None:
    with reader.stream("GET", "/lu-tren-song-ma/", headers={"accept-encoding": accepted}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "accept-encoding"
    assert unpack(raw) == ARTICLE  # type: ignore[operator]


def test_an_unchanged_page_is_not_sent_again(reader: httpx.Client) -> None:
    tag = reader.get("/lu-tren-song-ma/").headers["etag"]
    again = reader.get("/lu-tren-song-ma/", headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")


def test_a_replaced_page_is_seen_at_once(reader: httpx.Client, home: Path) -> None:
    page = home / "public/sites/bao-tinh/gen-1/moi/index.html"
    page.parent.mkdir(exist_ok=True)
    for words in ("một", "hai"):
        half = page.with_suffix(".new")
        half.write_text(words)
        half.replace(page)
        assert reader.get("/moi/").text == words


@pytest.fixture
def busy_page(reader: httpx.Client, home: Path) -> Path:
    """A page that has stood for an hour and was asked for a moment ago, so that its answer is kept whole."""
    page = home / "public/sites/bao-tinh/gen-1/dong-khach/bai.html"
    page.parent.mkdir(exist_ok=True)
    for old in page.parent.iterdir():
        old.unlink()
    page.write_text("một")
    hour_ago = time.time() - 3600
    os.utime(page.parent, (hour_ago, hour_ago))
    for _ in range(3):
        assert reader.get("/dong-khach/bai.html").text == "một"
    return page


def test_a_busy_page_is_replaced_at_once(reader: httpx.Client, busy_page: Path) -> None:
    half = busy_page.with_suffix(".new")
    half.write_text("hai")
    half.replace(busy_page)
    assert reader.get("/dong-khach/bai.html").text == "hai"


def test_a_busy_page_is_withdrawn_at_once(reader: httpx.Client, busy_page: Path) -> None:
    busy_page.with_name("bai.html.gone").touch()
    assert reader.get("/dong-khach/bai.html").status_code == 410


def test_a_busy_page_is_gone_with_its_generation(reader: httpx.Client, busy_page: Path, home: Path) -> None:
    current, site = home / "public/sites/bao-tinh/current", home / "public/sites/bao-tinh"
    (site / "gen-2" / "dong-khach").mkdir(parents=True)
    (site / "gen-2" / "dong-khach" / "bai.html").write_text("hai")
    switch = site / "switch"
    try:
        switch.symlink_to("gen-2")
        switch.replace(current)
        assert reader.get("/dong-khach/bai.html").text == "hai"
    finally:
        switch.symlink_to("gen-1")
        switch.replace(current)
        shutil.rmtree(site / "gen-2")
    assert reader.get("/dong-khach/bai.html").text == "một"


def test_what_is_kept_of_a_busy_page_fits_each_question(reader: httpx.Client, busy_page: Path) -> None:
    path = "/dong-khach/bai.html"
    tag = reader.get(path).headers["etag"]
    assert reader.get(path, headers={"if-none-match": tag}).status_code == 304
    assert reader.get(path, headers={"range": "bytes=0-0"}).status_code == 206
    assert reader.get(path, headers={"host": "tapchi.example"}).status_code == 404
    assert reader.head(path).content == b""
    assert reader.post(path).status_code == 405
    assert reader.get(f"{path}?tu=zalo").text == "một"


def test_a_changed_policy_is_sent_soon(reader: httpx.Client, busy_page: Path, home: Path) -> None:
    table = home / "public" / "sites.json"
    before = table.read_text()
    rows = json.loads(before)["sites"]
    table.write_text(
        json.dumps({"sites": [{**row, "csp": {"frame-src": "https://x.example"}} for row in rows]})
    )
    time.sleep(0.2)
    policy = reader.get("/dong-khach/bai.html").headers["content-security-policy"]
    table.write_text(before)
    assert "frame-src https://x.example" in policy


def test_a_folder_without_slash_moves_to_the_one_with(reader: httpx.Client) -> None:
    answer = reader.get("/lu-tren-song-ma?tu=zalo")
    assert (answer.status_code, answer.headers["location"]) == (301, "/lu-tren-song-ma/?tu=zalo")


def test_a_withdrawn_page_is_gone(reader: httpx.Client) -> None:
    answer = reader.get("/da-rut/")
    assert answer.status_code == 410
    assert "Bài đã rút" in answer.text


@pytest.mark.parametrize("old", ["/?p=12", "/2019/lu.html", "/2019/lu.html/"])
def test_old_addresses_move(reader: httpx.Client, old: str) -> None:
    answer = reader.get(old)
    assert (answer.status_code, answer.headers["location"]) == (301, "/lu-tren-song-ma/")


def test_a_redirect_never_leaves_by_a_trick(reader: httpx.Client) -> None:
    assert reader.get("/xau").status_code == 404


def test_the_sites_own_page_says_what_is_missing(reader: httpx.Client) -> None:
    answer = reader.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không có" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/../../../secrets/secret_key",
        "/..%2f..%2f..%2fsecrets/secret_key",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secrets/secret_key",
        "/lu-tren-song-ma/..%5c..%5c",
        "/_redirects.json",
        "/da-rut/index.html.gone",
        "/%00",
        "//etc/passwd",
        "/" + "a" * 3000,
    ],
)
def test_nothing_outside_the_site_is_read(reader: httpx.Client, path: str) -> None:
    url = httpx.URL(str(reader.base_url)).copy_with(raw_path=path.encode())
    assert reader.get(url).status_code in (400, 404, 414)


def test_ranges_of_films_are_served(reader: httpx.Client) -> None:
    part = reader.get("/phim.mp4", headers={"range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, FILM[1000:2000])
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(FILM)}"
    last = reader.get("/phim.mp4", headers={"range": "bytes=-10"})
    assert last.content == FILM[-10:]
    assert reader.get("/phim.mp4", headers={"range": "bytes=9999999-"}).status_code == 416
    whole = reader.get("/phim.mp4")
    assert hashlib.sha256(whole.content).digest() == hashlib.sha256(FILM).digest()


def test_names_with_a_hash_are_kept_for_ever(reader: httpx.Client) -> None:
    answer = reader.get("/assets/site-0a1b2c3d4e5f.css")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_head_has_the_length_and_no_body(reader: httpx.Client) -> None:
    answer = reader.head("/lu-tren-song-ma/", headers={"accept-encoding": "identity"})
    assert (answer.headers["content-length"], answer.content) == (str(len(ARTICLE)), b"")


def test_other_methods_are_refused(reader: httpx.Client) -> None:
    answer = reader.post("/", content=b"x")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_hosts_and_prefixes_choose_the_site(reader: httpx.Client) -> None:
    assert "Tạp chí" in reader.get("/", headers={"host": "tapchi.example"}).text
    assert "Tạp chí" in reader.get("/tap-chi/").text
    assert reader.get("/tap-chi").headers["location"] == "/tap-chi/"


def _media(home: Path, name: str, *, seconds: int = 60, sig: str | None = None) -> str:
    expires = int(time.time()) + seconds
    right = signature(name, expires, key(home / "secrets", "media_signing_key"))
    return f"/_media/{quote(name)}?exp={expires}&sig={sig or right}"


def test_signed_media_is_shown_in_a_sandbox(reader: httpx.Client, home: Path) -> None:
    answer = reader.get(_media(home, "media/ab/anh.jpg"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_hostile_media_is_a_download(reader: httpx.Client, home: Path) -> None:
    answer = reader.get(_media(home, "media/ab/la.html"))
    assert answer.headers["content-disposition"] == "attachment"


def test_media_needs_a_right_and_fresh_signature(reader: httpx.Client, home: Path) -> None:
    assert reader.get(_media(home, "media/ab/anh.jpg", sig="0" * 64)).status_code == 404
    assert reader.get(_media(home, "media/ab/anh.jpg", seconds=-1)).status_code == 410
    assert reader.get(_media(home, "../secrets/secret_key")).status_code == 404
    assert reader.get(_media(home, "media/ab/anh.jpg", sig="%E1%BA%BF")).status_code == 404


def _document(home: Path, path: str, *, saved_as: str = "Quyết định.pdf", seconds: int = 60) -> str:
    expires = int(time.time()) + seconds
    right = evidence.signature(path, saved_as, expires, key(home / "secrets", "media_signing_key"))
    return f"/_evidence/{path}?{urlencode({'exp': expires, 'name': saved_as, 'sig': right})}"


def test_a_document_is_always_a_download(reader: httpx.Client, home: Path) -> None:
    answer = reader.get(_document(home, "co-quan/0a1b"))
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7")
    assert answer.headers["content-type"] == "application/octet-stream"
    disposition = "attachment; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf"
    assert answer.headers["content-disposition"] == disposition
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"] == "private, no-store"
    hostile = reader.get(_document(home, "co-quan/0a1b", saved_as='a"\r\nset-cookie: x=1'))
    assert "set-cookie" not in hostile.headers


def test_a_document_needs_a_right_and_fresh_signature(reader: httpx.Client, home: Path) -> None:
    own, other = "co-quan/0a1b", "co-quan-khac/2c3d"
    assert reader.get(_document(home, other)).status_code == 200
    right = _document(home, own)
    tampered = [
        right.replace(own, other),
        right.replace(".pdf", ".exe"),
        right.replace("exp=", "exp=9"),
        right.replace("exp=", "exp=²"),
        right.replace("sig=", "sig=0"),
        right.replace("sig=", "sig=ế"),
        right.partition("?")[0],
    ]
    assert [reader.get(address).status_code for address in tampered] == [404] * len(tampered)
    assert reader.get(_document(home, own, seconds=-1)).status_code == 410
    assert reader.get(_document(home, "../secrets/secret_key")).status_code == 404
    # A signature for media opens no document, nor the other way round.
    media = _media(home, f"evidence/{own}")
    assert reader.get(media.replace("/_media/evidence/", "/_evidence/")).status_code == 404
    assert reader.get(right.replace("/_evidence/", "/_media/evidence/")).status_code == 404
    assert reader.post(right).status_code == 405


def test_what_readers_open_is_written_down_without_their_address(reader: httpx.Client, home: Path) -> None:
    reader.get("/lu-tren-song-ma/", headers={"user-agent": "Trình duyệt".encode()})
    until = time.monotonic() + 5
    lines: list[dict[str, object]] = []
    while time.monotonic() < until and not lines:
        for file in (home / "public-log").glob("*.jsonl"):
            rows = [json.loads(line) for line in file.read_text().splitlines()]
            lines = [row for row in rows if row["path"] == "/lu-tren-song-ma/" and row["status"] == 200]
        time.sleep(0.1)
    assert lines
    assert "127.0.0.1" not in json.dumps({**lines[-1], "host": ""})


@pytest.mark.parametrize(
    ("method", "path", "status", "vietnamese", "english"),
    [
        ("GET", "/khong-co/", 404, "Không có", "Page not found"),
        ("POST", "/", 405, "Không nhận yêu cầu này", "This request is not accepted"),
        ("GET", "/_media/media/ab/anh.jpg?exp=9&sig=x", 404, "Không tìm thấy trang", "Page not found"),
        ("GET", "/tim-kiem?q=a", 503, "Chức năng này tạm nghỉ", "Not available at the moment"),
    ],
)
def test_the_servers_own_sentences_follow_the_language_of_the_site(
    reader: httpx.Client, method: str, path: str, status: int, vietnamese: str, english: str
) -> None:
    here = reader.request(method, path)
    assert (here.status_code, vietnamese in here.text) == (status, True)
    there = reader.request(method, path, headers={"host": "english.example"})
    assert (there.status_code, f"<h1>{english}</h1>" in there.text) == (status, True)
    assert there.text.startswith('<!doctype html><html lang="en">')
