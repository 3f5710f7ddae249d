"""Keep the cycles of assessment."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import nfc
from hoitu.maturity.models import Assessment, Catalogue, Confidence, Cycle
from hoitu.maturity.operations.catalogue import NotTheKeeper
from hoitu.maturity.queries import catalogues
from hoitu.maturity.queries.keepers import may_keep, owner_of_new

FIRST_YEAR, LAST_YEAR = 2023, 2100


@dataclass(frozen=True)
class CycleInput:
    """What a person says of a cycle. Days are inclusive; None: no source states them."""

    year: int
    name: str
    catalogue_id: UUID
    entry_from: date | None = None
    entry_until: date | None = None
    figures_from: date | None = None
    figures_until: date | None = None
    results_on: date | None = None
    citation: str = ""
    confidence: str = "R"
    note: str = ""


@transaction.atomic
def save_cycle(*, actor: Actor, values: CycleInput, cycle_id: UUID | None = None) -> UUID:
    """Add a cycle or change one; return it. Who keeps the installation's adds one for all, others their own.

    Raises `BadInput`, `NotTheKeeper`, `NotFound`.
    """
    row = _row(actor, cycle_id)
    _check(values)
    # Locked: a button pressed twice comes here one after the other.
    found = Catalogue.objects.select_for_update(of=("self",)).filter(pk=values.catalogue_id)
    catalogue = found.filter(
        pk__in=catalogues.usable_catalogues(actor, owner_id=row.owner_id).values("pk")
    ).first()
    if catalogue is None:
        raise BadInput(_("Hãy chọn bộ chỉ số mà đơn vị dùng được; kỳ chung không dùng bộ chỉ số tạm thời."))
    same = Cycle.objects.filter(owner_id=row.owner_id, year=values.year, name=nfc(values.name.strip()))
    if same.exclude(pk=row.pk).exists():
        raise BadInput(_("Đã có kỳ mang tên này trong năm đó."))
    if not row._state.adding and row.catalogue_id != catalogue.pk and _is_used(row):
        raise BadInput(_("Đã có bản chấm trong kỳ này nên không đổi bộ chỉ số được."))
    changes: dict[str, tuple[object, object]] = {}
    for name, value in asdict(values).items():
        after = nfc(value.strip()) if isinstance(value, str) else value
        before = getattr(row, name)
        if before != after:
            changes[name] = (str(before or ""), str(after or ""))
            setattr(row, name, after)
    row.save()
    audit.record(
        actor=actor,
        verb="maturity.save_cycle",
        object_key=f"maturity_cycle:{row.pk}",
        object_label=row.name,
        changes=changes,
        agency_id=row.owner_id or audit.INSTALLATION,
    )
    return row.pk


def _row(actor: Actor, cycle_id: UUID | None) -> Cycle:
    """Return the cycle to change, or a new one, of who may keep it."""
    if cycle_id is None:
        row = Cycle(owner_id=owner_of_new(actor))
        row.key = f"ky-{new_id()}"
    else:
        found = Cycle.objects.select_for_update(of=("self",)).filter(pk=cycle_id).first()
        if found is None or (found.owner_id is not None and found.owner_id != actor.agency_id):
            raise NotFound()
        row = found
    if not may_keep(actor, row.owner_id):
        raise NotTheKeeper()
    return row


def _check(values: CycleInput) -> None:
    if not values.name.strip() or not FIRST_YEAR <= values.year <= LAST_YEAR:
        raise BadInput(_("Hãy ghi tên kỳ và năm từ %(year)d.") % {"year": FIRST_YEAR})
    if values.confidence not in Confidence.values:
        raise BadInput(_("Hãy ghi căn cứ và độ tin cậy."))
    spans = ((values.entry_from, values.entry_until), (values.figures_from, values.figures_until))
    if any(first and last and last < first for first, last in spans):
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu."))


def _is_used(row: Cycle) -> bool:
    return Assessment.objects.unscoped(why="any agency's use binds the cycle").filter(cycle=row).exists()
