"""The words of a request that a script of ours sends as JSON."""

import json

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput


class UnreadableBody(BadInput):
    """Raised when what a page sent is not what it should send: it is older than the program, or was changed."""

    default_sentence = _("Trang gửi dữ liệu không đọc được. Hãy tải lại trang.")


def json_body(request: HttpRequest) -> dict[str, object]:
    """Return the object that stands in the body of the request. Raises `UnreadableBody`."""
    try:
        given = json.loads(request.body)
    except (ValueError, RecursionError):
        raise UnreadableBody() from None
    if not isinstance(given, dict):
        raise UnreadableBody()
    return given
