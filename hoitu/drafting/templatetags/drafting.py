"""Ways into this room from the pages of plans."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context

from hoitu.strategy import api as strategy

register = template.Library()


@dataclass(frozen=True)
class Offered:
    """What the reader may begin from a plan: an own plan that adapts it, the version that takes its place."""

    own_plan: bool
    next_version: bool


@register.simple_tag(takes_context=True)
def offered_from(context: Context, plan: Any) -> Offered:
    """Return what the reader of the page may begin from its plan."""
    actor = context["request"].actor
    return Offered(
        own_plan=plan.state == "issued" and actor.may("strategy.manage"),
        next_version=plan.state != "replaced" and strategy.may_join(actor, plan),
    )
