"""The trail inside other rooms' pages: `{% load audit %}{% trail "story:0190…" %}`."""

from uuid import UUID

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hoitu.audit import api
from hoitu.audit.data import Json

register = template.Library()
EMBEDDED_ENTRIES = 20


@register.simple_tag(takes_context=True)
def trail(context: Context, object_key: str, limit: int = EMBEDDED_ENTRIES) -> SafeString:
    """Show who did what to an object of the agency the reader works for, newest first."""
    request = context.get("request")
    actor = getattr(request, "actor", None)
    agency_id: UUID | None = getattr(actor, "agency_id", None)
    if agency_id is None:
        return mark_safe("")
    page = api.trail(agency_id=agency_id, object_key=object_key, limit=limit)
    words = {"page": page, "object_key": object_key if actor and actor.may("audit.read") else ""}
    return mark_safe(render_to_string("audit/timeline.html", words))  # noqa: S308


@register.simple_tag
def object_url(object_key: str) -> str:
    """Return the address of an object's whole trail."""
    return reverse("audit:object", args=[object_key])


@register.filter
def readable(value: Json) -> str:
    """Show a recorded value as words."""
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, list):
        return ", ".join(readable(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {readable(each)}" for key, each in value.items())
    return str(value)


@register.filter
def is_given(value: Json) -> bool:
    """Say whether there was a value before."""
    return value not in (None, "", [], {})
