"""Two states of a story, and what differs between them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, signed_in
from hoitu.kernel.errors import NotFound
from hoitu.stories import history
from hoitu.stories.content import content_of
from hoitu.stories.document import compare, tree
from hoitu.stories.document.compare import Change, Piece, Row
from hoitu.stories.editions import EDITION_FIELDS
from hoitu.stories.event_links import to_lines
from hoitu.stories.models import AiLabel, BylineRow, DocumentUpdate, Genre, Story
from hoitu.stories.queries import story_for

NOW, MOMENT = "bay-gio", "luc-"
_NAME = re.compile(r"bay-gio|luc-\d{1,18}|\d{1,8}")
WORDS = ("headline", "standfirst", "body")
# Unchanged paragraphs beside a change say where it stands; longer stretches are folded into one line.
CONTEXT_ROWS = 1
SHORTEST_FOLD_ROWS = 3
OPERATIONS = {Change.ADDED: "insert", Change.REMOVED: "delete"}
EMPTY_LINE = "¶"

Runs = list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One line of the screen: both sides and both in one, or (`note`) a word about lines not shown."""

    left: Runs | None
    right: Runs | None
    inline: Runs
    note: str = ""


@dataclass(frozen=True)
class FieldChange:
    """A detail that differs, as a person reads it."""

    label: str
    before: str
    after: str


@signed_in
@require_GET
def comparison(request: ActorRequest, story_id: UUID, older: str, newer: str) -> HttpResponse:
    """Show two revisions (or one and the story as it is now) side by side or inline."""
    found = story_for(actor=request.actor, story_id=story_id)
    left, right = _content(found, older), _content(found, newer)
    titles = [compare.compare_text(left[name], right[name]) for name in ("headline", "standfirst")]
    body = compare.compare(tree.from_json(left["body"]), tree.from_json(right["body"]))
    whole = request.GET.get("tron") == "1"
    return render(
        request,
        "stories/comparison.html",
        {
            "story": found,
            "left_title": _title(found, older),
            "right_title": _title(found, newer),
            "is_inline": request.GET.get("kieu") == "lien",
            "is_whole": whole,
            "titles": [line for row in titles if row.change != Change.SAME for line in lines_of(row)],
            "lines": shown(body, whole=whole) if compare.is_changed(body) else [],
            "fields": list(_changed_fields(left, right)),
        },
    )


@signed_in
@require_GET
def choose(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Lead on to the comparison of the two states that a form names."""
    story_for(actor=request.actor, story_id=story_id)
    names = [request.GET.get("cu", ""), request.GET.get("moi", "")]
    if not all(map(_NAME.fullmatch, names)):
        messages.error(request, _("Hãy chọn hai lúc hoặc hai phiên bản để so sánh."))
        return redirect("stories:timeline", story_id)
    return redirect("stories:comparison", story_id, *names)


def of_moment(last: int) -> str:
    """Return how addresses name the state after an update."""
    return f"{MOMENT}{last}"


def _content(story: Story, which: str) -> dict[str, Any]:
    if which == NOW:
        return content_of(story)
    if which.startswith(MOMENT):
        return _at_moment(story, which.removeprefix(MOMENT))
    row = story.revisions.filter(number=int(which)).first() if which.isdecimal() and len(which) < 9 else None
    if row is None:
        raise NotFound()
    content: dict[str, Any] = row.content
    return content


def _at_moment(story: Story, last: str) -> dict[str, Any]:
    """Return the words as they stood after an update; of details only revisions tell."""
    words = history.words_until(story, _update(story, last).pk)
    return {
        "headline": words.headline,
        "standfirst": words.standfirst,
        "body": tree.to_json(words.body),
    }


def _update(story: Story, last: str) -> DocumentUpdate:
    rows = DocumentUpdate.objects.for_agency(story.agency_id).filter(story=story)
    row = rows.filter(pk=int(last)).first() if last.isdecimal() and len(last) < 19 else None
    if row is None:
        raise NotFound()
    return row


def _title(story: Story, which: str) -> str:
    if which == NOW:
        return _("Bây giờ")
    if which.startswith(MOMENT):
        return f"{clock.local(_update(story, which.removeprefix(MOMENT)).received_at):%H:%M %d/%m/%Y}"
    return _("Phiên bản %s") % which


def shown(rows: Sequence[Row], *, whole: bool) -> list[Line]:
    """Return the lines of the rows; long unchanged stretches become one line that counts them."""
    changed = [number for number, row in enumerate(rows) if row.change != Change.SAME]
    near = {number for spot in changed for number in range(spot - CONTEXT_ROWS, spot + CONTEXT_ROWS + 1)}
    lines: list[Line] = []
    skipped: list[Row] = []
    for number, row in enumerate(rows):
        if whole or number in near:
            lines += [*_fold(skipped), *lines_of(row)]
            skipped = []
        else:
            skipped.append(row)
    return lines + _fold(skipped)


def _fold(rows: list[Row]) -> list[Line]:
    if len(rows) < SHORTEST_FOLD_ROWS:
        return [line for row in rows for line in lines_of(row)]
    words = ngettext("%d đoạn không đổi", "%d đoạn không đổi", len(rows)) % len(rows)
    return [Line(None, None, [], note=words)]


def lines_of(row: Row) -> list[Line]:
    """Return the row's words, then one line for each mark or attribute that came or went."""
    lines = [
        Line(
            None if row.change == Change.ADDED else _runs(row.left, row.label),
            None if row.change == Change.REMOVED else _runs(row.right, row.label),
            _runs(row.inline, row.label),
        )
    ]
    for piece in row.inline:
        if piece.change == Change.FORMAT:
            about = f"“{piece.text.strip()}”: "
            shown: Runs = [("equal", about), ("insert", piece.note)]
            lines.append(Line([("equal", about.rstrip(": "))], shown, shown))
    for attr in row.attrs:
        before: Runs = [("equal", f"{attr.label}: "), ("delete", attr.before or "—")]
        after: Runs = [("equal", f"{attr.label}: "), ("insert", attr.after or "—")]
        both: Runs = [*before, ("equal", " "), ("insert", attr.after or "—")]
        lines.append(Line(before, after, both))
    return lines


def _runs(pieces: Iterable[Piece], label: str) -> Runs:
    runs = [(OPERATIONS.get(piece.change, "equal"), piece.text) for piece in pieces]
    if len(runs) == 1 and runs[0] in (("insert", ""), ("delete", "")):
        return [(runs[0][0], EMPTY_LINE)]  # what comes or goes must be seen
    return runs or [("equal", f"[{label}]")]


def _changed_fields(left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterable[FieldChange]:
    readers: dict[str, tuple[str, Callable[[Any], str]]] = {
        "genre": (_("Thể loại"), lambda key: _choice(Genre.choices, key)),
        "section": (_("Chuyên mục"), _term),
        "topics": (_("Chủ đề"), _terms),
        "tags": (_("Từ khóa"), _terms),
        "bylines": (_("Tác giả"), _bylines),
        "urgency": (_("Độ khẩn"), str),
        "location": (_("Địa điểm"), str),
        "source_credit": (_("Nguồn ghi trên bài"), str),
        "rights_note": (_("Bản quyền"), str),
        "ai_label": (_("Nhãn AI"), lambda key: _choice(AiLabel.choices, key)),
        "event_links": (_("Sự kiện liên quan"), to_lines),
        "is_live": (_("Tường thuật trực tuyến"), lambda on: _("có") if on else _("không")),
        "lead_asset": (_("Ảnh đại diện"), lambda key: key[:8] if key else ""),
        "assets": (_("Tệp ảnh"), lambda found: _("%d ảnh") % len(found)),
        "editions": (_("Bản cho từng kênh"), _editions),
        "corrections": (_("Cải chính"), _corrections),
    }
    known = left.keys() & right.keys()
    for name, (label, read) in readers.items():
        if name not in known:
            continue
        before, after = left.get(name), right.get(name)
        if before != after:
            yield FieldChange(label, *(("" if value is None else read(value)) for value in (before, after)))


def _choice(choices: Sequence[tuple[str, Any]], key: str) -> str:
    return str(dict(choices).get(key, key))


def _term(value: Mapping[str, str]) -> str:
    return value["name"]


def _terms(values: Sequence[Mapping[str, str]]) -> str:
    return ", ".join(map(_term, values))


def _bylines(rows: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(
        f"{row['name']} ({_choice(BylineRow.Role.choices, row['role'])}, {row['share_percent']}%)"
        for row in rows
    )


def _editions(editions: Mapping[str, Mapping[str, str]]) -> str:
    labels = {(kind, field.name): field.label for kind, fields in EDITION_FIELDS.items() for field in fields}
    return "\n".join(
        f"{labels.get((kind, name), name)}: {text}"
        for kind, fields in editions.items()
        for name, text in fields.items()
    )


def _corrections(notices: Sequence[Mapping[str, str]]) -> str:
    return "\n".join(f"{notice['false_content']} → {notice['corrected_content']}" for notice in notices)
