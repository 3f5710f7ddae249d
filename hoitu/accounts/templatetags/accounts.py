"""What templates of this room need beyond the shell's components."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.accounts.data import title_label
from hoitu.accounts.web import oidc

register = template.Library()


@register.simple_tag
def identity_server() -> dict[str, Any] | None:
    """Return the identity server that people may sign in at, if one is set."""
    return oidc.identity_server()


@register.simple_tag(takes_context=True)
def own_tabs(context: Context) -> list[dict[str, object]]:
    """Return the tabs of "my account"."""
    request = context["request"]
    places = [
        (_("Hồ sơ"), "accounts:profile", "user"),
        (_("Mật khẩu"), "account_change_password", "password"),
        (_("Xác thực hai bước"), "mfa_index", "shield-lock"),
        (_("Phiên đăng nhập"), "usersessions_list", "device-desktop"),
    ]
    if request.actor and request.actor.may("accounts.tokens"):
        places.append((_("Khóa API"), "accounts:tokens", "api"))
    here = max(
        (reverse(name) for _l, name, _i in places if request.path.startswith(reverse(name))),
        default="",
        key=len,
    )
    return [
        {"label": label, "url": reverse(name), "icon": icon, "current": reverse(name) == here}
        for label, name, icon in places
    ]


@register.filter
def titles(values: list[str]) -> str:
    """Return a person's titles as one phrase."""
    return ", ".join(map(title_label, values))
