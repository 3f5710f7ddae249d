"""Drawings of the Tabler set, inline, so that a page needs no further file to show them."""

import json
import logging
from functools import lru_cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

log = logging.getLogger(__name__)

# Made by frontend/shell/icons.mjs from the names that templates and code use.
DRAWINGS = Path(__file__).with_name("icons.json")
UNKNOWN = '<circle cx="12" cy="12" r="4"/>'


@lru_cache(maxsize=1)
def drawings() -> dict[str, str]:
    """Return the inner SVG of each bundled icon by name."""
    found: dict[str, str] = json.loads(DRAWINGS.read_text("utf-8"))
    return found


def svg(name: str, *, size: int = 20, label: str = "") -> SafeString:
    """Return the icon as inline SVG. Without `label` it is decoration and screen readers skip it.

    A name that is not bundled gives a dot and a line in the log, never a broken page.
    """
    return _svg(name, size, str(label))


@lru_cache(maxsize=1_000)
def _svg(name: str, size: int, label: str) -> SafeString:
    inner = drawings().get(name)
    if inner is None:
        log.warning("icon %r is not bundled: run `npm run icons` in frontend/", name)
        inner = UNKNOWN
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="glyph" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" focusable="false" {1}>{2}</svg>',
        size,
        meaning,
        mark_safe(inner),  # noqa: S308  our own file, made from the icon package
    )
