"""Finding files: facets, searches under a name, pictures that look alike, what is said in films."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.media import api
from hoitu.media.data import Asset
from hoitu.media.models import SavedSearch

THUMB_WIDTH = 320
# Facets whose values are the files' own words: the most frequent of what the search finds.
OPEN_FACETS = {
    "person": gettext_lazy("Người trong ảnh"),
    "place": gettext_lazy("Nơi chụp"),
    "month": gettext_lazy("Tháng vào kho"),
}


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many files have it, and the address that narrows to it or lets it go."""

    label: str
    count: str
    url: str
    is_chosen: bool


def facets_of(request: HttpRequest, counts: api.Counts) -> list[dict[str, object]]:
    """Return the facets with what the search found, as links; a chosen value stays however few it leaves."""
    shown: list[dict[str, object]] = []
    for facet in api.FACETS:
        counted = counts.marks.get(facet.name, {})
        chosen = request.GET.get(facet.name, "")
        choices = [
            Choice(
                str(label),
                f"{counted.get(value, 0):,}".replace(",", ".") + ("+" if counts.is_more else ""),
                _with(request, facet.name, "" if value == chosen else value),
                value == chosen,
            )
            for value, label in facet.values.items()
            if counted.get(value) or value == chosen
        ]
        if choices:
            shown.append({"label": facet.label, "choices": choices})
    for name, label in OPEN_FACETS.items():
        counted, chosen = counts.marks.get(name, {}), request.GET.get(name, "")
        more = "+" if counts.is_more else ""
        choices = [
            Choice(
                _month(value) if name == "month" else value,
                f"{count:,}".replace(",", ".") + more,
                _with(request, name, "" if value == chosen else value),
                value == chosen,
            )
            for value, count in counted.items()
        ]
        if choices:
            shown.append({"label": label, "choices": choices})
    return shown


def _month(value: str) -> str:
    year, _dash, month = value.partition("-")
    return f"{month}/{year}"


def _with(request: HttpRequest, name: str, value: str) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    query[name] = value
    for key in [key for key in query if not query[key]]:
        del query[key]
    return f"?{query.urlencode()}"


def view_url(request: HttpRequest, name: str) -> str:
    """Return the address of the same files as a grid or a list."""
    query = request.GET.copy()
    query["view"] = name
    return f"?{query.urlencode()}"


def saved_searches(actor: Actor) -> list[SavedSearch]:
    """Return one's own searches and those that others share."""
    rows = SavedSearch.objects.for_agency(actor.agency)
    return list(rows.filter(Q(person_id=actor.person) | Q(is_shared=True))[:50])


def thumb(asset: Asset) -> str:
    """Return the signed address of a small picture, "" when there is none."""
    rendition = asset.rendition(width=THUMB_WIDTH)
    return api.signed_url(rendition.key) if rendition else ""


def alike(actor: Actor, found: list[tuple[UUID, int]]) -> list[dict[str, object]]:
    """Return cards of files that look alike; the fewer bits differ, the more alike."""
    assets = api.assets(agency_id=actor.agency, asset_ids=[key for key, _far in found])
    return [
        {"asset": assets[key], "thumb": thumb(assets[key]), "far": far, "is_same": far <= 2}
        for key, far in found
        if key in assets
    ]


def said(actor: Actor, words: str) -> list[dict[str, object]]:
    """Return films and recordings in which the words are said, with the seconds."""
    found = api.search_cues(agency_id=actor.agency, words=words, limit=6)
    return [
        {
            "asset": row.asset,
            "name": row.asset.caption or row.asset.original_name,
            "cues": [{"at": at, "clock": f"{at // 60}:{at % 60:02}", "text": text} for at, text in row.cues],
        }
        for row in found
    ]


@needs("media.read")
@require_http_methods(["GET", "POST"])
def look_for(request: ActorRequest) -> HttpResponse:
    """Show what looks like a picture in hand (`file`); it is not kept."""
    shown: dict[str, object] = {"asked": False, "cards": []}
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise BadInput(_("Chưa chọn ảnh. Hãy chọn một tệp ảnh để tìm ảnh giống nó."))
        if file.size is None or file.size > settings.UPLOAD_LIMIT_BYTES:
            raise api.PictureTooLarge()
        found = api.similar_to_picture(actor=request.actor, data=file.read())
        shown = {"asked": True, "cards": alike(request.actor, found), "name": file.name}
    return render(request, "media/look_for.html", shown)


@needs("media.read")
@require_POST
def save(request: ActorRequest) -> HttpResponse:
    """Keep a search under a name."""
    query = request.POST.get("query", "")[:2000]
    try:
        row = api.save_search(
            actor=request.actor,
            name=request.POST.get("name", ""),
            query=query,
            is_shared=bool(request.POST.get("is_shared")),
        )
    except BadInput as refused:
        messages.warning(request, refused.sentence)
        return redirect(f"{reverse('media:archive')}?{QueryDict(query).urlencode()}")
    messages.success(request, _("Đã lưu phép tìm “%(name)s”.") % {"name": row.name})
    return redirect(f"{reverse('media:archive')}?{row.query}")


@needs("media.read")
@require_POST
def forget(request: ActorRequest, search_id: UUID) -> HttpResponse:
    """Let go of one's own search."""
    api.forget_search(actor=request.actor, search_id=search_id)
    messages.success(request, _("Đã bỏ phép tìm đã lưu."))
    return redirect("media:archive")


def second(request: HttpRequest) -> int:
    """Return the second that the address asks the player for, 0 at its beginning."""
    text = request.GET.get("t", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
