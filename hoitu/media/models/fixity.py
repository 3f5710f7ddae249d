"""Which files must lie in the store, and whether they do: in the store and in its second copy."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """One file that the archive must not lose: an original, or captions that people wrote.

    Of the installation, not of an agency: the same bytes of two agencies lie once in the store.
    """

    class State(models.TextChoices):
        UNKNOWN = "", _("Chưa kiểm")
        WHOLE = "whole", _("Nguyên vẹn")
        MISSING = "missing", _("Bị mất")
        WRONG = "wrong", _("Bị hỏng")

    key = models.CharField(max_length=200, primary_key=True)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    noted_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State, blank=True)  # in the store
    copy_state = models.CharField(max_length=8, choices=State, blank=True)  # in the second copy

    class Meta:
        indexes = [models.Index(fields=["checked_at", "key"], name="stored_file_by_check")]

    def __str__(self) -> str:
        return self.key


class FixityFinding(models.Model):
    """A file was found wrong or missing in one of its places; `repaired_at` when the other place gave it back."""

    class Where(models.TextChoices):
        STORE = "store", _("Kho chính")
        COPY = "copy", _("Bản thứ hai")

    key = models.CharField(max_length=200)
    where = models.CharField(max_length=5, choices=Where)
    what = models.CharField(max_length=8, choices=StoredFile.State)
    found_at = models.DateTimeField()
    repaired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "where"], condition=models.Q(repaired_at=None), name="finding_open_once"
            )
        ]
        indexes = [models.Index(fields=["-found_at", "-id"], name="finding_by_time")]

    def __str__(self) -> str:
        return f"{self.key}: {self.what}"
