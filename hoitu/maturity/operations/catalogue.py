"""Keep a catalogue: its pillars, levels and criteria, and provisional copies of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound, Refused
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import nfc
from hoitu.maturity.data import Band, Basis
from hoitu.maturity.models import (
    Catalogue,
    Confidence,
    Criterion,
    LevelBand,
    PillarRow,
    Score,
    SubIndex,
)
from hoitu.maturity.policies.levels import problem_with_bands
from hoitu.maturity.queries import catalogues
from hoitu.maturity.queries.keepers import may_keep, may_make_provisional
from hoitu.strategy import api as strategy


class NotTheKeeper(NotAllowed):
    """Raised when somebody else keeps this catalogue."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Bộ chỉ số và kỳ chung do bộ quản lý hoặc người vận hành hệ thống giữ. "
                "Đơn vị khác tạo và sửa bản tạm thời của mình, ghi rõ không phải bản chính thức."
            )
        )


class PointsInUse(Refused):
    """Raised when a change would give another meaning to points that somebody has given."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Đã có cơ quan chấm theo bộ chỉ số này nên không đổi điểm, mã hay cấu trúc được nữa. Hãy tạo bản mới."
            )
        )


@dataclass(frozen=True)
class PillarInput:
    """What a person says of a pillar. `maximum` None: no source states it."""

    name: str
    maximum: Decimal | None
    citation: str
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class BandInput:
    """What a person says of a level; `floor` None: no source states it."""

    name: str
    floor: Decimal | None
    citation: str = ""
    confidence: str = "R"
    note: str = ""


@dataclass(frozen=True)
class CriterionInput:
    """What a person says of a criterion, as its annex prints it."""

    pillar_id: UUID
    sub_index: str
    code: str
    text: str
    maximum: Decimal
    step: Decimal
    citation: str
    confidence: str
    evidence_asked: str = ""
    indicator: str = ""
    note: str = ""


@transaction.atomic
def copy_catalogue(*, actor: Actor, catalogue_id: UUID) -> UUID:
    """Make a provisional copy that the actor's organisation keeps; return it.

    A copy that no cycle uses yet is returned instead of another one. Raises `NotTheKeeper` for a ministry, which
    keeps the installation's own, `NotFound`.
    """
    actor.require("maturity.catalogue")
    source = catalogues.catalogue(actor, catalogue_id)
    if not may_make_provisional(actor):
        raise NotTheKeeper()
    Catalogue.objects.select_for_update(of=("self",)).get(pk=source.pk)  # two presses: one after the other
    unused = Catalogue.objects.filter(owner_id=actor.agency, copied_from=source, cycles=None).first()
    if unused is not None:
        return unused.pk
    copy = Catalogue.objects.get(pk=source.pk)
    copy.pk = copy.id = new_id()
    copy.key, copy.owner_id, copy.copied_from = f"tam-{copy.pk}", actor.agency, source
    copy.note = _("Bản tạm thời chép từ %(number)s, không phải bản chính thức.") % {"number": source.number}
    copy._state.adding = True
    copy.save()
    _copy_parts(source, copy)
    record_catalogue(actor, copy, "maturity.copy_catalogue", {})
    return copy.pk


@transaction.atomic
def save_pillar(*, actor: Actor, pillar_id: UUID, values: PillarInput) -> None:
    """Correct a pillar. Raises `PointsInUse`, `BadInput`, `NotTheKeeper`, `NotFound`."""
    row = PillarRow.objects.select_for_update(of=("self",)).filter(pk=pillar_id).first()
    if row is None:
        raise NotFound()
    catalogue = kept(actor, row.catalogue_id)
    _check_source(values.citation, values.confidence)
    if not values.name.strip() or (values.maximum is not None and not 0 < values.maximum < 1000):
        raise BadInput()
    if values.maximum != row.maximum and catalogues.has_scores(catalogue):
        raise PointsInUse()
    changes = _apply(row, asdict(values))
    if changes:
        row.save()
        record_catalogue(actor, catalogue, "maturity.change_catalogue", changes)


@transaction.atomic
def save_bands(*, actor: Actor, catalogue_id: UUID, bands: Sequence[BandInput]) -> None:
    """Replace a catalogue's levels, ascending. Published results keep the levels they were published with.

    Raises `BadInput`, `NotTheKeeper`, `NotFound`.
    """
    catalogue = kept(actor, catalogue_id)
    words = problem_with_bands([Band(each.name, each.floor) for each in bands], total=catalogue.total)
    if words:
        raise BadInput(words)
    for each in bands:
        if each.confidence not in Confidence.values:
            raise BadInput()
    before = " · ".join(f"{each.name} {each.floor}" for each in catalogue.bands.all())
    catalogue.bands.all().delete()
    for position, each in enumerate(bands, start=1):
        LevelBand.objects.create(catalogue=catalogue, position=position, **_clean(asdict(each)))
    after = " · ".join(f"{each.name} {each.floor}" for each in bands)
    record_catalogue(actor, catalogue, "maturity.save_bands", {"levels": (before, after)})


@transaction.atomic
def save_criterion(
    *, actor: Actor, catalogue_id: UUID, values: CriterionInput, criterion_id: UUID | None = None
) -> UUID:
    """Add a criterion or correct one; return it. Words may always be corrected, points only before anybody scored.

    Raises `PointsInUse`, `BadInput`, `NotTheKeeper`, `NotFound`.
    """
    catalogue = kept(actor, catalogue_id)
    row = Criterion(catalogue=catalogue)
    if criterion_id is not None:
        found = Criterion.objects.select_for_update(of=("self",)).filter(pk=criterion_id, catalogue=catalogue)
        row = found.select_related("sub_index").first() or _nothing()
    pillar = catalogue.pillars.filter(pk=values.pillar_id).first() or _nothing()
    _check_criterion(catalogue, values, but=criterion_id)
    if catalogues.has_scores(catalogue, Basis.CRITERIA) and (
        criterion_id is None or _means_other(row, values, pillar)
    ):
        raise PointsInUse()
    wanted = {k: v for k, v in asdict(values).items() if k not in ("pillar_id", "sub_index")}
    changes = _apply(row, wanted)
    row.sub_index = sub_index(pillar, values.sub_index)
    row.save()
    record_catalogue(actor, catalogue, "maturity.save_criterion", changes, label=row.code)
    return row.pk


@transaction.atomic
def remove_criterion(*, actor: Actor, catalogue_id: UUID, criterion_id: UUID) -> None:
    """Take out a criterion that nobody has scored by. Raises `PointsInUse`, `NotTheKeeper`, `NotFound`."""
    catalogue = kept(actor, catalogue_id)
    row = catalogue.criteria.filter(pk=criterion_id).first() or _nothing()
    used = Score.objects.unscoped(why="a criterion with points stays").filter(criterion=row)
    if used.exists() or catalogues.has_scores(catalogue, Basis.CRITERIA):
        raise PointsInUse()
    code, text = row.code, row.text
    row.delete()
    record_catalogue(actor, catalogue, "maturity.remove_criterion", {"text": (text, "")}, label=code)


def kept(actor: Actor, catalogue_id: UUID) -> Catalogue:
    """Return a catalogue that the actor keeps, locked. Raises `NotTheKeeper`, `NotFound`."""
    row = Catalogue.objects.select_for_update(of=("self",)).filter(pk=catalogue_id).first()
    if row is None or (row.owner_id is not None and row.owner_id != actor.agency_id):
        raise NotFound()
    if not may_keep(actor, row.owner_id):
        raise NotTheKeeper()
    return row


def sub_index(pillar: PillarRow, name: str) -> SubIndex:
    """Return the pillar's sub-index of this name, made if it is new."""
    name = nfc(name.strip())
    row = pillar.sub_indices.filter(name=name).first()
    return row or SubIndex.objects.create(
        pillar=pillar, name=name, position=pillar.sub_indices.count() + 1, confidence=pillar.confidence
    )


def record_catalogue(
    actor: Actor, row: Catalogue, verb: str, changes: dict[str, tuple[object, object]], label: str = ""
) -> None:
    """Write into the trail of who keeps the catalogue: the owner's, else the installation's."""
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"maturity_catalogue:{row.pk}",
        object_label=f"{row.number} {label}".strip(),
        changes=changes,
        agency_id=row.owner_id or audit.INSTALLATION,
    )


def _nothing() -> Any:
    raise NotFound()


def _check_source(citation: str, confidence: str) -> None:
    if confidence not in Confidence.values or not citation.strip():
        raise BadInput(_("Hãy ghi căn cứ và độ tin cậy."))


def _check_criterion(catalogue: Catalogue, values: CriterionInput, *, but: UUID | None) -> None:
    _check_source(values.citation, values.confidence)
    if not (values.code.strip() and values.text.strip() and values.sub_index.strip()):
        raise BadInput(_("Hãy ghi chỉ số thành phần, mã và nội dung tiêu chí."))
    if values.maximum <= 0 or values.step <= 0 or values.step > values.maximum:
        raise BadInput(_("Điểm tối đa và bước điểm phải lớn hơn 0; bước không vượt điểm tối đa."))
    if values.indicator and values.indicator not in strategy.computed_indicators():
        raise BadInput(_("Chưa có bản ghi nào trả lời chỉ tiêu này."))
    same = catalogue.criteria.filter(code=values.code.strip())
    if (same.exclude(pk=but) if but else same).exists():
        raise BadInput(_("Mã tiêu chí này đã có trong bộ chỉ số."))


def _means_other(row: Criterion, values: CriterionInput, pillar: PillarRow) -> bool:
    before = (row.code, row.maximum, row.step, row.sub_index.name, row.sub_index.pillar_id)
    return before != (
        values.code.strip(),
        values.maximum,
        values.step,
        nfc(values.sub_index.strip()),
        pillar.pk,
    )


def _apply(row: models.Model, values: dict[str, Any]) -> dict[str, tuple[object, object]]:
    changes: dict[str, tuple[object, object]] = {}
    for name, after in _clean(values).items():
        before = getattr(row, name)
        if before != after:
            changes[name] = (str(before or ""), str(after if after is not None else ""))
            setattr(row, name, after)
    return changes


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    return {name: nfc(value.strip()) if isinstance(value, str) else value for name, value in values.items()}


def _copy_parts(source: Catalogue, copy: Catalogue) -> None:
    """Copy pillars, sub-indices, criteria and levels; each row keeps where it was read."""
    for pillar in source.pillars.all():
        new_pillar = _again(pillar, catalogue=copy)
        for part in pillar.sub_indices.all():
            new_part = _again(part, pillar=new_pillar)
            for criterion in part.criteria.all():
                _again(criterion, catalogue=copy, sub_index=new_part)
    for band in source.bands.all():
        _again(band, catalogue=copy)


def _again(row: models.Model, **links: models.Model) -> Any:
    values = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}
    values.pop("id")
    values = {name: value for name, value in values.items() if name.removesuffix("_id") not in links}
    return type(row)._default_manager.create(**values, **links)
