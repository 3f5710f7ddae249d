"""The shape of small dynamic answers on the readers' side, such as search.

A room offers `ROUTES: list[Route]` in its `public_api.py`; the public process calls them in a thread. That process
has no Django set up and only the readers' database role. A route that cannot reach its database lets the error rise:
the reader gets a sentence, and every baked page goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class PublicRequest:
    """What a reader asks. `site` is the slug of the site, `path` is inside it, `query` holds last values."""

    method: str
    site: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    folder: Path = Path()
    database: str = ""  # libpq address of the readers' role; empty when there is none


@dataclass(frozen=True)
class PublicResponse:
    """What the reader gets."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """One path inside every site, without a slash at its end, and the function that answers it."""

    path: str
    answer: Callable[[PublicRequest], PublicResponse]
    methods: tuple[str, ...] = ("GET",)
    body_limit_bytes: int = 64_000
