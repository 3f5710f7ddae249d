"""Documents inside other rooms' pages: `{% load evidence %}{% evidence_panel "measure:IND-03:2026" agency.id %}`."""

from uuid import UUID

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from hoitu.evidence.web.panel import panel

register = template.Library()


@register.simple_tag(takes_context=True)
def evidence_panel(context: Context, about: str, agency_id: UUID) -> SafeString:
    """Show an agency's documents about a statement: the list, the form to submit one, the buttons to check."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return mark_safe("")
    return panel(request, about=about, agency_id=agency_id, back=request.get_full_path())
