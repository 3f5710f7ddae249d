"""Connections of an agency's own systems, their keys, and every row that came through them."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.connector.data import Algorithm
from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Connection(models.Model):
    """One way by which records of an agency come in. `agency` is the one whose records they are.

    `partner` and `foreign_id` belong to packages: this agency is that organisation of the partner's installation.
    """

    class Kind(models.TextChoices):
        API = "api", _("CMS qua API")
        SHEET = "sheet", _("Bảng tính")
        PACKAGE = "package", _("Gói từ bản cài đặt khác")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(_("Tên hệ thống"), max_length=100)
    partner = models.ForeignKey(
        "connector.Partner", null=True, on_delete=models.PROTECT, related_name="speaks_for"
    )
    foreign_id = models.UUIDField(null=True)
    usual_gap_hours = models.PositiveSmallIntegerField(_("Báo động khi im lặng quá (giờ)"), default=48)
    is_paused = models.BooleanField(default=False)
    last_heard_at = models.DateTimeField(null=True)
    silence_told_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by_name = models.CharField(max_length=150)

    objects = ScopedManager["Connection"]()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(kind="sheet"), name="connection_one_sheet"
            ),
            models.UniqueConstraint(
                fields=["partner", "foreign_id"],
                condition=models.Q(kind="package"),
                name="connection_foreign_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="package", partner__isnull=False, foreign_id__isnull=False)
                | (~models.Q(kind="package") & models.Q(partner=None, foreign_id=None)),
                name="connection_partner_of_packages",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_silent(self) -> bool:
        """Say whether nothing has come for longer than usual; a sheet comes when somebody brings one."""
        if self.is_paused or self.kind == self.Kind.SHEET:
            return False
        return clock.now() - (self.last_heard_at or self.made_at) > timedelta(hours=self.usual_gap_hours)


class ConnectionKey(models.Model):
    """One key by which a connection signs. Two may live at once, so that a sender changes them without a gap."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="keys")
    key_id = models.CharField(max_length=40, unique=True)
    algorithm = models.CharField(
        _("Thuật toán"), max_length=12, choices=[(one.value, one.value) for one in Algorithm]
    )
    sealed_secret = models.BinaryField(default=b"")
    public_key = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    objects = ScopedManager["ConnectionKey"]("connection__agency")

    class Meta:
        ordering = ["-made_at"]


class UsedNonce(models.Model):
    """One-time word of a request that was taken: the same request is not taken again."""

    id = models.BigAutoField(primary_key=True)
    key = models.ForeignKey(ConnectionKey, on_delete=models.CASCADE, related_name="nonces")
    nonce = models.CharField(max_length=64)
    used_at = models.DateTimeField(db_index=True)

    objects = ScopedManager["UsedNonce"]("key__connection__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "nonce"], name="connection_nonce_once")]


class Batch(models.Model):
    """One delivery of rows, and how they were answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="batches")
    received_at = models.DateTimeField()
    accepted = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    objects = ScopedManager["Batch"]("connection__agency")

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["connection", "-received_at"], name="connection_batches")]


class Item(models.Model):
    """The newest version of a row by the sender's own id; what is older changes nothing any more."""

    id = models.BigAutoField(primary_key=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="items")
    sender_id = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    is_retracted = models.BooleanField(default=False)

    objects = ScopedManager["Item"]("connection__agency")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "sender_id"], name="connection_item_once")
        ]


class RefusedRow(models.Model):
    """A row that could not be taken, as it was sent, until it comes right, is tried again, or is given up."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ xử lý")
        DONE = "done", _("Đã nhận sau đó")
        DROPPED = "dropped", _("Đã bỏ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="refused_rows")
    sender_id = models.CharField(max_length=200)
    given = models.JSONField()
    faults = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    refused_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    objects = ScopedManager["RefusedRow"]("connection__agency")

    class Meta:
        ordering = ["-refused_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "sender_id"],
                condition=models.Q(state="waiting"),
                name="connection_refused_once",
            )
        ]


class SheetFile(models.Model):
    """A workbook that somebody brought."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="sheets")
    file_name = models.CharField(max_length=200)
    by_name = models.CharField(max_length=150)
    brought_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    objects = ScopedManager["SheetFile"]("connection__agency")

    class Meta:
        ordering = ["-brought_at", "-pk"]


class SheetLine(models.Model):
    """One row of it: what was typed, what is wrong with it, what came of it."""

    class Outcome(models.TextChoices):
        NEW = "new", _("Sẽ thêm")
        CHANGE = "change", _("Sẽ sửa")
        SAME = "same", _("Đã có, không đổi")
        BAD = "bad", _("Phải sửa")
        DONE = "done", _("Đã ghi")
        DROPPED = "dropped", _("Đã bỏ")

    id = models.BigAutoField(primary_key=True)
    sheet = models.ForeignKey(SheetFile, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    typed = models.JSONField(default=dict)
    errors = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome)

    objects = ScopedManager["SheetLine"]("sheet__connection__agency")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="connector_line_once")]
        indexes = [models.Index(fields=["sheet", "outcome"], name="connector_line_outcome")]
