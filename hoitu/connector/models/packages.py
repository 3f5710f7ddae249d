"""Partner installations, the packages that went to them and came from them, and what these said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.connector.data import (
    DIRECTION_WORDS,
    IN_WORDS,
    LINE_WORDS,
    OUT_WORDS,
    TRUST_WORDS,
    Direction,
    InState,
    OutState,
    Trust,
)
from hoitu.kernel import clock
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Partner(models.Model):
    """Another installation with which an organisation of this one exchanges packages along one line.

    `public_key` is pinned when a person has compared its fingerprint with what the other side reads out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên bản cài đặt bên kia"), max_length=200)
    line = models.CharField(_("Theo tuyến"), max_length=20, choices=list(LINE_WORDS.items()))
    direction = models.CharField(
        _("Chiều"), max_length=5, choices=list(DIRECTION_WORDS.items()), default=Direction.OUT
    )
    address = models.CharField(_("Địa chỉ nhận trực tuyến"), max_length=300, blank=True)
    public_key = models.CharField(_("Khóa công khai"), max_length=64)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=list(TRUST_WORDS.items()), default=Trust.WAITING)
    checked_by_name = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by_name = models.CharField(max_length=150)

    objects = ScopedManager["Partner"]()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            # What comes in names its sender's key and the line: these two say for whom it is.
            models.UniqueConstraint(
                fields=["fingerprint", "line"],
                condition=~models.Q(state="revoked"),
                name="partner_once_a_line",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_trusted(self) -> bool:
        return self.state == Trust.TRUSTED


class OutPackage(models.Model):
    """A package made here. `digest` is the SHA-256 of its manifest; the next one of the chain repeats it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="sent")
    seq = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    agencies = models.JSONField(default=list)
    until = models.DateTimeField()
    file_key = models.CharField(max_length=200)
    size_bytes = models.PositiveBigIntegerField()
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=list(OUT_WORDS.items()), default=OutState.BUILT)
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    receipt = models.JSONField(null=True)
    built_at = models.DateTimeField()
    built_by_name = models.CharField(max_length=150)
    settled_at = models.DateTimeField(null=True)

    objects = ScopedManager["OutPackage"]("partner__agency")

    class Meta:
        ordering = ["partner", "-seq"]
        constraints = [models.UniqueConstraint(fields=["partner", "seq"], name="package_out_once")]

    @property
    def file_name(self) -> str:
        """Return the name under which the package is downloaded."""
        return f"hoitu-{self.built_at:%Y%m%d}-{self.seq:05d}.zip"


class InPackage(models.Model):
    """A package that came in; one file counts once, however often it comes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="received")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    file_key = models.CharField(max_length=200)
    chain = models.CharField(max_length=40, blank=True)
    seq = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=list(IN_WORDS.items()))
    reason = models.CharField(max_length=30, blank=True)
    sentence = models.CharField(max_length=400, blank=True)
    counts = models.JSONField(default=dict)
    receipt = models.JSONField(null=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=150, blank=True)

    objects = ScopedManager["InPackage"]()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "sha256"], name="package_in_file_once"),
            models.UniqueConstraint(
                fields=["partner", "chain", "seq"],
                condition=models.Q(state=InState.ACCEPTED),
                name="package_in_place_once",
            ),
        ]


class ReceivedRecord(models.Model):
    """One record besides publications that a partner told of an organisation; the newest one holds. Class B."""

    class Kind(models.TextChoices):
        TALLY = "tallies", _("Số đếm theo chỉ số")
        STATEMENT = "declared", _("Số liệu tự khai")
        EVIDENCE = "evidence", _("Minh chứng đã chấp nhận")
        REPORT = "reports", _("Báo cáo đã gửi")

    id = models.BigAutoField(primary_key=True)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    connection = models.ForeignKey(
        "connector.Connection", on_delete=models.CASCADE, related_name="received_records"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=120)
    values = models.JSONField()
    told_at = models.DateTimeField()

    objects = ScopedManager["ReceivedRecord"]()

    class Meta:
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["connection", "kind", "key"], name="received_record_once")
        ]
