"""What the numbers behind figures count, in words."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hoitu.kernel.text import format_number
from hoitu.strategy.figures import UnitFigure

register = template.Library()
UNITS: dict[str, str | Promise] = {
    "IND-06": _("%s người"),
    "IND-07": _("%s hệ thống"),
    "IND-08": _("%s người dân"),
    "IND-10.a": _("%s quyết định"),
    "IND-10.c": _("%s đồng"),
    "IND-11": _("%s giấy phép"),
    "IND-12": _("%s cơ sở"),
    "IND-13": _("%s lớp"),
    "IND-14": _("%s mốc"),
}


@register.filter
def counted(figure: UnitFigure, indicator: str) -> str:
    """Return the first number of a figure with what it counts: records, people, systems …"""
    number = format_number(figure.records)
    if indicator in UNITS:
        return str(UNITS[indicator]) % number
    return ngettext("%(n)s bản ghi", "%(n)s bản ghi", figure.records) % {"n": number}
