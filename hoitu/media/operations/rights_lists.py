"""Keep an agency's usage categories and suppliers."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.media.default_categories import CATEGORIES
from hoitu.media.models import RetentionClass, Supplier, UsageCategory
from hoitu.media.queries.rights import categories_of
from hoitu.media.usability import OVERRIDE

NOBODY = UUID(int=0)


def usage_categories(*, agency_id: UUID) -> list[UsageCategory]:
    """Return the agency's usage categories; one that has none yet gets those of `default_categories`."""
    found = categories_of(agency_id=agency_id)
    if found:
        return found
    rows = [
        UsageCategory(
            agency_id=agency_id,
            name=one.name,
            verdict=one.verdict,
            note=one.note,
            cost=one.cost,
            cost_note=one.cost_note,
            order=number * 10,
        )
        for number, one in enumerate(CATEGORIES, 1)
    ]
    UsageCategory.objects.bulk_create(rows, ignore_conflicts=True)
    return categories_of(agency_id=agency_id)


def save_category(
    *,
    actor: Actor,
    category_id: UUID | None,
    name: str,
    verdict: str,
    note: str = "",
    cost: str = "free",
    cost_note: str = "",
    order: int = 0,
    is_active: bool = True,
    retention: RetentionClass | None = None,
) -> UUID:
    """Add a usage category or change one. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    actor.require(OVERRIDE)
    name, note = nfc(name.strip())[:120], nfc(note.strip())[:300]
    if verdict not in UsageCategory.Verdict.values:
        raise BadInput(_("Hãy chọn được dùng, nhắc trước hay không được dùng."))
    if verdict != UsageCategory.Verdict.ALLOWED and not note:
        raise BadInput(_("Hãy ghi câu nhắc: người dùng cần biết vì sao bị nhắc hoặc bị chặn."))
    usage_categories(
        agency_id=actor.agency
    )  # one of their own must not keep the agency from those of the list
    with transaction.atomic():
        rows = UsageCategory.objects.for_agency(actor.agency)
        row = rows.select_for_update().filter(pk=category_id).first() if category_id else None
        if category_id and row is None:
            raise NotFound()
        if not name or rows.filter(name=name).exclude(pk=row.pk if row else NOBODY).exists():
            raise BadInput(_("Hãy đặt tên chưa có trong danh sách."))
        row = row or UsageCategory(agency_id=actor.agency)
        new: dict[str, object] = {
            "name": name,
            "verdict": verdict,
            "note": note,
            "cost": cost,
            "cost_note": nfc(cost_note.strip())[:300],
            "order": order,
            "is_active": is_active,
            "retention": _own(actor, retention),
        }
        return _keep(actor, row, new, "media.category", f"category:{row.pk}")


def _own(actor: Actor, retention: RetentionClass | None) -> RetentionClass | None:
    if retention is not None and retention.agency_id != actor.agency:
        raise NotFound()
    return retention


def save_supplier(
    *,
    actor: Actor,
    supplier_id: UUID | None,
    name: str,
    contact: str = "",
    contract: str = "",
    cost: str = "",
    cost_note: str = "",
    price_vnd: int | None = None,
    quota_per_month: int | None = None,
    over_quota_refuses: bool = False,
    is_active: bool = True,
) -> UUID:
    """Add a supplier or change one; no `quota_per_month`: as many uses as wanted. Raises as `save_category`."""
    actor.require(OVERRIDE)
    name = nfc(name.strip())[:160]
    with transaction.atomic():
        rows = Supplier.objects.for_agency(actor.agency)
        row = rows.select_for_update().filter(pk=supplier_id).first() if supplier_id else None
        if supplier_id and row is None:
            raise NotFound()
        if not name or rows.filter(name=name).exclude(pk=row.pk if row else NOBODY).exists():
            raise BadInput(_("Hãy đặt tên chưa có trong danh sách."))
        row = row or Supplier(agency_id=actor.agency)
        new: dict[str, object] = {
            "name": name,
            "contact": nfc(contact.strip())[:300],
            "contract": nfc(contract.strip())[:200],
            "cost": cost,
            "cost_note": nfc(cost_note.strip())[:300],
            "price_vnd": price_vnd,
            "quota_per_month": quota_per_month,
            "over_quota_refuses": over_quota_refuses,
            "is_active": is_active,
        }
        return _keep(actor, row, new, "media.supplier", f"supplier:{row.pk}")


def _keep(actor: Actor, row: UsageCategory | Supplier, new: dict[str, object], verb: str, key: str) -> UUID:
    before = {name: getattr(row, name) for name in new}
    for name, value in new.items():
        setattr(row, name, value)
    row.save()
    changes = {
        name: (_shown(row_was), _shown(new[name])) for name, row_was in before.items() if row_was != new[name]
    }
    audit.record(actor=actor, verb=verb, object_key=key, object_label=str(row)[:200], changes=changes)
    return row.pk


def _shown(value: object) -> object:
    if value is None:
        return ""
    return str(value) if isinstance(value, RetentionClass) else value
