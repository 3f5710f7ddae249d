"""Write down the rights of files: category, supplier, leases, consent, embargo, "do not use"."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.live import notify_live
from hoitu.kernel.text import format_date, nfc
from hoitu.media.data import Place
from hoitu.media.models import AssetRights, AssetRow, ConsentRow, LeaseRow, Supplier, UsageCategory
from hoitu.media.operations.hold import refuse_held
from hoitu.media.operations.rights_lists import usage_categories
from hoitu.media.usability import place_names

MOST_LEASES = 50
AT_ONCE_MAX = 500


@dataclass(frozen=True)
class NewLease:
    """A lease as people write it: Vietnamese days, both included; no last day: for good; no places: everywhere."""

    allows: bool
    from_date: date
    until_date: date | None = None
    places: tuple[Place, ...] = ()
    note: str = ""


def set_rights(
    *,
    actor: Actor,
    asset_id: UUID,
    category_id: UUID | None,
    supplier_id: UUID | None,
    cost: str = "",
    cost_note: str = "",
    embargo_until: datetime | None = None,
    do_not_use_because: str = "",
) -> None:
    """Replace category, supplier, cost, embargo and "do not use" (a reason means yes) of a file.

    Raises `BadInput`, `NotAllowed`, `NotFound`.
    """
    actor.require("media.edit")
    if cost not in ("", "free", "conditional", "pay"):
        raise BadInput(_("Chi phí là miễn phí, có điều kiện hoặc phải trả tiền."))
    because = nfc(do_not_use_because.strip())[:500]
    with transaction.atomic():
        row, asset = _locked(actor, asset_id)
        _change(
            actor,
            asset,
            row,
            {
                "category": _category(actor, category_id),
                "supplier": _supplier(actor, supplier_id),
                "cost": cost,
                "cost_note": nfc(cost_note.strip())[:300],
                "embargo_until": embargo_until,
                "do_not_use": bool(because),
                "do_not_use_because": because,
            },
        )


def set_rights_by_name(
    *,
    actor: Actor,
    asset_id: UUID,
    category: str = "",
    supplier: str = "",
    leases: Sequence[NewLease] = (),
    cost: str = "",
    cost_note: str = "",
    embargo_until: datetime | None = None,
    do_not_use_because: str = "",
) -> None:
    """Replace the rights of a file and its leases, with category and supplier by their names ("": none).

    Raises `BadInput`, `NotAllowed`, `NotFound`.
    """
    actor.require("media.edit")
    usage_categories(agency_id=actor.agency)
    with transaction.atomic():
        set_rights(
            actor=actor,
            asset_id=asset_id,
            category_id=_named(UsageCategory, actor, category),
            supplier_id=_named(Supplier, actor, supplier),
            cost=cost,
            cost_note=cost_note,
            embargo_until=embargo_until,
            do_not_use_because=do_not_use_because,
        )
        replace_leases(actor=actor, asset_id=asset_id, leases=leases)


def _named(model: type[UsageCategory] | type[Supplier], actor: Actor, name: str) -> UUID | None:
    if not name.strip():
        return None
    found = model.objects.for_agency(actor.agency).filter(name=nfc(name.strip())).first()
    if found is None:
        raise BadInput(_("Chưa có “%s” trong danh sách loại bản quyền, nguồn cung cấp.") % name)
    return found.pk


def set_rights_of_many(
    *,
    actor: Actor,
    asset_ids: Collection[UUID],
    category_id: UUID | None = None,
    supplier_id: UUID | None = None,
    lease: NewLease | None = None,
) -> int:
    """Give many files the same category, supplier and one more lease; what is not given stays. All or none.

    Return how many files there were. Raises `BadInput`, `NotAllowed`, `NotFound`.
    """
    actor.require("media.edit")
    if len(set(asset_ids)) > AT_ONCE_MAX:
        raise BadInput(_("Mỗi lần sửa được tối đa 500 tệp."))
    if not (category_id or supplier_id or lease):
        raise BadInput(_("Hãy chọn loại bản quyền, nguồn cung cấp hoặc thời hạn dùng."))
    new: dict[str, object] = {}
    if category_id:
        new["category"] = _category(actor, category_id)
    if supplier_id:
        new["supplier"] = _supplier(actor, supplier_id)
    with transaction.atomic():
        for asset_id in sorted(set(asset_ids)):
            row, asset = _locked(actor, asset_id)
            _change(actor, asset, row, new)
            if lease:
                _add_lease(actor, asset, lease)
    return len(set(asset_ids))


def add_lease(*, actor: Actor, asset_id: UUID, lease: NewLease) -> UUID:
    """Allow or deny the use of a file for some time. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    actor.require("media.edit")
    with transaction.atomic():
        _row, asset = _locked(actor, asset_id)
        return _add_lease(actor, asset, lease)


def replace_leases(*, actor: Actor, asset_id: UUID, leases: Sequence[NewLease]) -> None:
    """Make these the leases of a file; what stands already stays. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    actor.require("media.edit")
    with transaction.atomic():
        _row, asset = _locked(actor, asset_id)
        wanted = [(one, _as_stored(one)) for one in leases]
        kept = []
        for row in asset.leases.all():
            same = next((each for each in wanted if each[1] == _fields(row)), None)
            if same:
                wanted.remove(same)
                kept.append(row.pk)
        for row in asset.leases.exclude(pk__in=kept):
            _end_lease(actor, asset, row)
        for lease, _stored in wanted:
            _add_lease(actor, asset, lease)


def remove_lease(*, actor: Actor, asset_id: UUID, lease_id: UUID) -> None:
    """Take a lease away; the trail keeps what it said. Raises `NotAllowed`, `NotFound`."""
    actor.require("media.edit")
    with transaction.atomic():
        _row, asset = _locked(actor, asset_id)
        row = asset.leases.filter(pk=lease_id).first()
        if row is None:
            raise NotFound()
        _end_lease(actor, asset, row)


def add_consent(
    *,
    actor: Actor,
    asset_id: UUID,
    person_name: str,
    kind: str,
    is_minor: bool = False,
    note: str = "",
    document_id: UUID | None = None,
) -> UUID:
    """Write down what a person who is shown said to it. `document_id` names a file of the archive as proof.

    Raises `BadInput`, `NotAllowed`, `NotFound`.
    """
    actor.require("media.edit")
    person_name, note = nfc(person_name.strip())[:200], nfc(note.strip())[:500]
    if not person_name:
        raise BadInput(_("Hãy ghi tên người trong hình, hoặc tả để nhận ra (“em bé áo đỏ”)."))
    if kind not in ConsentRow.Kind.values:
        raise BadInput(_("Hãy chọn người trong hình đã đồng ý thế nào."))
    if kind == ConsentRow.Kind.NOT_NEEDED and not note:
        raise BadInput(_("Hãy ghi vì sao không cần hỏi người trong hình."))
    with transaction.atomic():
        _row, asset = _locked(actor, asset_id)
        if document_id and not AssetRow.objects.for_agency(actor.agency).filter(pk=document_id).exists():
            raise NotFound()
        made = ConsentRow.objects.create(
            asset=asset,
            person_name=person_name,
            kind=kind,
            is_minor=is_minor,
            note=note,
            document_id=document_id,
            made_by_name=actor.name,
            made_at=clock.now(),
        )
        _note(actor, asset, "media.consent", f"{person_name}: {made.get_kind_display()}. {note}".strip())
    return made.pk


def withdraw_consent(*, actor: Actor, asset_id: UUID, consent_id: UUID, note: str = "") -> None:
    """Note that a person no longer agrees; twice is once. Raises `NotAllowed`, `NotFound`."""
    actor.require("media.edit")
    with transaction.atomic():
        _row, asset = _locked(actor, asset_id)
        row = asset.consents.filter(pk=consent_id).first()
        if row is None:
            raise NotFound()
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_note = clock.now(), nfc(note.strip())[:500]
            row.save(update_fields=["withdrawn_at", "withdrawn_note"])
            _note(actor, asset, "media.withdraw_consent", f"{row.person_name}. {row.withdrawn_note}".strip())


def lease_words(row: LeaseRow) -> str:
    """Return a stored lease in words: kind, days, places, note."""
    name = _("Cho dùng") if row.allows else _("Cấm dùng")
    first = format_date(clock.local(row.from_at).date())
    last = _("không định hạn")
    if row.until_at:
        last = format_date(clock.local(row.until_at - timedelta(microseconds=1)).date())
    places = place_names(tuple(Place(place) for place in row.places))
    return f"{name} {first} – {last} ({places}). {row.note}".strip()


def _add_lease(actor: Actor, asset: AssetRow, lease: NewLease) -> UUID:
    if lease.until_date and lease.until_date < lease.from_date:
        raise BadInput(_("Ngày cuối phải từ ngày đầu trở đi."))
    if asset.leases.count() >= MOST_LEASES:
        raise BadInput(_("Tệp đã có 50 thời hạn. Hãy bỏ những thời hạn đã qua."))
    row = LeaseRow.objects.create(
        asset=asset, made_by_name=actor.name, made_at=clock.now(), **_as_stored(lease)
    )
    _note(actor, asset, "media.lease", lease_words(row))
    return row.pk


def _end_lease(actor: Actor, asset: AssetRow, row: LeaseRow) -> None:
    refuse_held(asset)  # more may be written down about a held file, what stands stays
    words = lease_words(row)
    row.delete()
    _note(actor, asset, "media.remove_lease", words)


def _as_stored(lease: NewLease) -> dict[str, object]:
    try:
        return {
            "allows": lease.allows,
            "from_at": clock.end_of_day(lease.from_date - timedelta(days=1)),
            "until_at": clock.end_of_day(lease.until_date) if lease.until_date else None,
            "places": [place for place in Place if place in lease.places],
            "note": nfc(lease.note.strip())[:300],
        }
    except OverflowError:
        raise BadInput(_("Ngày quá xa. Hãy kiểm tra lại năm.")) from None


def _fields(row: LeaseRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("allows", "from_at", "until_at", "places", "note")}


def _locked(actor: Actor, asset_id: UUID) -> tuple[AssetRights, AssetRow]:
    asset = AssetRow.objects.for_agency(actor.agency).select_for_update().filter(pk=asset_id).first()
    if asset is None:
        raise NotFound()
    row, _made = AssetRights.objects.for_agency(actor.agency).get_or_create(
        asset=asset, defaults={"changed_at": clock.now()}
    )
    return row, asset


def _change(actor: Actor, asset: AssetRow, row: AssetRights, new: dict[str, object]) -> None:
    before = {name: getattr(row, name) for name in new}
    changed = {name: value for name, value in new.items() if before[name] != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    row.changed_at = clock.now()
    row.save()
    _note(
        actor,
        asset,
        "media.rights",
        changes={name: (_shown(before[name]), _shown(value)) for name, value in changed.items()},
    )


def _note(
    actor: Actor,
    asset: AssetRow,
    verb: str,
    note: str = "",
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    notify_live(actor.agency, "media", str(asset.pk))
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"asset:{asset.pk}",
        object_label=str(asset)[:200],
        changes=changes or {},
        note=note,
    )


def _shown(value: object) -> object:
    return value if isinstance(value, bool) else "" if value is None else str(value)


def _category(actor: Actor, category_id: UUID | None) -> UsageCategory | None:
    if category_id is None:
        return None
    found = UsageCategory.objects.for_agency(actor.agency).filter(pk=category_id).first()
    if found is None:
        raise NotFound()
    return found


def _supplier(actor: Actor, supplier_id: UUID | None) -> Supplier | None:
    if supplier_id is None:
        return None
    found = Supplier.objects.for_agency(actor.agency).filter(pk=supplier_id).first()
    if found is None:
        raise NotFound()
    return found


def places_from(names: Iterable[str]) -> tuple[Place, ...]:
    """Return the places of these names. Raises `BadInput`."""
    try:
        return tuple(Place(name) for name in names)
    except ValueError:
        raise BadInput(_("Có nơi dùng không đúng. Hãy chọn trong danh sách.")) from None
