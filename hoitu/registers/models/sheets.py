"""Spreadsheets that were brought: every row as it was typed, until it stands in the register or is dropped."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class SheetImport(models.Model):
    """One file that somebody brought for one book."""

    agency_id: UUID
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    by_name = models.CharField(max_length=150)
    brought_at = models.DateTimeField(default=clock.now)
    applied_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-brought_at", "-id"]
        indexes = [models.Index(fields=["agency", "book", "-brought_at"], name="sheet_import_recent")]


class SheetRow(models.Model):
    """One row of such a file. `typed` maps field names to what was typed; `errors` to what is wrong."""

    class Outcome(models.TextChoices):
        NEW = "new", _("Sẽ thêm")
        CHANGE = "change", _("Sẽ sửa")
        SAME = "same", _("Đã có, không đổi")
        BAD = "bad", _("Phải sửa")
        DONE = "done", _("Đã ghi")
        DROPPED = "dropped", _("Đã bỏ")

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    typed = models.JSONField(default=dict)
    errors = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome)

    objects = ScopedManager("sheet__agency")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_row_once")]
        indexes = [models.Index(fields=["sheet", "outcome"], name="sheet_row_outcome")]
