"""How people work for an agency: memberships, desks, roles, and invitations to join."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoitu.accounts.models.organisations import Organisation
from hoitu.accounts.models.people import Person
from hoitu.kernel import clock
from hoitu.kernel.access import permissions
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.kernel.text import sort_key


def known_permissions(codes: object) -> None:
    """Refuse a role's permission list that names something no room declares."""
    known = {permission.code for permission in permissions()}
    if not isinstance(codes, list) or not set(codes) <= known:
        raise ValidationError(_("Vai trò chứa quyền không có trong hệ thống."))


class Desk(models.Model):
    """A desk (ban, phòng) of one agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Organisation, related_name="+", on_delete=models.PROTECT)
    name = models.CharField(_("Tên ban, phòng"), max_length=120)
    short_name = models.CharField(_("Tên viết tắt"), max_length=30, blank=True)
    sort_key = models.BinaryField(default=b"", editable=False)
    position = models.PositiveSmallIntegerField(_("Thứ tự"), default=0)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager()

    class Meta:
        ordering = ["position", "sort_key", "id"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="desk_name_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Role(models.Model):
    """A named set of permissions that an agency edits as it likes."""

    agency_id: UUID
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Organisation, related_name="+", on_delete=models.PROTECT)
    # The default role it came from ("reporter"), empty for roles the agency made itself.
    key = models.CharField(max_length=30, blank=True, editable=False)
    name = models.CharField(_("Tên vai trò"), max_length=80)
    description = models.CharField(_("Mô tả"), max_length=300, blank=True)
    permissions = models.JSONField(default=list, blank=True, validators=[known_permissions])
    # What the default role held when this one last followed it; None: founded before that was written down.
    shipped = models.JSONField(null=True, editable=False)
    mfa_required = models.BooleanField(_("Bắt buộc xác thực hai bước"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="role_name_once"),
            models.UniqueConstraint(fields=["agency", "key"], condition=~Q(key=""), name="role_key_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's work for one agency; there is at most one per pair, its history is in the trail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, related_name="memberships", on_delete=models.PROTECT)
    agency = models.ForeignKey(Organisation, related_name="+", on_delete=models.PROTECT)
    titles = models.JSONField(default=list, blank=True)
    desks = models.ManyToManyField(Desk, related_name="memberships", blank=True)
    roles = models.ManyToManyField(Role, related_name="memberships", blank=True)
    active_from = models.DateTimeField(default=clock.now)
    active_until = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "agency"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(active_until__isnull=True) | Q(active_until__gte=F("active_from")),
                name="membership_dates",
            ),
        ]
        indexes = [models.Index(fields=["agency", "active_until"], name="membership_current")]


class Invitation(models.Model):
    """An offer, sent by e-mail, to join an agency. Only the hash of its one-time token is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Organisation, related_name="+", on_delete=models.CASCADE)
    email = models.EmailField(_("Thư điện tử"))
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    titles = models.JSONField(default=list, blank=True)
    desks = models.ManyToManyField(Desk, related_name="+", blank=True)
    roles = models.ManyToManyField(Role, related_name="+", blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Person, null=True, related_name="+", on_delete=models.SET_NULL)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_open_once",
            )
        ]
