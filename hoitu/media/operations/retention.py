"""How long files are kept: an agency's own classes, the class of a file, and what has reached its end.

Nothing is ever deleted here: what has reached its end stands in a list until somebody decides.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.media.models import AssetRow, HoldRow, RetentionClass, RetentionRow
from hoitu.media.operations.hold import locked, note

MOST_YEARS = 200
NOBODY = UUID(int=0)
AT_ONCE = 1_000
_OURS_TO_CHANGE = "Hàng mẫu, không phải con số của văn bản pháp luật; hãy sửa theo quy định của cơ quan."
SEEDED: tuple[tuple[str, int | None], ...] = (
    ("Vĩnh viễn", None),
    ("Xem lại sau 10 năm", 10),
    ("Xem lại sau 2 năm", 2),
)


def retention_classes(*, agency_id: UUID) -> list[RetentionClass]:
    """Return the agency's classes; one that has none yet gets rows to begin with, marked as such."""
    rows = RetentionClass.objects.for_agency(agency_id)
    if not rows.exists():
        RetentionClass.objects.bulk_create(
            [
                RetentionClass(
                    agency_id=agency_id, name=name, years=years, note=_OURS_TO_CHANGE, order=number * 10
                )
                for number, (name, years) in enumerate(SEEDED, 1)
            ],
            ignore_conflicts=True,
        )
    return list(RetentionClass.objects.for_agency(agency_id))


def save_retention_class(
    *,
    actor: Actor,
    class_id: UUID | None,
    name: str,
    years: int | None,
    note: str = "",
    order: int = 0,
    is_active: bool = True,
) -> UUID:
    """Add a class or change one; no `years`: kept for good. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    actor.require("media.purge")
    name = " ".join(nfc(name).split())[:120]
    if years is not None and not 1 <= years <= MOST_YEARS:
        raise BadInput(_("Số năm từ 1 đến 200; để trống nếu giữ vĩnh viễn."))
    retention_classes(agency_id=actor.agency)
    with transaction.atomic():
        rows = RetentionClass.objects.for_agency(actor.agency)
        row = rows.select_for_update().filter(pk=class_id).first() if class_id else None
        if class_id and row is None:
            raise NotFound()
        others = rows.exclude(pk=row.pk) if row else rows
        if not name or others.filter(name=name).exists():
            raise BadInput(_("Hãy đặt tên chưa có trong danh sách."))
        row = row or RetentionClass(agency_id=actor.agency)
        new = {"name": name, "years": years, "note": nfc(note.strip())[:300], "order": order}
        new["is_active"] = is_active
        before = {field: getattr(row, field) for field in new}
        for field, value in new.items():
            setattr(row, field, value)
        row.save()
        changes = {field: (before[field], new[field]) for field in new if before[field] != new[field]}
        audit.record(
            actor=actor,
            verb="media.retention_class",
            object_key=f"retention:{row.pk}",
            object_label=name,
            changes={
                field: ("" if was is None else was, "" if now is None else now)
                for field, (was, now) in changes.items()
            },
        )
    return row.pk


def set_retention(*, actor: Actor, asset_id: UUID, class_id: UUID | None) -> None:
    """Give a file a class of its own; None: what its usage category says. Raises `NotAllowed`, `NotFound`."""
    actor.require("media.edit")
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        rows = RetentionClass.objects.for_agency(actor.agency)
        chosen = rows.filter(pk=class_id).first() if class_id else None
        if class_id and chosen is None:
            raise NotFound()
        RetentionRow.objects.for_agency(actor.agency).update_or_create(
            asset=asset, defaults={"retention": chosen, "proposed_at": None, "kept_until": None}
        )
        note(actor, asset, "media.retention", chosen.name if chosen else _("theo loại bản quyền"))


def keep_on(*, actor: Actor, asset_id: UUID, years: int) -> date:
    """Keep a file that has reached its end, and return the day of the next look. Raises `BadInput`, `NotFound`."""
    actor.require("media.delete")
    with transaction.atomic():
        asset = locked(actor.agency, asset_id)
        if not 1 <= years <= MOST_YEARS:
            raise BadInput(_("Số năm giữ tiếp từ 1 đến 200."))
        row = RetentionRow.objects.for_agency(actor.agency).filter(asset=asset).first()
        if row is None or row.proposed_at is None:
            raise NotFound(_("Tệp này không còn chờ quyết định. Có thể người khác vừa quyết định."))
        until = years_from(clock.today(), years)
        row.kept_until, row.proposed_at = until, None
        row.save(update_fields=["kept_until", "proposed_at"])
        note(actor, asset, "media.keep_on", _("đến %s") % until.strftime("%d/%m/%Y"))
    return until


def propose_ended() -> int:
    """Put what has reached its end onto its agency's list; return how many. Twice a day is once."""
    count = 0
    everybody = "jobs serve every agency"
    for chosen in RetentionClass.objects.unscoped(why=everybody).filter(years__isnull=False):
        count += _propose(chosen, chosen.years or 0)
    return count


def years_from(day: date, years: int) -> date:
    """Return the same day so many years later (or earlier); 29 February is the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _propose(chosen: RetentionClass, years: int) -> int:
    today = clock.today()
    own = Q(retention__retention=chosen)
    by_category = Q(rights__category__retention=chosen) & (Q(retention=None) | Q(retention__retention=None))
    ended = (
        AssetRow.objects.for_agency(chosen.agency_id)
        .filter(own | by_category, state=AssetRow.State.READY)
        .filter(added_at__lt=clock.end_of_day(years_from(today, -years)))
        .filter(Q(retention=None) | Q(retention__proposed_at=None))
        .filter(Q(retention=None) | Q(retention__kept_until=None) | Q(retention__kept_until__lte=today))
        .exclude(holds__in=HoldRow.objects.for_agency(chosen.agency_id).filter(lifted_at=None))
        .order_by("pk")[:AT_ONCE]
    )
    rows = RetentionRow.objects.for_agency(chosen.agency_id)
    for asset in ended:
        rows.update_or_create(asset=asset, defaults={"proposed_at": clock.now()})
    return len(ended)
