"""The time line of a story's words: the text at any moment, what changed in it, and the way back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs, signed_in
from hoitu.kernel.errors import NotFound, Refused
from hoitu.stories import api, history, policies
from hoitu.stories.content import body_of
from hoitu.stories.document import compare, passage
from hoitu.stories.document.compare import Change
from hoitu.stories.document.tree import Node
from hoitu.stories.history import Event, Moment
from hoitu.stories.models import Story
from hoitu.stories.queries import story_for
from hoitu.stories.web.comparison import Line, lines_of, of_moment
from hoitu.stories.web.history_pages import names_of, tabs
from hoitu.stories.web.lost_words import all_lost
from hoitu.stories.web.story import wants_fragment

NEAR = 12  # moments listed on either side of the one that is shown
LONGEST_CHOICE = 200


@dataclass(frozen=True)
class Shown:
    """A moment with its writers' names and what happened at its end."""

    moment: Moment
    names: str
    events: tuple[Event, ...]

    @property
    def value(self) -> str:
        """How a comparison is asked for this moment."""
        return of_moment(self.moment.last)

    @property
    def said(self) -> str:
        """Return the moment on one line, for a list of choices."""
        return f"{clock.local(self.moment.began_at):%d/%m/%Y %H:%M} · {self.names}"


@dataclass(frozen=True)
class Passage:
    """Lines of one block. `last` and `block` say what can be brought back; None: it stands as it was."""

    lines: tuple[Line, ...]
    last: int | None
    block: int


@signed_in
@require_GET
def timeline(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Show the text at one moment; htmx gets that part alone."""
    found = story_for(actor=request.actor, story_id=story_id)
    events = history.events(found)
    line = history.line(found, events)
    context: dict[str, object] = {"story": found, "tabs": tabs(found, "timeline"), "count": len(line)}
    if not line:
        return render(request, "stories/timeline.html", context)
    chosen = _chosen(line, request)
    standing = _standing(found, line[-1].last)
    context |= _at(request, found, line[chosen], line[chosen - 1] if chosen else None, standing)
    if wants_fragment(request):
        return render(request, "stories/moment.html", context | _beside(line, chosen))
    names = names_of(found, {person for moment in line for person in moment.people})
    happened = _by_moment(line, events)
    near = line[max(0, chosen - NEAR) : chosen + NEAR + 1]
    context |= _beside(line, chosen) | {
        "near": [_shown(moment, names, happened) for moment in reversed(near)],
        "marks": [_shown(line[number], names, happened) for number in sorted(happened)],
        "choices": [_shown(moment, names, happened) for moment in reversed(line[-LONGEST_CHOICE:])],
        "revisions": found.revisions.order_by("-number").defer("content")[:LONGEST_CHOICE],
        "names": names,
        "lost_words": all_lost(request.actor, found),
        "is_complete": history.is_complete(found),
    }
    return render(request, "stories/timeline.html", context)


@needs("stories.write")
@require_POST
def restore_moment(request: ActorRequest, story_id: UUID, last: int) -> HttpResponse:
    """Make the whole text of a moment the current one."""
    try:
        api.restore_moment(actor=request.actor, story_id=story_id, last=last)
    except Refused as refusal:
        return _back(request, story_id, last, refusal)
    messages.success(request, _("Bài đã trở về lúc đã chọn. Bản trước đó vẫn được giữ."))
    return redirect("stories:story", story_id)


@needs("stories.write")
@require_POST
def restore_passage(request: ActorRequest, story_id: UUID, last: int, block: int) -> HttpResponse:
    """Bring one passage of a moment back into the present text."""
    try:
        api.restore_passage(actor=request.actor, story_id=story_id, last=last, block=block)
    except Refused as refusal:
        return _back(request, story_id, last, refusal)
    messages.success(
        request, _("Đã đưa đoạn trở lại bài, ngay sau chỗ cũ của nó. Không chữ nào đang có bị bỏ.")
    )
    return redirect("stories:story", story_id)


def _back(request: ActorRequest, story_id: UUID, last: int, refusal: Refused) -> HttpResponse:
    if refusal.status == 404:
        raise refusal
    messages.error(request, refusal.sentence)
    response = redirect("stories:timeline", story_id)
    response["Location"] += f"?den={last}"
    return response


def _chosen(line: Sequence[Moment], request: ActorRequest) -> int:
    """Return the place of the moment asked for: by an update (`den`) or by its number (`buoc`); else the last."""
    until, step = request.GET.get("den", ""), request.GET.get("buoc", "")
    if until:
        if not until.isdecimal() or len(until) > 18:
            raise NotFound()
        return next((place for place, moment in enumerate(line) if moment.last >= int(until)), len(line) - 1)
    if step.isdecimal() and len(step) < 10:
        return min(max(int(step), 1), len(line)) - 1
    return len(line) - 1


def _at(
    request: ActorRequest, story: Story, moment: Moment, before: Moment | None, standing: frozenset[bytes]
) -> dict[str, object]:
    was, words = history.words_at(story, [before.last if before else 0, moment.last])
    titles = [
        compare.compare_text(was.headline, words.headline),
        compare.compare_text(was.standfirst, words.standfirst),
    ]
    may_write = policies.may_write(request.actor, story)
    return {
        "moment": moment,
        "who": names_of(story, moment.people),
        "titles": [lines_of(row)[0] for row in titles if any(piece.text for piece in row.inline)],
        "passages": list(
            _passages(was.body, words.body, standing, before.last if before else 0, moment.last)
        ),
        "may_write": may_write,
        "this": of_moment(moment.last),
        "previous": of_moment(before.last) if before else "",
    }


def _beside(line: Sequence[Moment], chosen: int) -> dict[str, object]:
    return {
        "before": line[chosen - 1] if chosen else None,
        "after": line[chosen + 1] if chosen + 1 < len(line) else None,
        "first": line[0],
        "newest": line[-1],
        "count": len(line),
    }


@lru_cache(maxsize=16)
def _standing(story: Story, newest: int) -> frozenset[bytes]:
    """Return the blocks that stand now, which is after the update `newest`: whoever steps on asks again and again."""
    return passage.standing(body_of(story))


def _passages(
    was: Node, words: Node, standing: frozenset[bytes], was_last: int, last: int
) -> Iterator[Passage]:
    """Yield the text block by block, with what went in this moment; what does not stand now can come back."""
    old, new = _places(was), _places(words)
    pending: list[Line] = []
    place: tuple[Node, int, int] | None = None
    for row in compare.compare(was, words):
        is_gone = row.change == Change.REMOVED
        here = (was, was_last, next(old)) if is_gone else (words, last, next(new))
        if not is_gone and row.change != Change.ADDED:
            next(old)
        if pending and place is not None and (place[0] is not here[0] or place[2] != here[2]):
            yield _passage(pending, standing, *place)
            pending = []
        place = here
        pending += lines_of(row)
    if pending and place is not None:
        yield _passage(pending, standing, *place)


def _places(tree: Node) -> Iterator[int]:
    """Yield for each line of a comparison the block that it belongs to."""
    for number, block in enumerate(tree.children):
        if isinstance(block, Node):
            yield from [number] * compare.lines_in(block)


def _passage(lines: list[Line], here: frozenset[bytes], tree: Node, last: int, block: int) -> Passage:
    as_it_was = tree.children[block]
    is_here = isinstance(as_it_was, Node) and passage.key(as_it_was) in here
    is_here = is_here or passage.key(passage.passage_of(tree, block)) in here
    return Passage(tuple(lines), None if is_here else last, block)


def _shown(moment: Moment, names: dict[UUID | None, str], happened: dict[int, tuple[Event, ...]]) -> Shown:
    who = ", ".join(names[person] for person in moment.people)
    return Shown(moment, who, happened.get(moment.number - 1, ()))


def _by_moment(line: Sequence[Moment], events: Sequence[Event]) -> dict[int, tuple[Event, ...]]:
    """Return what happened after each moment (by its place) and before the next one."""
    found: dict[int, tuple[Event, ...]] = {}
    place = 0
    for event in events:
        while place + 1 < len(line) and line[place + 1].began_at <= event.at:
            place += 1
        found[place] = (*found.get(place, ()), event)
    return found
