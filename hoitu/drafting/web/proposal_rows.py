"""What the review's screens show of an item: its words in short, its source, its time, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.drafting.models import PlanProposal, ProposalItem, ProposalLine
from hoitu.drafting.queries.proposals import (
    Review,
    lines_around,
    parent_of,
    span_of_items,
)
from hoitu.drafting.reviewing import words
from hoitu.drafting.reviewing.fields import Entry
from hoitu.drafting.reviewing.items import targets_of, words_of
from hoitu.drafting.reviewing.times import TimeReading, read_time
from hoitu.strategy import api as strategy
from hoitu.strategy.data import Op, Quantity, Span, Target, Task

TITLES = {"document": "title", "body": "name"}
TIMES = {"task": "time", "report": "when"}
FACTS = {
    "task": (
        ("lead", gettext_lazy("Chủ trì")),
        ("coordinators", gettext_lazy("Phối hợp")),
        ("product", gettext_lazy("Sản phẩm")),
    ),
    "report": (("who", gettext_lazy("Ai gửi")), ("to", gettext_lazy("Gửi ai"))),
    "document": (("issuer", gettext_lazy("Cơ quan ban hành")), ("number", gettext_lazy("Số"))),
}
Kind = ProposalItem.Kind


@dataclass(frozen=True)
class Row:
    """One item in the review's table. `lines` are the file's lines around it."""

    item: ProposalItem
    title: str
    facts: tuple[str, ...]
    lines: Sequence[ProposalLine]
    time: TimeReading | None
    is_complete: bool


def rows_of(review: Review, kind: str) -> list[Row]:
    """Return the items of a kind as the review lists them."""
    items = review.of_kind(kind)
    around = lines_around(review.proposal, {item.line for item in items if item.line})
    span = span_of_items(review.document)
    return [_row(item, review.entries[item.pk], around, span) for item in items]


def _row(item: ProposalItem, entry: Entry, around: dict[int, list[ProposalLine]], span: Span) -> Row:
    return Row(
        item=item,
        title=item.values.get(TITLES.get(item.kind, "text"), "") or _("(chưa ghi)"),
        facts=facts_of(entry),
        lines=around.get(item.line or 0, []),
        time=time_of(item.kind, item.values, span),
        is_complete=entry.is_complete,
    )


def time_of(kind: str, values: dict[str, Any], span: Span) -> TimeReading | None:
    """Return how the time words of a task or a report duty are understood."""
    name = TIMES.get(kind)
    return read_time(str(values.get(name, "")), span) if name else None


def facts_of(entry: Entry) -> tuple[str, ...]:
    """Return in words what stands in an entry beside its text."""
    if entry.kind == Kind.TARGET:
        year = entry.form.data.get("year") or _("chưa có năm")
        return (str(year), *(measure_words(form.data, form.prefix or "") for form in entry.measures))
    if entry.kind == Kind.BODY:
        return (str(words.BODY_KINDS.get(entry.form.data.get("kind", ""), "")),)
    found = ((label, entry.form.data.get(name)) for name, label in FACTS.get(entry.kind, ()))
    return tuple(f"{label}: {'; '.join(str(value).splitlines())}" for label, value in found if value)


def measure_words(values: Any, prefix: str) -> str:
    """Return one number in words: "IND-01 · ít nhất 70 % cơ quan báo chí"."""

    def typed(name: str) -> str:
        return str(values.get(f"{prefix}-{name}", "") or "")

    indicator = typed("indicator") or _("chưa chọn chỉ số")
    op, unit = typed("op"), str(words.UNITS.get(typed("unit"), ""))
    if op == Op.ACHIEVED:
        return f"{indicator} · {unit}"
    space = "" if unit.startswith("%") else " "
    number = f"{words.OPS.get(op, '')} {typed('value')}{space}{unit}".strip()
    threshold = typed("threshold_value")
    more = f", {typed('threshold_what')} ≥ {threshold}%" if threshold else ""
    return f"{indicator} · {number}{more}"


def fill_choices(entry: Entry, proposal: PlanProposal) -> None:
    """Put the lists into an entry's form that depend on who looks."""
    if entry.kind == Kind.DOCUMENT:
        if proposal.is_own_plan:
            for name in ("parent", "replaces", "number", "issued_on"):
                del entry.form.fields[name]
            return
        plans = {
            "parent": strategy.plans_to_adapt(proposal.agency_id),
            "replaces": strategy.plans_to_replace(proposal.agency_id),
        }
        for name, cards in plans.items():
            choices = [("", _("— không —")), *((str(card.id), card.title[:120]) for card in cards)]
            entry.form.fields[name].widget = forms.Select(choices=choices)
    elif entry.kind in (Kind.TARGET, Kind.TASK):
        entry.form.fields["parent"].widget = forms.Select(choices=_above(entry.kind, proposal))


def _above(kind: str, proposal: PlanProposal) -> list[tuple[str, str]]:
    parent = parent_of(proposal)
    above: Sequence[Target | Quantity | Task] = ()
    if parent is not None:
        above = targets_of(parent) if kind == Kind.TARGET else parent.tasks
    return [("", _("— không —")), *((one.id, f"{one.id}: {words_of(one)}"[:120]) for one in above)]


def next_open(proposal: PlanProposal, item: ProposalItem) -> UUID | None:
    """Return the item of the same kind to look at after this one: the next that nobody has seen, else the first."""
    waiting = list(
        proposal.items.filter(kind=item.kind, state=ProposalItem.State.PROPOSED)
        .exclude(pk=item.pk)
        .values_list("position", "pk")
    )
    after = [pk for position, pk in waiting if position > item.position]
    return after[0] if after else (waiting[0][1] if waiting else None)
