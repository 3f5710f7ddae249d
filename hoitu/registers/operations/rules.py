"""Keep the register of legal rules, shared by the whole installation: only its operators may."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.accounts.api import OPERATE
from hoitu.audit import api as audit
from hoitu.audit.api import INSTALLATION
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc
from hoitu.registers.data import listed_days
from hoitu.registers.models import LegalRule

# A day that cannot be read would be counted as a working day, and a deadline would fall too early.
LISTS_OF_DAYS = frozenset({"calendar.public_holidays"})


@dataclass(frozen=True)
class RuleInput:
    """What a person says about a rule. `value` None: the law has a figure, but it is not known yet."""

    value: object
    citation: str
    confidence: str
    effective_from: date
    effective_until: date | None = None
    note: str = ""


def change_rule(*, actor: Actor, rule_id: UUID, values: RuleInput) -> None:
    """Correct a rule's figure, dates or source. Raises `BadInput`, `NotFound`."""
    actor.require(OPERATE)
    with transaction.atomic():
        row = _locked(rule_id)
        _check(values, key=row.key, but=row.pk)
        changes: dict[str, tuple[object, object]] = {
            name: (str(getattr(row, name)), str(after))
            for name, after in _clean(values).items()
            if getattr(row, name) != after
        }
        for name, after in _clean(values).items():
            setattr(row, name, after)
        row.save()
        _record(actor, row, "registers.change_rule", changes)


def supersede_rule(*, actor: Actor, rule_id: UUID, values: RuleInput) -> UUID:
    """State what a new law says from a day on; the old row ends on that day and stays for earlier days.

    Raises `BadInput` when the day is not after the old row began, `NotFound`.
    """
    actor.require(OPERATE)
    with transaction.atomic():
        old = _locked(rule_id)
        _check(values, key=old.key, but=None)
        if values.effective_from <= old.effective_from:
            raise BadInput(_("Quy định mới phải có hiệu lực sau quy định nó thay thế."))
        before = str(old.effective_until or "")
        old.effective_until = values.effective_from
        old.save(update_fields=["effective_until"])
        new = LegalRule.objects.create(key=old.key, label=old.label, unit=old.unit, **_clean(values))
        _record(
            actor,
            new,
            "registers.supersede_rule",
            {
                "value": (str(old.value), str(new.value)),
                "effective_until": (before, str(values.effective_from)),
            },
        )
    return new.pk


def _locked(rule_id: UUID) -> LegalRule:
    row = LegalRule.objects.select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise NotFound()
    return row


def _check(values: RuleInput, *, key: str, but: UUID | None) -> None:
    if values.confidence not in LegalRule.Confidence.values or not values.citation.strip():
        raise BadInput(_("Hãy ghi căn cứ và độ tin cậy."))
    if values.effective_until and values.effective_until <= values.effective_from:
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu."))
    if key in LISTS_OF_DAYS and values.value is not None:
        _days, unread = listed_days(str(values.value))
        if unread:
            sentence = _("Không đọc được ngày: %s. Hãy viết dạng 2026-09-02, cách nhau bằng dấu phẩy.")
            raise BadInput(sentence % ", ".join(unread)[:200])
    same_day = LegalRule.objects.filter(key=key, effective_from=values.effective_from)
    if (same_day.exclude(pk=but) if but else same_day).exists():
        raise BadInput(_("Đã có quy định này bắt đầu cùng ngày."))


def _clean(values: RuleInput) -> dict[str, object]:
    return asdict(values) | {
        "citation": nfc(values.citation.strip())[:300],
        "note": nfc(values.note.strip()),
    }


def _record(actor: Actor, row: LegalRule, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        object_key=f"legal_rule:{row.pk}",
        object_label=row.label,
        changes=changes,
        agency_id=INSTALLATION,
    )
