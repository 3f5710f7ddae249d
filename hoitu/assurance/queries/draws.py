"""Drawn records with their proof and verdicts, and what these say together."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from hoitu.assurance.data import Result, State, Verdict, Verified
from hoitu.assurance.models import Draw, Judgement, ListedRecord
from hoitu.assurance.policies import drawing
from hoitu.evidence import api as evidence
from hoitu.evidence.api import Evidence
from hoitu.kernel.scoping import ScopedQuerySet

WHY = "a draw lists the records of several agencies; the filter follows"


@dataclass(frozen=True)
class DrawnLine:
    """One drawn record as its page shows it. `proofs` are the documents that were not refused."""

    record: ListedRecord
    judgement: Judgement | None
    proofs: tuple[Evidence, ...]

    @property
    def was_late(self) -> bool:
        """Say whether the first proof came after the deadline."""
        return bool(self.proofs) and all(
            one.submitted_at >= self.record.draw.proof_due_at for one in self.proofs
        )


def listed(row: Draw) -> ScopedQuerySet[ListedRecord]:
    """Return the frozen list of a draw."""
    return ListedRecord.objects.unscoped(why=WHY).filter(draw=row)


def agencies_in(row: Draw, *, drawn_only: bool = False) -> list[UUID]:
    """Return the agencies whose records a draw lists, or of whom it drew some."""
    rows = listed(row).filter(place__isnull=False) if drawn_only else listed(row)
    return sorted(rows.order_by().values_list("agency_id", flat=True).distinct(), key=str)


def drawn_lines(row: Draw, *, agency_id: UUID | None = None) -> list[DrawnLine]:
    """Return the drawn records in their order, of one agency if one is given."""
    rows = listed(row).filter(place__isnull=False).select_related("draw").order_by("place")
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    records = list(rows)
    judged = {
        one.record_id: one
        for one in Judgement.objects.unscoped(why=WHY).filter(record__in=records, superseded_at=None)
    }
    papers = evidence.evidence_about(
        agency_ids={one.agency_id for one in records}, about={one.about for one in records}
    )
    return [
        DrawnLine(
            one,
            judged.get(one.pk),
            tuple(paper for paper in papers.get((one.agency_id, one.about), ()) if paper.state != "refused"),
        )
        for one in records
    ]


def result_of(row: Draw) -> Result:
    """Return what the judgements of a draw say so far."""
    verdicts = Judgement.objects.unscoped(why=WHY).filter(record__draw=row, superseded_at=None)
    counts = Counter(verdicts.values_list("verdict", flat=True))
    drawn = listed(row).filter(place__isnull=False).count()
    return _result(counts, drawn=drawn, listed=int(row.announcement["records"]))


def results_by_agency(row: Draw) -> dict[UUID, Result]:
    """Return the same for each agency of whom records were drawn."""
    return _by_agency([row.pk])[row.pk]


def verified(
    *, plan_id: UUID, target: str, indicator: str, agency_ids: Collection[UUID]
) -> dict[UUID, Verified]:
    """Return what the newest closed draw behind a number found for each agency of whom records were drawn."""
    draws = list(
        Draw.objects.unscoped(why=WHY)
        .filter(plan_id=plan_id, target_key=target, indicator=indicator, state=State.CLOSED)
        .order_by("until_date", "closed_at")
    )
    results = _by_agency([row.pk for row in draws])
    return {
        agency_id: Verified(row.pk, agency_id, row.until_date, row.announcement["body"], result)
        for row in draws
        for agency_id, result in results[row.pk].items()
        if agency_id in agency_ids
    }


def _by_agency(draw_ids: Collection[UUID]) -> dict[UUID, dict[UUID, Result]]:
    sizes = (
        ListedRecord.objects.unscoped(why=WHY)
        .filter(draw_id__in=draw_ids)
        .order_by()
        .values("draw_id", "agency_id")
        .annotate(listed=Count("pk"), drawn=Count("place"))
    )
    verdicts: dict[tuple[UUID, UUID], Counter[str]] = {}
    judged = Judgement.objects.unscoped(why=WHY).filter(record__draw_id__in=draw_ids, superseded_at=None)
    for draw_id, agency_id, verdict in judged.values_list("record__draw_id", "record__agency_id", "verdict"):
        verdicts.setdefault((draw_id, agency_id), Counter())[verdict] += 1
    found: dict[UUID, dict[UUID, Result]] = {draw_id: {} for draw_id in draw_ids}
    for size in sizes:
        if size["drawn"]:
            counts = verdicts.get((size["draw_id"], size["agency_id"]), Counter())
            found[size["draw_id"]][size["agency_id"]] = _result(
                counts, drawn=size["drawn"], listed=size["listed"]
            )
    return found


def _result(counts: Mapping[str, int], *, drawn: int, listed: int) -> Result:
    return Result(
        drawn=drawn,
        holds=counts.get(Verdict.HOLDS, 0),
        fails=counts.get(Verdict.FAILS, 0),
        unclear=counts.get(Verdict.UNCLEAR, 0),
        listed=listed,
    )


def sheet_of(row: Draw, *, reader: UUID) -> dict[str, object]:
    """Return the verification sheet: the whole list as fingerprints, and the records that the reader may see.

    These are the drawn ones for the body, and for an agency all of its own; nobody's others. `seed` is empty until
    the draw.
    """
    rows = list(listed(row).order_by("fingerprint"))
    drawn = sorted((one for one in rows if one.place), key=lambda one: one.place or 0)
    is_body = reader == row.agency_id
    shown = [one for one in rows if one.agency_id == reader or (is_body and one.place)]
    return {
        "form": drawing.FORM,
        "state": row.state,
        "announcement": row.announcement,
        "announcement_sha256": row.announcement_sha256,
        "list": [one.fingerprint for one in rows],
        "seed": row.seed,
        "public_value": row.public_value,
        "public_value_from": row.public_value_from,
        "drawn": [
            {"place": one.place, "ticket": one.ticket, "fingerprint": one.fingerprint} for one in drawn
        ],
        "records": [dict(one.shown.plain()) for one in shown],
    }
