"""Words for verbs and fields: each room may name its own in `verbs.py` as VERBS and FIELDS."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

VERBS: Words = {
    "audit.export": _("Xuất nhật ký"),
    # The kernel lies below the trail and tells it by a fact.
    "kernel.replay": _("Cho chạy lại việc lỗi"),
}
FIELDS: Words = {"filters": _("Bộ lọc"), "rows": _("Số dòng")}


@cache
def _words(name: str) -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("hoitu.") and find_spec(f"{config.name}.verbs"):
            found.update(getattr(import_module(f"{config.name}.verbs"), name, {}))
    return found


def verb_label(verb: str) -> str:
    """Return the verb as a reader says it, or the verb itself when its room gave no words."""
    return str(_words("VERBS").get(verb, verb))


def verb_choices() -> list[tuple[str, str]]:
    """Return every named verb with its words, for filters."""
    return sorted(((verb, str(label)) for verb, label in _words("VERBS").items()), key=lambda pair: pair[1])


def field_label(field: str) -> str:
    """Return the field as a reader says it."""
    return str(_words("FIELDS").get(field, field))
