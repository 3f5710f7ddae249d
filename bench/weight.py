"""What a reader's browser loads for an article of the demonstration. `python -m bench.weight [--quick]`"""

import gzip
import re
import statistics
import time
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

from bench.record import Aim, Row, write
from bench.running import Installation, demonstration_up
from bench.sizes import Size, asked

LOADING = {"script": "src", "img": "src", "iframe": "src", "audio": "src", "video": "src", "source": "src"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}


class Loads(HTMLParser):
    """Collects what a page makes the browser load by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: set[str] = set()
        self.others: set[str] = set()
        self.inline_script = 0
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in_script = (
            tag == "script" and "src" not in given and given.get("type") != "application/ld+json"
        )
        if tag == "script" and "src" in given:
            self.scripts.add(given["src"])
        elif tag in LOADING and given.get("src"):
            self.others.add(given["src"])
        elif tag == "link" and LOADING_LINKS & set(given.get("rel", "").split()):
            self.others.add(given["href"])
        self.others |= {part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()}

    def handle_data(self, data: str) -> None:
        self.inline_script += len(data.encode()) if self._in_script else 0

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False


def main(size: Size) -> None:
    """Load every article of the demonstration as a browser would and weigh it."""
    with demonstration_up() as running, httpx.Client(timeout=30, follow_redirects=True) as client:
        articles = _articles(client, running, at_least=5 if size.is_quick else 40)
        html: list[int] = []
        scripts: dict[str, int] = {}
        styles: dict[str, int] = {}
        hosts: set[str] = set()
        inline = 0
        for url in articles:
            page = client.get(url, headers={"accept-encoding": "gzip"})
            html.append(int(page.headers["content-length"]))
            seen = Loads()
            seen.feed(page.text)
            inline = max(inline, seen.inline_script)
            for address in seen.scripts | seen.others:
                hosts.add(urlsplit(urljoin(url, address)).netloc)
            scripts |= {
                address: _packed(client, urljoin(url, address)) for address in seen.scripts - scripts.keys()
            }
            sheets = {address for address in seen.others if ".css" in address}
            styles |= {address: _packed(client, urljoin(url, address)) for address in sheets - styles.keys()}
            hosts |= {host for sheet in sheets for host in _hosts_of_style(client, urljoin(url, sheet))}
        own = urlsplit(running.readers).netloc
    foreign = hosts - {own, ""}
    print(f"{len(articles)} articles; foreign hosts: {sorted(foreign) or 'none'}")
    rows = [
        Row(f"HTML of the heaviest of {len(html)} articles, gzip", _kb(max(html)), "KB", aim=Aim("<=", 15)),
        Row("HTML of an article, gzip, median", _kb(statistics.median(html)), "KB"),
        Row("own JavaScript of a page, gzip", _kb(sum(scripts.values()) + inline), "KB", aim=Aim("<=", 10)),
        Row("style sheet of a page, gzip", _kb(sum(styles.values())), "KB"),
        Row("foreign hosts that a page loads from", len(foreign), "hosts", aim=Aim("<=", 0)),
    ]
    write(size.result("weight"), rows, command=size.command("weight"))


def _articles(client: httpx.Client, running: Installation, *, at_least: int) -> list[str]:
    """Return the addresses in the month sitemaps, once the demonstration has been released."""
    until = time.monotonic() + 90
    while True:
        months = _paths(client, running, "/sitemap.xml", r"\d{4}-\d\d\.xml")
        found = [
            running.readers + path for month in months for path in _paths(client, running, month, r"\.html")
        ]
        if len(found) >= at_least or time.monotonic() > until:
            return found
        time.sleep(0.5)


def _paths(client: httpx.Client, running: Installation, sitemap: str, ending: str) -> list[str]:
    # Only the paths: the installation may have been filled under another port.
    found = re.findall(r"<loc>([^<]+)</loc>", client.get(running.readers + sitemap).text)
    return [urlsplit(url).path for url in found if re.search(f"{ending}$", url)]


def _packed(client: httpx.Client, url: str) -> int:
    return len(gzip.compress(client.get(url).content, 6, mtime=0))


def _hosts_of_style(client: httpx.Client, url: str) -> set[str]:
    addresses = re.findall(r"url\(['\"]?([^)'\"]+)", client.get(url).text)
    return {
        urlsplit(urljoin(url, address)).netloc for address in addresses if not address.startswith("data:")
    }


def _kb(bytes_: float) -> float:
    return round(bytes_ / 1024, 1)


if __name__ == "__main__":
    main(asked(full=1, quick=1))
