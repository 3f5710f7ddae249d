"""Difficulties on the pages of rooms below."""

from uuid import UUID

from django import template
from django.template.context import Context

from hoitu.strategy.queries.difficulties import DifficultyStanding, difficulties_behind

register = template.Library()


@register.simple_tag(takes_context=True)
def difficulties_of_text(context: Context, text_id: UUID) -> list[DifficultyStanding]:
    """Return the difficulties behind the proposal in a legal text that the reader of the page may see."""
    return difficulties_behind(context["request"].actor, text_id)
