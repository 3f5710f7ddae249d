"""Every screen of the newsroom, found by following links as somebody who may see them all."""

import os
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

SAMPLES = 3
"""So many different ones of a screen that stands at many addresses: stories differ in what they show."""


def screens(requests: Any, newsroom: str) -> list[str]:
    """Return the paths of the screens that links lead to, and of those behind no link that can be guessed.

    `requests` asks as a signed-in person (Playwright's `APIRequestContext`); `newsroom` is the origin.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
    import django

    django.setup()  # only for the table of addresses: no database is asked
    walk = _Walk(requests, newsroom)
    walk.follow("/")
    for path in list(walk.guesses()):
        walk.follow(path)
    return walk.found


class _Walk:
    """Which addresses were asked for, and what they showed."""

    def __init__(self, requests: Any, newsroom: str) -> None:
        from tests.security.world import addresses

        self.requests, self.newsroom = requests, newsroom
        self.holes = {address.name: address.holes for address in addresses()}
        self.found: list[str] = []
        self._asked: dict[str, set[str]] = {}
        self._values: dict[str, str] = {}

    def follow(self, first: str) -> None:
        """Ask for a path and everything that it leads to, a few of each kind."""
        waiting = deque([first])
        while waiting:
            path = waiting.popleft()
            if not self._is_wanted(urlsplit(path).path):
                continue
            answer = self.requests.get(self.newsroom + path, max_redirects=0)
            if answer.status != 200 or not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            page = answer.text()
            waiting.extend(self._links(path, page))
            if "<title>" in page:  # else a part that other screens fetch
                self.found.append(path)

    def guesses(self) -> Iterator[str]:
        """Yield the addresses that no link leads to, filled with what was met on the way."""
        from django.urls import NoReverseMatch, reverse

        for name, holes in self.holes.items():
            if name not in self._asked and self._values.keys() >= set(holes):
                with suppress(NoReverseMatch):  # a view without a name is no screen
                    yield reverse(name, kwargs={hole: self._values[hole] for hole in holes})

    def _is_wanted(self, path: str) -> bool:
        from django.urls import Resolver404, resolve

        try:
            match = resolve(path)
        except Resolver404:
            return False
        self._values |= {hole: str(value) for hole, value in match.kwargs.items()}
        asked = self._asked.setdefault(match.view_name, set())
        if match.view_name not in self.holes or path in asked or len(asked) >= SAMPLES:
            return False
        asked.add(path)
        return True

    def _links(self, path: str, page: str) -> Iterator[str]:
        for link in html.fromstring(page).iterfind(".//a[@href]"):
            target = urlsplit(urljoin(self.newsroom + path, link.get("href")))
            if f"{target.scheme}://{target.netloc}" == self.newsroom:
                yield f"{target.path}?{target.query}" if target.query else target.path
