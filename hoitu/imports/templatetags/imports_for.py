"""Who is led to which sheet."""

from django import template
from django.template import Context

from hoitu.imports.books import BOOKS

register = template.Library()


@register.simple_tag(takes_context=True)
def may_bring(context: Context, key: str) -> bool:
    """Say whether the person of the page may bring sheets for a book."""
    actor, book = context["request"].actor, BOOKS[key]
    return bool(actor.may(book.permission) and book.is_for(actor))
