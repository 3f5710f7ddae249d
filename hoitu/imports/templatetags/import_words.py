"""What the import screens say about rows."""

from django import template

from hoitu.imports.reasons import said

register = template.Library()
register.filter("said", said)
