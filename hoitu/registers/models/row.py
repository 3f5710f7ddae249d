"""What every row of a register has: an agency, a place in the order, words to find it by, an end."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.kernel.text import fold, sort_key


class VndField(models.BigIntegerField):  # type: ignore[type-arg]
    """An amount in whole đồng; screens and sheets show it as money."""


class Row(models.Model):
    """A row of one agency's register. Nothing is deleted: what was wrong is archived with a reason."""

    agency_id: UUID
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="+", editable=False
    )
    folded = models.TextField(default="", editable=False)
    sort_key = models.BinaryField(default=b"", editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    archived_at = models.DateTimeField(_("Lưu trữ lúc"), null=True, editable=False)
    archive_reason = models.CharField(_("Lý do lưu trữ"), max_length=300, default="", editable=False)

    objects = ScopedManager()

    class Meta:
        abstract = True
        ordering = ["sort_key", "id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.index()
        self.changed_at = clock.now()
        super().save(*args, **kwargs)

    def index(self) -> None:
        """Set by which words the row is found and where it stands; both may name the rows that it refers to."""
        words = [str(self)] + [
            str(getattr(self, field.name))
            for field in self._meta.concrete_fields
            if field.editable and isinstance(field, models.CharField | models.TextField)
        ]
        self.folded = fold(" ".join(filter(None, words)))
        self.sort_key = sort_key(str(self))


def once(*fields: str, name: str) -> models.UniqueConstraint:
    """Return the rule that an agency has one row in force with these values."""
    return models.UniqueConstraint(fields=["agency", *fields], condition=Q(archived_at=None), name=name)
