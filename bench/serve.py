"""Requests per second of a baked article: our nginx configuration and our own server beside stock nginx.

`python -m bench.serve [--quick]`. All three serve the same file's bytes over plain HTTP on this machine, wrk beside
them; each is asked in turn many times for a moment, so that what else the machine does meets all, and the median
counts.
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

from bench.record import Aim, Row, write
from bench.sizes import Size, asked
from tests.processes.nginx import nginx, readers
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


def main(size: Size) -> None:
    """Bake a few articles, serve one of them three ways, write the result."""
    for tool in ("nginx", "wrk"):
        if shutil.which(tool) is None:
            sys.exit(f"bench serve needs {tool}: apt-get install nginx-light wrk")
    seconds, rounds = (1, 3) if size.is_quick else (2, 9)
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
    from hoitu.accounts.testing import make_agency
    from hoitu.site.models import Article
    from hoitu.site.operations.full_bake import bake_everything

    site: Any = load_site(STORIES, make_agency("Báo Đo kiểm"))
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
        stack.enter_context(nginx(home / "nginx-stock", stock))
        stack.enter_context(
            nginx(home / "nginx-ours", readers(home, "do-kiem", ports["ours"], ports["public"]))
        )
        stack.enter_context(running(["public"], env, home / "public.log"))
        addresses = {name: f"http://127.0.0.1:{port}" for name, port in ports.items() if name != "unused"}
        addresses["public"] += prefix
        for address in addresses.values():
            _wait_for(address)
        yield addresses


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
