"""The figures of the law, shared by the whole installation."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.registers import data


class LegalRule(models.Model):
    """One figure or list of the law, with its dates, citation and how sure we are of it."""

    class Confidence(models.TextChoices):
        TEXT = "S", _("Đọc trong văn bản")
        TEXT_OCR = "S-ocr", _("Đọc trong bản quét, có thể sai chữ số")
        SECONDARY = "S2", _("Theo nguồn thứ hai")
        UNVERIFIED = "R", _("Chưa xác minh")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(_("Mã"), max_length=80)
    label = models.CharField(_("Nội dung"), max_length=300)
    value = models.JSONField(_("Giá trị"), null=True)
    unit = models.CharField(_("Đơn vị"), max_length=40, blank=True)
    effective_from = models.DateField(_("Áp dụng từ"))
    effective_until = models.DateField(_("Đến trước ngày"), null=True, blank=True)
    citation = models.CharField(_("Căn cứ"), max_length=300)
    confidence = models.CharField(_("Độ tin cậy"), max_length=6, choices=Confidence)
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta:
        ordering = ["key", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "effective_from"], name="legal_rule_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(effective_until=None)
                | models.Q(effective_until__gt=models.F("effective_from")),
                name="legal_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label


HOLIDAYS = "calendar.public_holidays"


def rule_in_force(key: str, on: date) -> data.LegalRule:
    """Return the rule that holds on a day. Raises `RuleUnknown`."""
    row = (
        LegalRule.objects.filter(key=key, effective_from__lte=on)
        .filter(Q(effective_until=None) | Q(effective_until__gt=on))
        .order_by("-effective_from")
        .first()
    )
    if row is None:
        raise data.RuleUnknown(key)
    return data.LegalRule(
        key=row.key,
        label=row.label,
        value=row.value,
        unit=row.unit,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        citation=row.citation,
        confidence=row.confidence,
    )


def holidays(on: date) -> frozenset[date]:
    """Return the public holidays that an operator entered; none until then."""
    try:
        return data.listed_days(str(rule_in_force(HOLIDAYS, on).value or ""))[0]
    except data.RuleUnknown:
        return frozenset()
