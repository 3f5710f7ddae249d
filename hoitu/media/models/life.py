"""How a file leaves the archive, and what keeps it there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.media.models.assets import AssetRow


class BinRow(models.Model):
    """A file lies in the bin: who put it there and why, and who asked to purge it, while somebody has."""

    asset = models.OneToOneField(AssetRow, on_delete=models.CASCADE, primary_key=True, related_name="binned")
    reason = models.CharField(max_length=500)
    binned_by_name = models.CharField(max_length=200)
    binned_at = models.DateTimeField()
    state_before = models.CharField(max_length=12, choices=AssetRow.State)
    purge_asked_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    purge_asked_by_name = models.CharField(max_length=200, blank=True)
    purge_asked_at = models.DateTimeField(null=True)

    objects = ScopedManager["BinRow"](field="asset__agency")

    class Meta:
        ordering = ["-binned_at", "-asset_id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="bin_says_why"),
            models.CheckConstraint(
                condition=Q(purge_asked_by=None, purge_asked_at=None)
                | Q(purge_asked_by__isnull=False, purge_asked_at__isnull=False),
                name="purge_asked_by_somebody",
            ),
        ]


class HoldRow(models.Model):
    """Somebody ordered that a file stays as it is, until the hold is lifted.

    PROTECT: while the row exists PostgreSQL itself keeps the file's row, whatever a program forgets to ask.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asset = models.ForeignKey(AssetRow, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=500)
    held_by_name = models.CharField(max_length=200)
    held_at = models.DateTimeField()
    lifted_because = models.CharField(max_length=500, blank=True)
    lifted_by_name = models.CharField(max_length=200, blank=True)
    lifted_at = models.DateTimeField(null=True)

    objects = ScopedManager["HoldRow"](field="asset__agency")

    class Meta:
        ordering = ["-held_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_because=""), name="lifted_hold_says_why"
            ),
            models.UniqueConstraint(fields=["asset"], condition=Q(lifted_at=None), name="held_once"),
        ]


class RetentionClass(models.Model):
    """How long an agency keeps files of a kind. Rows are the agency's own to edit; no law is written into them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên lớp lưu giữ"), max_length=120)
    years = models.PositiveSmallIntegerField(_("Xem lại sau số năm (để trống: vĩnh viễn)"), null=True)
    note = models.CharField(_("Căn cứ, ghi chú"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("Thứ tự"), default=0)
    is_active = models.BooleanField(_("Đang dùng"), default=True)

    objects = ScopedManager["RetentionClass"]()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="retention_class_once"),
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__gte=1, years__lte=200), name="retention_years_sane"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RetentionRow(models.Model):
    """The class that a file was given; `kept_until` puts the next look off (somebody decided to keep it)."""

    asset = models.OneToOneField(
        AssetRow, on_delete=models.CASCADE, primary_key=True, related_name="retention"
    )
    retention = models.ForeignKey(RetentionClass, on_delete=models.PROTECT, null=True, related_name="+")
    kept_until = models.DateField(null=True)
    proposed_at = models.DateTimeField(null=True)  # waits for a decision since

    objects = ScopedManager["RetentionRow"](field="asset__agency")

    class Meta:
        indexes = [models.Index(fields=["proposed_at"], name="retention_to_decide")]


class TombstoneRow(models.Model):
    """What is left of a purged file: which one it was, who let it go and why. Nothing of what it showed.

    `uses` is where it had stood before readers; `left_keys` are its files in the store until the job let go of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    asset_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=AssetRow.Kind)
    size_bytes = models.BigIntegerField()
    added_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    binned_by_name = models.CharField(max_length=200)
    binned_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    purged_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    purged_by_name = models.CharField(max_length=200)
    purged_at = models.DateTimeField()
    uses = models.JSONField(default=list)
    left_keys = models.JSONField(default=list)
    deleted_files = models.PositiveIntegerField(default=0)
    kept_files = models.PositiveIntegerField(default=0)  # other files of the archive need these bytes

    objects = ScopedManager["TombstoneRow"]()

    class Meta:
        ordering = ["-purged_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=F("purged_by")), name="purged_by_two_people")
        ]
        indexes = [models.Index(fields=["agency", "-purged_at", "-id"], name="tombstone_by_time")]
