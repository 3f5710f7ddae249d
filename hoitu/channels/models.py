"""What the channels room stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.channels.data import Action, DeliveryState, ReleaseState
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class ChannelRow(models.Model):
    """One place where an agency releases stories."""

    class Kind(models.TextChoices):
        WEB = "web", _("Trang web của cơ quan")
        MANUAL = "manual", _("Đăng bằng tay (trang báo, giờ phát sóng, nền tảng không có API)")
        NINJS = "ninjs", _("Gửi ninjs 3.1 tới đơn vị nhận")

    class Medium(models.TextChoices):
        WEB = "web", _("Báo điện tử")
        PRINT = "print", _("Báo in")
        RADIO = "radio", _("Phát thanh")
        TV = "tv", _("Truyền hình")
        SOCIAL = "social", _("Mạng xã hội")
        WIRE = "wire", _("Trao đổi tin")
        OTHER = "other", _("Khác")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("Cách phát"), max_length=10, choices=Kind)
    medium = models.CharField(_("Loại hình"), max_length=10, choices=Medium, default=Medium.WEB)
    name = models.CharField(_("Tên kênh"), max_length=120)
    config = models.JSONField(default=dict, blank=True)
    sealed_secret = models.BinaryField(default=b"", blank=True)
    is_domestic = models.BooleanField(_("Nền tảng trong nước"), default=True)
    is_default = models.BooleanField(_("Tự chọn cho mọi bài"), default=False)
    is_active = models.BooleanField(_("Đang dùng"), default=True)
    licence_note = models.CharField(_("Giấy phép hoặc thông báo (số, ngày)"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager["ChannelRow"]()

    class Meta:
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="channel_name_once")]

    def __str__(self) -> str:
        return self.name


class Release(models.Model):
    """One story on one channel: planned, armed by approval, out, withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(ChannelRow, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey("stories.Revision", on_delete=models.PROTECT, null=True, related_name="+")
    revision_number = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=10, choices=[(s, s) for s in ReleaseState], default=ReleaseState.PLANNED
    )
    due_at = models.DateTimeField(_("Giờ phát"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("Cấm phát trước"), null=True, blank=True)
    out_at = models.DateTimeField(null=True)
    url = models.CharField(max_length=500, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    cancelled_by_withdrawal = models.BooleanField(default=False)
    planned_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()

    objects = ScopedManager["Release"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "channel"], name="release_once_per_channel")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="armed"), name="release_due"),
            models.Index(fields=["agency", "-out_at"], name="release_by_time"),
        ]

    @property
    def key(self) -> str:
        return f"release:{self.pk}"


class DeliveryRow(models.Model):
    """One action of one release on its way to the channel."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="deliveries")
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=[(a, a) for a in Action])
    revision = models.ForeignKey("stories.Revision", on_delete=models.PROTECT, related_name="+")
    idempotency_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in DeliveryState], default=DeliveryState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    receipt = models.JSONField(default=dict)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirm_error = models.TextField(blank=True)

    objects = ScopedManager["DeliveryRow"](field="release__agency")

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["release", "sequence"], name="delivery_sequence_once"),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state__in=["queued", "retrying"]),
                name="delivery_waiting",
            ),
        ]


class HandEvidence(models.Model):
    """What a person noted after releasing by hand: page, air time or link, with a scan if there is one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.OneToOneField(DeliveryRow, on_delete=models.PROTECT, related_name="evidence")
    media_type = models.CharField(_("Loại hình"), max_length=10, choices=ChannelRow.Medium)
    place = models.CharField(_("Số báo, trang hoặc chương trình"), max_length=200, blank=True)
    aired_at = models.DateTimeField(_("Giờ phát sóng"), null=True, blank=True)
    link = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    scan = models.ForeignKey("media.AssetRow", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager["HandEvidence"](field="delivery__release__agency")


class TakedownOrder(models.Model):
    """An authority's order to take a story down, with its clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(_("Cơ quan yêu cầu"), max_length=200)
    document_number = models.CharField(_("Số văn bản"), max_length=100, blank=True)
    is_urgent = models.BooleanField(_("Khẩn cấp"), default=False)
    reason = models.TextField(_("Lý do"))
    received_at = models.DateTimeField(_("Nhận lúc"))
    deadline_at = models.DateTimeField()
    deadline_citation = models.CharField(max_length=300, blank=True)
    executed_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager["TakedownOrder"]()

    class Meta:
        ordering = ["-received_at"]
