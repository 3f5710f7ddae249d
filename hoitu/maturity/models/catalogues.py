"""The index as each decision has it: pillars, criteria, levels, and the cycles in which it is used."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id


class Confidence(models.TextChoices):
    """How a fact was learnt; the marks of the register of legal rules."""

    TEXT = "S", _("Đọc trong văn bản")
    TEXT_OCR = "S-ocr", _("Đọc trong bản quét, có thể sai chữ số")
    SECONDARY = "S2", _("Theo nguồn thứ hai")
    UNVERIFIED = "R", _("Chưa xác minh")


class Sourced(models.Model):
    """What says where it was read and how sure that is."""

    citation = models.CharField(_("Căn cứ, nguồn"), max_length=300, blank=True)
    confidence = models.CharField(
        _("Độ tin cậy"), max_length=6, choices=Confidence, default=Confidence.UNVERIFIED
    )
    note = models.TextField(_("Ghi chú"), blank=True)

    class Meta:
        abstract = True


class Catalogue(Sourced):
    """One version of the index. Without `owner` it belongs to the installation; with one it is provisional."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    number = models.CharField(_("Số, ký hiệu"), max_length=100)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=200)
    title = models.CharField(_("Tên"), max_length=300)
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    total = models.DecimalField(_("Tổng điểm"), max_digits=6, decimal_places=2, null=True, blank=True)
    stated_criteria = models.PositiveSmallIntegerField(_("Số tiêu chí"), null=True, blank=True)
    stated_sub_indices = models.PositiveSmallIntegerField(_("Số chỉ số thành phần"), null=True, blank=True)
    owner = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )

    class Meta:
        ordering = [F("issued_on").desc(nulls_last=True), "number"]

    def __str__(self) -> str:
        return self.number

    @property
    def is_provisional(self) -> bool:
        return self.owner_id is not None


class PillarRow(Sourced):
    """One of the parts of a catalogue; `maximum` is None where no source states it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="pillars")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("Tên trụ cột"), max_length=200)
    maximum = models.DecimalField(_("Điểm tối đa"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["catalogue", "number"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "number"], name="maturity_pillar_once"),
            models.CheckConstraint(
                condition=Q(maximum__isnull=True) | Q(maximum__gt=0), name="maturity_pillar_maximum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class SubIndex(Sourced):
    """A part of a pillar; `stated_criteria` is how many criteria sources give it, None: not known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pillar = models.ForeignKey(PillarRow, on_delete=models.CASCADE, related_name="sub_indices")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("Chỉ số thành phần"), max_length=200)
    stated_criteria = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pillar", "position"]
        constraints = [models.UniqueConstraint(fields=["pillar", "name"], name="maturity_sub_index_once")]

    def __str__(self) -> str:
        return self.name


class Criterion(Sourced):
    """One criterion as its annex prints it. `indicator` may name an indicator of the strategy that answers it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="criteria")
    sub_index = models.ForeignKey(SubIndex, on_delete=models.PROTECT, related_name="criteria")
    code = models.CharField(_("Mã tiêu chí"), max_length=20)
    text = models.TextField(_("Nội dung tiêu chí"))
    maximum = models.DecimalField(_("Điểm tối đa"), max_digits=5, decimal_places=2)
    step = models.DecimalField(_("Bước điểm"), max_digits=5, decimal_places=2)
    evidence_asked = models.TextField(_("Tài liệu kiểm chứng"), blank=True)
    indicator = models.CharField(_("Chỉ tiêu tính được"), max_length=10, blank=True)

    class Meta:
        ordering = ["catalogue", "code"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="maturity_criterion_once"),
            models.CheckConstraint(condition=Q(maximum__gt=0, step__gt=0), name="maturity_criterion_points"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class LevelBand(Sourced):
    """A level and the total from which it holds; `floor` None: no source states it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="bands")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("Tên mức"), max_length=60)
    floor = models.DecimalField(_("Từ điểm"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["catalogue", "position"]
        constraints = [models.UniqueConstraint(fields=["catalogue", "position"], name="maturity_band_once")]

    def __str__(self) -> str:
        return self.name


class Cycle(Sourced):
    """One round of assessment: when points are entered, which period the figures are of, when results come.

    Days are inclusive, None where no source states them. With `owner` it is provisional, like a catalogue.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    year = models.PositiveSmallIntegerField(_("Năm"))
    name = models.CharField(_("Tên kỳ"), max_length=200)
    catalogue = models.ForeignKey(Catalogue, on_delete=models.PROTECT, related_name="cycles")
    entry_from = models.DateField(_("Nhập liệu từ ngày"), null=True, blank=True)
    entry_until = models.DateField(_("Nhập liệu đến hết ngày"), null=True, blank=True)
    figures_from = models.DateField(_("Số liệu từ ngày"), null=True, blank=True)
    figures_until = models.DateField(_("Số liệu đến hết ngày"), null=True, blank=True)
    results_on = models.DateField(_("Ngày công bố"), null=True, blank=True)
    owner = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-year", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry_from__isnull=True)
                | Q(entry_until__isnull=True)
                | Q(entry_until__gte=F("entry_from")),
                name="maturity_cycle_entry",
            ),
            models.CheckConstraint(
                condition=Q(figures_from__isnull=True)
                | Q(figures_until__isnull=True)
                | Q(figures_until__gte=F("figures_from")),
                name="maturity_cycle_figures",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_provisional(self) -> bool:
        return self.owner_id is not None


class AnnexDraft(models.Model):
    """An annex that was read and waits for a person's word; nothing of it stands in the catalogue yet."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="drafts")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    read_by_id = models.UUIDField(null=True)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-read_at"]
