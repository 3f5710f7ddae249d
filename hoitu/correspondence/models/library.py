"""Guidance, programme frameworks and models that a body shares with those below it (F52)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Guide(models.Model):
    """One document of the library. Whoever is in its audience today sees it, newcomers included."""

    class Kind(models.TextChoices):
        GUIDANCE = "guidance", _("Tài liệu hướng dẫn")
        FRAMEWORK = "framework", _("Khung chương trình")
        MODEL = "model", _("Mô hình")
        TEMPLATE = "template", _("Biểu mẫu")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("Loại tài liệu"), max_length=10, choices=Kind, default=Kind.GUIDANCE)
    title = models.CharField(_("Tên tài liệu"), max_length=300)
    summary = models.TextField(_("Tóm tắt"), blank=True)
    basis = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    audience = models.JSONField(default=dict)
    valid_until = models.DateField(_("Hết hiệu lực từ"), null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaces")
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveSmallIntegerField(default=0)
    folded = models.TextField(default="", editable=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ScopedManager["Guide"]()

    class Meta:
        ordering = ["-changed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=models.F("id")),
                name="guide_not_replaced_by_itself",
            )
        ]

    def __str__(self) -> str:
        return self.title


class GuideVersion(models.Model):
    """A version of a library document: words, a file, or both."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(_("Nội dung"), blank=True)
    file = models.ForeignKey(
        "correspondence.Attachment", null=True, on_delete=models.PROTECT, related_name="guide_versions"
    )
    note = models.CharField(_("Có gì mới"), max_length=500, blank=True)
    shared_at = models.DateTimeField()
    shared_by_name = models.CharField(max_length=150)

    objects = ScopedManager["GuideVersion"]()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["guide", "number"], name="guide_version_once")]


class GuideReading(models.Model):
    """That an organisation opened a version. `agency` is the reader; the person is known inside it only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(GuideVersion, on_delete=models.CASCADE, related_name="readings")
    person_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = ScopedManager["GuideReading"]()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["agency", "version"], name="guide_read_once")]
