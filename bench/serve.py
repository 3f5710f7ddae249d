"""Requests per second of a baked article: our nginx configuration and our own server beside stock nginx.

`python -m bench.serve [--quick]`. All three serve the same file's bytes over plain HTTP on this machine, wrk beside
them; each is asked in turn several times, and the median counts.
"""

import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

from bench.kept import ROOT
from bench.record import Aim, Row, write
from bench.sizes import Size, asked
from tests.processes.servers import environment, free_port, running

STORIES = 60
CONNECTIONS = 32
PEER = "stock nginx"
STOCK = """\
    server {{
        listen 127.0.0.1:{port};
        root {root};
        index index.html;
        {gzip}
        location / {{ try_files $uri $uri/ =404; }}
    }}
"""
# What Debian's nginx.conf sets, with the folders of this run.
FRAME = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes auto;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log {folder}/access.log;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
{servers}
}}
"""


def main(size: Size) -> None:
    """Bake a few articles, serve one of them three ways, write the result."""
    for tool in ("nginx", "wrk"):
        if shutil.which(tool) is None:
            sys.exit(f"bench serve needs {tool}: apt-get install nginx-light wrk")
    seconds, rounds = (1, 1) if size.is_quick else (6, 3)
    from bench.installation import installation

    with installation() as home:
        prefix, path = _bake(home)
        with _servers(home, prefix) as addresses:
            rows: list[Row] = []
            for words, header in (
                ("gzip", "Accept-Encoding: gzip"),
                ("not compressed", "Accept-Encoding: identity"),
            ):
                bytes_ = _same_bytes(addresses, path, header)
                rates = _rates(addresses, path, header, seconds=seconds, rounds=rounds)
                stock = rates[f"stock {words.partition(' ')[0]}"]
                what = f"requests of one article, {words}, {bytes_} bytes"
                rows += [
                    _row(f"{what}: nginx with deploy/nginx", rates["ours"], stock, 0.95),
                    _row(f"{what}: hoitu public", rates["public"], stock, 0.30),
                ]
    write(size.result("serve"), rows, command=size.command("serve"))


def _row(what: str, figure: float, peer: float, aim: float) -> Row:
    return Row(what, round(figure), "requests/s", PEER, round(peer), Aim(">=", aim, "ratio"))


def _bake(home: Path) -> tuple[str, str]:
    """Return under which prefix our own server has the site, and the path of one article."""
    from bench.installation import load_site
    from hoitu.site.models import Article
    from hoitu.site.operations.full_bake import bake_everything

    site: Any = load_site(STORIES)
    bake_everything(site, processes=1)
    article = Article.objects.unscoped(why="bench").filter(site=site).order_by("-published_at").first()
    return site.path_prefix, article.path


@contextmanager
def _servers(home: Path, prefix: str) -> Iterator[dict[str, str]]:
    """Run stock nginx, our configuration of it, and our own server; yield their addresses."""
    ports = {name: free_port() for name in ("stock gzip", "stock not", "ours", "public", "unused")}
    root = home / "public" / "sites" / "do-kiem" / "current"
    stock = STOCK.format(port=ports["stock gzip"], root=root, gzip="gzip_static on;")
    stock += STOCK.format(port=ports["stock not"], root=root, gzip="gzip off;")
    env = environment(home, HOITU_PORT=str(ports["unused"]), HOITU_PUBLIC_PORT=str(ports["public"]))
    with ExitStack() as stack:
        stack.enter_context(_nginx(home / "nginx-stock", stock))
        stack.enter_context(_nginx(home / "nginx-ours", _shipped(home, ports["ours"], ports["public"])))
        stack.enter_context(running(["public"], env, home / "public.log"))
        addresses = {name: f"http://127.0.0.1:{port}" for name, port in ports.items() if name != "unused"}
        addresses["public"] += prefix
        for address in addresses.values():
            _wait_for(address)
        yield addresses


def _shipped(home: Path, port: int, public_port: int) -> str:
    """Return deploy/nginx/hoitu.conf for readers as shipped, but for names, folders, and TLS, which all lack."""
    shipped = (ROOT / "deploy" / "nginx" / "hoitu.conf").read_text(encoding="utf-8")
    head, readers = shipped.split("# Readers.\n")
    head = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", head, flags=re.S)
    readers = readers.split("# The newsroom:")[0]
    readers = re.sub(r"\n    (listen \[::\]|ssl_)[^\n]*", "", readers)
    readers = readers.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = (head + readers).replace("127.0.0.1:8080", f"127.0.0.1:{public_port}")
    text = text.replace("/var/lib/hoitu/public/sites/bao-tinh", str(home / "public" / "sites" / "do-kiem"))
    text = text.replace("/var/lib/hoitu", str(home))
    (home / "public-log").mkdir(exist_ok=True)
    for snippet in (ROOT / "deploy" / "nginx").glob("*.conf"):
        inside = snippet.read_text(encoding="utf-8").replace("/etc/nginx/snippets", str(home))
        (home / snippet.name).write_text(inside, encoding="utf-8")
    return text.replace("/etc/nginx/snippets", str(home))


@contextmanager
def _nginx(folder: Path, servers: str) -> Iterator[None]:
    folder.mkdir()
    # The data folder is private; nginx's workers serve as the user who measures.
    user = "user root;\n" if Path.home() == Path("/root") else ""
    config = folder / "nginx.conf"
    config.write_text(user + FRAME.format(folder=folder, servers=servers), encoding="utf-8")
    process = subprocess.Popen(["nginx", "-c", str(config), "-e", str(folder / "error.log")])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            httpx.get(address, timeout=2)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    sys.exit(f"{address} does not answer")


def _same_bytes(addresses: dict[str, str], path: str, header: str) -> int:
    """Check that everybody answers the same file, and return its size."""
    name, value = header.split(": ")
    bodies = set()
    for server, address in addresses.items():
        if server == ("stock not" if value == "gzip" else "stock gzip"):
            continue
        with httpx.stream("GET", address + path, headers={name: value}) as answer:
            assert answer.status_code == 200, (server, answer.status_code)
            bodies.add(b"".join(answer.iter_raw()))
    assert len(bodies) == 1, [len(body) for body in bodies]
    return len(bodies.pop())


def _rates(
    addresses: dict[str, str], path: str, header: str, *, seconds: int, rounds: int
) -> dict[str, float]:
    seen: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(rounds):
        for name, address in addresses.items():
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", header, address + path]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            assert "Non-2xx" not in said, said
            found = re.search(r"Requests/sec:\s+([\d.]+)", said)
            assert found, said
            seen[name].append(float(found[1]))
    return {name: statistics.median(values) for name, values in seen.items()}


if __name__ == "__main__":
    main(asked(full=1, quick=1))
