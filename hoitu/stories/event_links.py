"""The events a story belongs to elsewhere: web addresses with a label, typed one per line."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import nfc
from hoitu.stories.data import EventLink

MAX_LINKS = 20
MAX_LABEL_CHARACTERS = 150
MAX_URL_CHARACTERS = 500
_is_web_address = URLValidator(schemes=["http", "https"])


def from_lines(text: str) -> tuple[EventLink, ...]:
    """Read one link from each line: the address, a space, the label. Nothing is checked; empty lines are dropped."""
    lines = (line.strip().partition(" ") for line in text.splitlines() if line.strip())
    return tuple(EventLink(url=url, label=label.strip()) for url, _space, label in lines)


def to_lines(stored: Iterable[Mapping[str, Any]]) -> str:
    """Write stored links as `from_lines` reads them."""
    return "\n".join(f"{link['url']} {link['label']}".strip() for link in stored)


def read(stored: Iterable[Mapping[str, Any]]) -> tuple[EventLink, ...]:
    """Return the records of links that a story or a revision holds."""
    return tuple(EventLink(url=link["url"], label=link["label"]) for link in stored)


def checked(links: Iterable[EventLink]) -> list[dict[str, str]]:
    """Return the links as they are stored. Raises `BadInput` for what is no public web address, or too much."""
    clean = [EventLink(url=link.url.strip(), label=nfc(link.label.strip())) for link in links]
    if len(clean) > MAX_LINKS:
        raise BadInput(_("Một bài gắn được tối đa %d sự kiện. Hãy bỏ bớt dòng.") % MAX_LINKS)
    for link in clean:
        _check(link)
    return [asdict(link) for link in clean]


def _check(link: EventLink) -> None:
    try:
        _is_web_address(link.url)
    except ValidationError:
        is_good = False
    else:
        # "https://bao.example@other.example" leads to the other place than it seems to.
        is_good = "@" not in urlsplit(link.url).netloc and len(link.url) <= MAX_URL_CHARACTERS
    if not is_good:
        raise BadInput(
            _("“%s” không phải địa chỉ web. Mỗi dòng bắt đầu bằng địa chỉ đầy đủ, như https://…")
            % link.url[:80]
        )
    if len(link.label) > MAX_LABEL_CHARACTERS:
        raise BadInput(_("Tên sự kiện dài quá %d ký tự. Hãy rút ngắn.") % MAX_LABEL_CHARACTERS)
