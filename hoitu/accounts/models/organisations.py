"""Organisations with their history, and the two lines above an agency: governing body, state management."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import slugify, sort_key


class Kind(models.TextChoices):
    PRESS_AGENCY = "press_agency", _("Cơ quan báo chí")
    GOVERNING_BODY = "governing_body", _("Cơ quan chủ quản")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    MINISTRY = "ministry", _("Bộ, cơ quan ngang bộ")
    TRAINING_SCHOOL = "training_school", _("Cơ sở đào tạo")
    OTHER = "other", _("Tổ chức khác")


class LinkKind(models.TextChoices):
    GOVERNING = "governing", _("Cơ quan chủ quản")
    STATE_MANAGEMENT = "state_management", _("Cơ quan quản lý nhà nước")
    SUCCESSOR = "successor", _("Cơ quan kế thừa")


class Organisation(models.Model):
    """A body that exists from one day to another. Press agencies are the tenants of an installation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("Loại tổ chức"), max_length=20, choices=Kind)
    name = models.CharField(_("Tên đầy đủ"), max_length=200)
    short_name = models.CharField(_("Tên viết tắt"), max_length=60, blank=True)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    sort_key = models.BinaryField(default=b"", editable=False)
    valid_from = models.DateField(_("Hoạt động từ ngày"), null=True, blank=True)
    valid_until = models.DateField(_("Chấm dứt từ ngày"), null=True, blank=True)
    # Empty: a national body, or one whose province nobody has said.
    province = models.CharField(_("Tỉnh, thành phố"), max_length=20, blank=True, default="")
    address = models.CharField(_("Địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("Điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    security_profile = models.ForeignKey(
        "accounts.SecurityProfile", null=True, blank=True, related_name="+", on_delete=models.PROTECT
    )
    # Which agency wrote this body down; it may correct its own entry, nobody else's.
    entered_by = models.ForeignKey(
        "self", null=True, editable=False, related_name="+", on_delete=models.PROTECT
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="organisation_dates",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        if not self.slug:
            self.slug = _free_slug(self.short_name or self.name)
        super().save(*args, **kwargs)


class OrganisationLink(models.Model):
    """An edge from an organisation to the one that governs, manages or succeeds it, for a period."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_organisation = models.ForeignKey(Organisation, related_name="links_out", on_delete=models.CASCADE)
    to_organisation = models.ForeignKey(Organisation, related_name="links_in", on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=LinkKind)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_organisation=F("to_organisation")), name="organisation_link_other"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="organisation_link_dates",
            ),
            models.UniqueConstraint(
                fields=["from_organisation", "to_organisation", "kind", "valid_from"],
                name="organisation_link_once",
                nulls_distinct=False,
            ),
        ]


def _free_slug(name: str) -> str:
    wanted = slugify(name, max_length=70) or "to-chuc"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, 10_000) if (slug := f"{wanted}-{number}") not in taken)
