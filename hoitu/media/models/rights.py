"""What decides whether a file may be used, and where it was used."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.media.models.assets import AssetRow

COSTS = [
    ("free", _("Miễn phí")),
    ("conditional", _("Có điều kiện")),
    ("pay", _("Phải trả tiền")),
]


class UsageCategory(models.Model):
    """A kind of right by which an agency holds files: staff, contract, handout… Rows are the agency's own to edit."""

    class Verdict(models.TextChoices):
        ALLOWED = "allowed", _("Được dùng")
        WARNED = "warned", _("Dùng được, nhắc trước")
        REFUSED = "refused", _("Không được dùng")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên loại"), max_length=120)
    verdict = models.CharField(_("Khi dùng"), max_length=8, choices=Verdict, default=Verdict.ALLOWED)
    note = models.CharField(_("Câu nhắc người dùng"), max_length=300, blank=True)
    cost = models.CharField(_("Chi phí"), max_length=12, choices=COSTS, default="free")
    cost_note = models.CharField(_("Điều kiện hoặc mức trả"), max_length=300, blank=True)
    retention = models.ForeignKey(
        "media.RetentionClass",
        verbose_name=_("Lớp lưu giữ"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    order = models.PositiveSmallIntegerField(_("Thứ tự"), default=0)
    is_active = models.BooleanField(_("Đang dùng"), default=True)

    objects = ScopedManager["UsageCategory"]()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="usage_category_once"),
            models.CheckConstraint(
                condition=Q(verdict="allowed") | ~Q(note=""), name="usage_category_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Supplier(models.Model):
    """Whom an agency has files from, and on what terms."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên nguồn cung cấp"), max_length=160)
    contact = models.CharField(_("Liên hệ"), max_length=300, blank=True)
    contract = models.CharField(_("Hợp đồng (số, ngày)"), max_length=200, blank=True)
    cost = models.CharField(_("Chi phí"), max_length=12, choices=COSTS, blank=True)
    cost_note = models.CharField(_("Điều kiện hoặc mức trả"), max_length=300, blank=True)
    price_vnd = models.PositiveBigIntegerField(_("Giá một lượt dùng (đồng)"), null=True, blank=True)
    quota_per_month = models.PositiveIntegerField(_("Số lượt dùng mỗi tháng"), null=True, blank=True)
    over_quota_refuses = models.BooleanField(_("Hết lượt thì chặn (không đánh dấu: chỉ nhắc)"), default=False)
    is_active = models.BooleanField(_("Đang dùng"), default=True)

    objects = ScopedManager["Supplier"]()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="supplier_once")]

    def __str__(self) -> str:
        return self.name


class AssetRights(models.Model):
    """The rights of one file. A file without this row has none written down."""

    asset = models.OneToOneField(AssetRow, on_delete=models.CASCADE, primary_key=True, related_name="rights")
    category = models.ForeignKey(UsageCategory, on_delete=models.PROTECT, null=True, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, related_name="+")
    cost = models.CharField(max_length=12, choices=COSTS, blank=True)  # "": as supplier or category say
    cost_note = models.CharField(max_length=300, blank=True)
    embargo_until = models.DateTimeField(null=True)
    do_not_use = models.BooleanField(default=False)
    do_not_use_because = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    objects = ScopedManager["AssetRights"](field="asset__agency")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(do_not_use=False) | ~Q(do_not_use_because=""), name="do_not_use_says_why"
            )
        ]


class LeaseRow(models.Model):
    """A stretch of time in which a file may, or may not, be used at some places (none named: at all)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="leases")
    allows = models.BooleanField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    places = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    note = models.CharField(max_length=300, blank=True)
    made_by_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    told_days = models.SmallIntegerField(null=True)  # the last warning of its end that people got: 7, 1, 0

    objects = ScopedManager["LeaseRow"](field="asset__agency")

    class Meta:
        ordering = ["from_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gt=F("from_at")), name="lease_lasts"
            )
        ]
        indexes = [models.Index(fields=["until_at"], name="lease_by_end")]


class ConsentRow(models.Model):
    """What a person who is shown, or who answers for them, said to the use of their image."""

    class Kind(models.TextChoices):
        WRITTEN = "written", _("Đồng ý bằng văn bản")
        SPOKEN = "spoken", _("Đồng ý bằng lời")
        GUARDIAN = "guardian", _("Cha mẹ hoặc người giám hộ đồng ý")
        NOT_NEEDED = "not_needed", _("Không cần hỏi (ghi rõ vì sao)")
        PENDING = "pending", _("Chưa có đồng ý")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="consents")
    person_name = models.CharField(_("Người trong hình"), max_length=200)
    kind = models.CharField(_("Sự đồng ý"), max_length=12, choices=Kind)
    is_minor = models.BooleanField(_("Là trẻ em"), default=False)
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True)
    document = models.ForeignKey(AssetRow, on_delete=models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_note = models.CharField(max_length=500, blank=True)

    objects = ScopedManager["ConsentRow"](field="asset__agency")

    class Meta:
        ordering = ["made_at", "id"]


class UseRow(models.Model):
    """A file stands, or stood, before readers: written by the room that released it.

    The release's own records say the same of one release; this is their index by file, which the archive, a
    supplier's quota and the report of ended rights search.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asset = models.ForeignKey(AssetRow, on_delete=models.PROTECT, related_name="uses")
    key = models.CharField(max_length=80)  # "release:…"
    subject = models.CharField(max_length=80)  # "story:…"
    title = models.CharField(max_length=300)
    channel = models.CharField(max_length=120)
    place = models.CharField(max_length=10)
    path = models.CharField(max_length=200)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    overridden_by = models.CharField(max_length=200, blank=True)
    override_reason = models.CharField(max_length=500, blank=True)

    objects = ScopedManager["UseRow"](field="asset__agency")

    class Meta:
        ordering = ["-from_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "key"], condition=Q(until_at=None), name="use_open_once")
        ]
        indexes = [models.Index(fields=["key"], name="use_by_release")]


class RightsOverride(models.Model):
    """Somebody let a refused file go out in one release: these refusals (`codes`), for this reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    codes = ArrayField(models.CharField(max_length=40))
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    objects = ScopedManager["RightsOverride"](field="asset__agency")

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rights_override_says_why")]
        indexes = [models.Index(fields=["key"], name="override_by_release")]
