"""What of draws waits for one person: proof to give, a draw to make, records to judge, a result to close."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoitu.assurance.data import State
from hoitu.assurance.models import Draw, Judgement, ListedRecord
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.clock import end_of_day
from hoitu.kernel.duties import Duty
from hoitu.kernel.text import format_number

WHY = "drawn records of open draws; the filter names the agency or the body"
KIND = gettext_lazy("Rút kiểm chứng")


def duties(*, actor: Actor) -> list[Duty]:
    """Return what waits for the actor in this room; few queries, however much there is."""
    found: list[Duty] = []
    if actor.may("evidence.add"):
        found += _proof(actor)
    if actor.may("assurance.draw"):
        found += _draws(actor)
    if actor.may("assurance.judge") or actor.may("assurance.draw"):
        found += _judging(actor)
    return found


def unproven(*, agency_id: UUID | None = None) -> dict[tuple[UUID, UUID], list[ListedRecord]]:
    """Return the drawn records that nobody has judged and nobody gave proof of, by draw and agency."""
    rows = ListedRecord.objects.unscoped(why=WHY).filter(draw__state=State.DRAWN, place__isnull=False)
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    judged = Judgement.objects.unscoped(why=WHY).filter(record=OuterRef("pk"), superseded_at=None)
    open_ones = list(rows.exclude(Exists(judged)).select_related("draw"))
    given = _given(open_ones)
    found: dict[tuple[UUID, UUID], list[ListedRecord]] = defaultdict(list)
    for row in open_ones:
        if row.pk not in given:
            found[row.draw_id, row.agency_id].append(row)
    return found


def _given(records: Collection[ListedRecord]) -> set[UUID]:
    """Return the records of which a document that was not refused is there."""
    papers = evidence.evidence_about(
        agency_ids={one.agency_id for one in records}, about={one.about for one in records}
    )
    return {
        one.pk
        for one in records
        if any(paper.state != "refused" for paper in papers.get((one.agency_id, one.about), ()))
    }


def _proof(actor: Actor) -> Iterator[Duty]:
    for records in unproven(agency_id=actor.agency).values():
        draw, n = records[0].draw, len(records)
        words = ngettext(
            "Nộp minh chứng cho %(n)s bản ghi bị rút: %(title)s",
            "Nộp minh chứng cho %(n)s bản ghi bị rút: %(title)s",
            n,
        ) % {"n": format_number(n), "title": str(draw)}
        yield _duty(draw, words, draw.proof_due_at, count=n)


def _draws(actor: Actor) -> Iterator[Duty]:
    rows = Draw.objects.for_agency(actor.agency).filter(state=State.ANNOUNCED, draw_on__lte=clock.today())
    for row in rows:
        yield _duty(row, _("Đến ngày rút: %s") % row, end_of_day(row.draw_on))


def _judging(actor: Actor) -> Iterator[Duty]:
    """Who announced does not judge; a record without proof waits for its deadline."""
    rows = ListedRecord.objects.unscoped(why=WHY).filter(
        draw__agency_id=actor.agency, draw__state=State.DRAWN, place__isnull=False
    )
    by_draw: dict[Draw, list[ListedRecord]] = defaultdict(list)
    for row in rows.select_related("draw"):
        by_draw[row.draw].append(row)
    judged = set(
        Judgement.objects.unscoped(why=WHY)
        .filter(record__draw__in=by_draw, superseded_at=None)
        .values_list("record_id", flat=True)
    )
    given, now = _given([one for records in by_draw.values() for one in records]), clock.now()
    for draw, records in by_draw.items():
        left = [one for one in records if one.pk not in judged]
        ready = [one for one in left if one.pk in given or now >= draw.proof_due_at]
        if not left and actor.may("assurance.draw"):
            yield _duty(draw, _("Chốt kết quả kiểm chứng: %s") % draw)
        elif ready and actor.may("assurance.judge") and draw.announced_by_id != actor.person_id:
            words = _("Kết luận %(n)s bản ghi bị rút: %(title)s")
            yield _duty(draw, words % {"n": format_number(len(ready)), "title": str(draw)}, count=len(ready))


def _duty(draw: Draw, words: str, due_at: datetime | None = None, *, count: int = 1) -> Duty:
    return Duty(
        KIND,
        reverse("assurance:draws"),
        "checklist",
        words,
        reverse("assurance:draw", args=[draw.pk]),
        due_at,
        str(draw.announcement["body"]),
        count,
    )
