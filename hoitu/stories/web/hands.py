"""Who wrote which words of a story."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, signed_in
from hoitu.stories import history
from hoitu.stories.document import authorship
from hoitu.stories.document.schema import schema
from hoitu.stories.queries import story_for
from hoitu.stories.web.history_pages import names_of, tabs
from hoitu.stories.words import document_of

COLOURS = 10
TITLES = ("headline", "standfirst")


@dataclass(frozen=True)
class Writer:
    """One person in the legend. `look` names colour and underline; "none" is for nobody in particular."""

    name: str
    look: str
    words: int
    percent: int


@dataclass(frozen=True)
class Piece:
    """Words of one person in one minute, and what pointing at them says."""

    text: str
    look: str
    said: str


@dataclass(frozen=True)
class Line:
    """One paragraph, heading or cell; `by` are its writers, most letters first."""

    kind: str
    label: str
    pieces: tuple[Piece, ...]
    by: tuple[Writer, ...]


@signed_in
@require_GET
def hands(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show the present text with who wrote each part of it."""
    found = story_for(actor=request.actor, story_id=story_id)
    claims, arrivals = history.hands(found)
    lines = authorship.lines_by_hand(document_of(found), arrivals, claims=claims)
    writers = _writers(names_of(found, {run.hand.person for line in lines for run in line.runs}), lines)
    shown = [_line(line, writers) for line in lines]
    context = {
        "story": found,
        "tabs": tabs(found, "hands"),
        "writers": [writer for writer in writers.values() if writer.words],
        "lines": shown,
        "has_unknown": None in writers and writers[None].words,
    }
    return render(request, "stories/hands.html", context)


def _writers(names: dict[UUID | None, str], lines: tuple[authorship.Line, ...]) -> dict[UUID | None, Writer]:
    """Return everybody who wrote, most words first, with colours that are not taken twice while there are enough."""
    words = authorship.words_by_person(lines)
    whole = words.total() or 1
    order = sorted(names, key=lambda one: (one is None, -words[one], names[one]))
    return {
        one: Writer(
            names[one],
            "none" if one is None else str(place % COLOURS),
            words[one],
            round(100 * words[one] / whole),
        )
        for place, one in enumerate(order)
    }


def _line(line: authorship.Line, writers: dict[UUID | None, Writer]) -> Line:
    pieces = []
    letters: Counter[UUID | None] = Counter()
    for hand, runs in groupby(line.runs, key=lambda run: run.hand):
        text = "".join(run.text for run in runs)
        letters[hand.person] += len(text.strip())
        pieces.append(Piece(text, writers[hand.person].look, _said(hand, writers[hand.person].name)))
    by = tuple(writers[person] for person, count in letters.most_common() if count)
    label = {"headline": _("Tít"), "standfirst": _("Sapo")}.get(line.kind) or schema().nodes[line.kind].label
    return Line(line.kind, label, tuple(pieces), by)


def _said(hand: authorship.Hand, name: str) -> str:
    return f"{name} · {clock.local(hand.at):%H:%M %d/%m/%Y}" if hand.at else name
