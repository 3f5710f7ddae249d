"""A chart as readers will see it, drawn for the editor while it is being made; nothing is stored."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput
from hoitu.kernel.web.json_body import json_body
from hoitu.site.rendering.document import PageRenderer
from hoitu.stories.document.tree import Node

BODY_LIMIT_BYTES = 500_000
WORDS_LIMIT_CHARACTERS = 2_000


@needs("stories.read")
@require_POST
def chart_picture(request: ActorRequest) -> HttpResponse:
    """Answer with the readers' HTML of one chart (`spec`, `data`, `title`, `source`, `alt`)."""
    if len(request.body) > BODY_LIMIT_BYTES:
        raise BadInput(_("Biểu đồ có quá nhiều số liệu để vẽ."))
    given = json_body(request)
    attrs: dict[str, Any] = {"spec": given.get("spec"), "data": given.get("data")}
    attrs |= {
        name: str(given.get(name) or "")[:WORDS_LIMIT_CHARACTERS] for name in ("title", "source", "alt")
    }
    html = PageRenderer({}).node(Node("chart", attrs))
    return HttpResponse(html, headers={"Cache-Control": "no-store"})
