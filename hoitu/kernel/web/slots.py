"""Places in the shell that upper rooms fill by having a template: `<room>/slots/<place>.html`."""

from functools import cache
from typing import Any

from django.apps import apps
from django.template import TemplateDoesNotExist
from django.template.loader import get_template


@cache
def templates(place: str) -> tuple[Any, ...]:
    """Return the installed rooms' templates for a place: agency, search, bell, person_menu, head, foot."""
    found = []
    for app in apps.get_app_configs():
        if app.name.startswith("hoitu."):
            try:
                # The inner template shares the context of the page that it is rendered in.
                found.append(get_template(f"{app.label}/slots/{place}.html").template)  # type: ignore[attr-defined]
            except TemplateDoesNotExist:
                continue
    return tuple(found)
