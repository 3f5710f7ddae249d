"""Search over all stories of the agency."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from markupsafe import Markup

from hoitu.kernel.access import ActorRequest, needs
from hoitu.stories import api as stories
from hoitu.stories.data import StoryCard
from hoitu.workspace.search.index import find, progress
from hoitu.workspace.web.forms import BoardForm

PER_PAGE = 30
MOST_PAGES = 30


@dataclass(frozen=True)
class Hit:
    """A found story as the list shows it."""

    card: StoryCard
    headline: Markup
    snippet: Markup


@needs("stories.read")
@require_GET
def search(request: ActorRequest) -> HttpResponse:
    """Find stories by words, with and without diacritics, and show where the words stand."""
    actor = request.actor
    words = request.GET.get("q", "")
    form = BoardForm(request.GET, agency_id=actor.agency)
    form.is_valid()
    page = _page(request.GET.get("trang", "1"))
    results = find(
        words,
        agency_id=actor.agency,
        filters={name: form.cleaned_data.get(name, "") for name in ("section", "desk", "genre")}
        | {"stage": request.GET.get("khau", "")},
        limit=PER_PAGE,
        offset=(page - 1) * PER_PAGE,
    )
    # The index only proposes: the rows come through the same scoped query as every list.
    cards = {
        card.id: card
        for card in stories.stories(
            actor=actor,
            wanted=stories.StoryFilter(story_ids=tuple(found.story_id for found in results.found)),
            limit=PER_PAGE,
        )
    }
    hits = [
        Hit(cards[found.story_id], found.headline, found.snippet)
        for found in results.found
        if found.story_id in cards
    ]
    percent = progress()
    template = "search_part" if request.headers.get("HX-Target") == "hits" else "search"
    return render(
        request,
        f"workspace/{template}.html",
        {
            "q": words,
            "form": form,
            "hits": hits,
            "total": results.total,
            "indexed": "" if percent is None else f"{percent}%",
            "page": page,
            "has_more": results.total > page * PER_PAGE and page < MOST_PAGES,
        },
    )


def _page(text: str) -> int:
    return min(max(int(text), 1), MOST_PAGES) if text.isdecimal() and len(text) < 4 else 1
