"""Sheets of people, complaints, press questions: every row as it was typed, until it is written or given up."""

from uuid import UUID

from django.db import models

from hoitu.imports.data import SHEET_OUTCOME_WORDS
from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class BroughtSheet(models.Model):
    """One file that somebody brought for one book."""

    agency_id: UUID
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    book = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    by_name = models.CharField(max_length=150)
    brought_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager["BroughtSheet"]()

    class Meta:
        ordering = ["-brought_at", "-id"]
        indexes = [models.Index(fields=["agency", "book", "-brought_at"], name="brought_sheet_recent")]

    def __str__(self) -> str:
        return self.file_name


class BroughtRow(models.Model):
    """One row of such a file. `typed` maps field names to what was typed; `errors` to what is wrong.

    Of a row that was written, or given up, only the columns that the list shows are kept.
    """

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(BroughtSheet, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    typed = models.JSONField(default=dict)
    errors = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=list(SHEET_OUTCOME_WORDS.items()))

    objects = ScopedManager["BroughtRow"]("sheet__agency")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="brought_row_once")]
        indexes = [models.Index(fields=["sheet", "outcome"], name="brought_row_outcome")]

    def __str__(self) -> str:
        return f"{self.number}"
