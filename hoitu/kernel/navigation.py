"""What stands in the menu: rooms list entries in `<room>/navigation.py`, the shell shows the allowed ones."""

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby

from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.actor import Actor


@dataclass(frozen=True)
class NavEntry:
    """One line of the menu, for who holds the permission, or one of several.

    No `permission`: everybody signed in; `group`: the heading it stands under.
    """

    label: str | Promise
    url_name: str
    icon: str
    permission: str | tuple[str, ...] = ()
    order: int = 100
    group: str | Promise = ""


ENTRIES = [
    NavEntry(
        label=_("Việc lỗi"),
        url_name="kernel:dead_letters",
        icon="alert-octagon",
        permission="kernel.operate",
        order=95,
        group=_("Sổ sách, dữ liệu"),
    )
]


# A menu of so many lines fits on one screen and stays open whole.
FITS = 16


@dataclass(frozen=True)
class NavLink:
    """An entry as one person sees it on one page."""

    label: str | Promise
    url: str
    icon: str
    group: str | Promise
    current: bool


@dataclass(frozen=True)
class NavGroup:
    """Lines under one heading; `name` "": the first lines, which have no heading and never fold."""

    name: str
    links: tuple[NavLink, ...]
    is_open: bool


def links_for(request: HttpRequest) -> list[NavLink]:
    """Return the entries that the person of this request may open; the one of this page is marked."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    allowed = [(entry, url) for entry in entries() if _is_for(actor, entry) and (url := _address(entry))]
    here = _nearest([url for _, url in allowed], request.path)
    return [
        NavLink(label=entry.label, url=url, icon=entry.icon, group=entry.group, current=url == here)
        for entry, url in allowed
    ]


def grouped(links: list[NavLink]) -> list[NavGroup]:
    """Return the links under their headings.

    A long menu folds all headings but the first and the one of the current page.
    """
    found = [(name, tuple(part)) for name, part in groupby(links, key=lambda link: str(link.group))]
    first = next((name for name, _part in found if name), "")
    return [
        NavGroup(name, part, len(links) <= FITS or name in ("", first) or any(link.current for link in part))
        for name, part in found
    ]


@lru_cache(maxsize=1)
def entries() -> tuple[NavEntry, ...]:
    """Return the entries of all installed rooms: ungrouped ones first, then group by group, each by its first."""
    found: list[NavEntry] = []
    for app in apps.get_app_configs():
        name = f"{app.name}.navigation"
        if app.name.startswith("hoitu.") and find_spec(name):
            found += import_module(name).ENTRIES
    first: dict[str, int] = {}
    for entry in found:
        first[str(entry.group)] = min(entry.order, first.get(str(entry.group), entry.order))
    return tuple(
        sorted(
            found,
            key=lambda entry: (bool(entry.group), first[str(entry.group)], str(entry.group), entry.order),
        )
    )


def _is_for(actor: Actor, entry: NavEntry) -> bool:
    wanted = (entry.permission,) if isinstance(entry.permission, str) else entry.permission
    return not any(wanted) or any(map(actor.may, wanted))


def _address(entry: NavEntry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        # A room may be installed without its screens (a public process, a test): the menu then leaves it out.
        return ""


def _nearest(urls: list[str], path: str) -> str:
    """Return the longest of `urls` that `path` lies under; the start page counts only for itself."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))]
    return max(under, key=len, default="")
