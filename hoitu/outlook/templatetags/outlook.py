"""Shares as people read them."""

from django import template

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """Show a share of 0 to 1 in whole percent; what is not quite everything never reads 100."""
    if share is None:
        return ""
    whole = round(100 * share)
    if whole == 100 and share < 1:
        return "> 99 %"
    return "< 1 %" if whole == 0 and share > 0 else f"{whole} %"
