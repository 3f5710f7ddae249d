"""Take an annex of criteria into a catalogue: read, shown to a person, entered only on their word."""

import hashlib
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.maturity.adapters.annex import read_annex
from hoitu.maturity.data import AnnexRow, Basis, Problem, points_of
from hoitu.maturity.models import AnnexDraft, Catalogue, Confidence, Criterion, PillarRow
from hoitu.maturity.operations.catalogue import PointsInUse, kept, record_catalogue, sub_index
from hoitu.maturity.policies.annex import problems_of
from hoitu.maturity.queries import catalogues
from hoitu.strategy import api as strategy


class AnnexBlocked(Refused):
    """Raised when an annex with errors would enter."""

    def __init__(self) -> None:
        super().__init__(_("Tệp còn lỗi nên chưa nhập được. Hãy sửa tệp rồi đọc lại."))


class HasCriteria(Refused):
    """Raised when the catalogue has criteria already."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Bộ chỉ số này đã có tiêu chí. Hãy sửa từng tiêu chí, hoặc xóa hết trước khi nhập phụ lục khác."
            )
        )


@transaction.atomic
def read_draft(*, actor: Actor, catalogue_id: UUID, content: bytes, file_name: str) -> UUID:
    """Read an annex and keep what it says, with every problem, for a person to look at; return the draft.

    Raises `BadInput` when the file cannot be read, `NotTheKeeper`, `NotFound`.
    """
    catalogue = kept(actor, catalogue_id)
    pillars = catalogues.pillars_of(catalogue)
    annex = read_annex(content, pillars)
    problems = [*annex.problems, *_unknown_indicators(annex.rows)]
    problems += problems_of(
        annex.rows, pillars, total=catalogue.total, stated_criteria=catalogue.stated_criteria
    )
    draft = AnnexDraft.objects.create(
        catalogue=catalogue,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        rows=[_kept_row(row) for row in annex.rows],
        problems=[asdict(each) for each in sorted(problems, key=lambda each: each.line or 0)],
        read_by_id=actor.person_id,
        read_at=clock.now(),
    )
    record_catalogue(
        actor,
        catalogue,
        "maturity.read_annex",
        {"file_name": ("", draft.file_name), "rows": (0, len(annex.rows))},
    )
    return draft.pk


@transaction.atomic
def enter_draft(*, actor: Actor, draft_id: UUID, citation: str, confidence: str) -> int:
    """Enter the criteria of a draft; return how many. A pillar without known points takes the sum of its criteria.

    Raises `AnnexBlocked`, `HasCriteria`, `PointsInUse`, `NotTheKeeper`, `NotFound`.
    """
    draft = AnnexDraft.objects.select_for_update(of=("self",)).filter(pk=draft_id).first()
    if draft is None:
        raise NotFound()
    catalogue = kept(actor, draft.catalogue_id)
    rows = rows_of(draft)
    pillars = catalogues.pillars_of(catalogue)
    # The catalogue may have changed since the file was read.
    fresh = problems_of(rows, pillars, total=catalogue.total, stated_criteria=catalogue.stated_criteria)
    if not rows or any(each.blocks for each in [*problems_in(draft), *fresh]):
        raise AnnexBlocked()
    if confidence not in Confidence.values or not citation.strip():
        raise BadInput(_("Hãy ghi căn cứ và độ tin cậy."))
    if catalogue.criteria.exists():
        raise HasCriteria()
    if catalogues.has_scores(catalogue, Basis.CRITERIA):
        raise PointsInUse()
    source = {"citation": citation.strip()[:300], "confidence": confidence}
    for pillar in catalogue.pillars.all():
        _enter_pillar(catalogue, pillar, [row for row in rows if row.pillar == pillar.number], source)
    if catalogue.total is None:
        catalogue.total = points_of(rows)
        catalogue.save(update_fields=["total"])
    record_catalogue(
        actor, catalogue, "maturity.enter_annex",
        {"criteria": (0, len(rows)), "content_hash": ("", draft.sha256)},
    )  # fmt: skip
    catalogue.drafts.all().delete()
    return len(rows)


def rows_of(draft: AnnexDraft) -> list[AnnexRow]:
    """Return the rows of a draft."""
    return [
        AnnexRow(**{**row, "maximum": Decimal(row["maximum"]), "step": Decimal(row["step"])})
        for row in draft.rows
    ]


def problems_in(draft: AnnexDraft) -> list[Problem]:
    """Return what was wrong when the draft was read."""
    return [Problem(**each) for each in draft.problems]


def _kept_row(row: AnnexRow) -> dict[str, Any]:
    return {**asdict(row), "maximum": str(row.maximum), "step": str(row.step)}


def _enter_pillar(
    catalogue: Catalogue, pillar: PillarRow, rows: list[AnnexRow], source: dict[str, str]
) -> None:
    for row in rows:
        Criterion.objects.create(
            catalogue=catalogue,
            sub_index=sub_index(pillar, row.sub_index),
            code=row.code,
            text=row.text,
            maximum=row.maximum,
            step=row.step,
            evidence_asked=row.evidence_asked,
            indicator=row.indicator,
            **source,
        )
    if pillar.maximum is None:
        pillar.maximum, pillar.citation, pillar.confidence = (
            points_of(rows),
            source["citation"],
            source["confidence"],
        )
        pillar.save()


def _unknown_indicators(rows: tuple[AnnexRow, ...]) -> list[Problem]:
    words = _("Chưa có bản ghi nào trả lời chỉ tiêu này.")
    return [
        Problem(row.line, words)
        for row in rows
        if row.indicator and row.indicator not in strategy.computed_indicators()
    ]
