"""What the two common SEO plugins of WordPress, Yoast and Rank Math, keep beside an article."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hoitu.imports.adapters.markup import plain

_VARIABLE: Final = re.compile(r"%%(\w+)%%|%(\w+)(?:\([^)]*\))?%")
_LOOSE_ENDS: Final = re.compile(r"^[\s\-–—|»·•]+|[\s\-–—|»·•]+$")


@dataclass(frozen=True, slots=True)
class Search:
    """Title and description for search engines; empty when they say nothing of their own."""

    title: str = ""
    description: str = ""


def search_of(meta: Callable[[str], str], *, headline: str, standfirst: str, site: str) -> Search:
    """Return what search engines were told about an article. `meta` gives the plugin's field by its key.

    Both plugins write patterns ("%%title%% %%sep%% %%sitename%%"): known variables are filled in, others go. A
    title that is the headline with the old site's name behind it says nothing of its own.
    """
    values = {"title": headline, "excerpt": standfirst, "excerpt_only": standfirst, "sep": "-"}
    title = _filled(meta("_yoast_wpseo_title") or meta("rank_math_title"), values)
    description = _filled(meta("_yoast_wpseo_metadesc") or meta("rank_math_description"), values)
    title = _LOOSE_ENDS.sub("", title.removesuffix(site)) if site else title
    return Search("" if title == headline else title, "" if description == standfirst else description)


def _filled(pattern: str, values: dict[str, str]) -> str:
    filled = _VARIABLE.sub(lambda name: values.get(name[1] or name[2], ""), plain(pattern))
    return _LOOSE_ENDS.sub("", " ".join(filled.split()))
