"""What the assurance room stores: draws, the frozen lists, what was said of each drawn record; who said where a host
stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.assurance.data import STATE_WORDS, VERDICT_WORDS, Shown, State
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Draw(models.Model):
    """A body's announced draw. `agency` is the body. What was announced never changes: `announcement_sha256`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    # Measures are made anew whenever their plan is loaded: these three name one for good.
    plan = models.ForeignKey("strategy.Plan", on_delete=models.PROTECT, related_name="+")
    target_key = models.CharField(max_length=80)
    indicator = models.CharField(max_length=10)
    until_date = models.DateField(_("Tính đến hết ngày"))
    k = models.PositiveSmallIntegerField(_("Số bản ghi rút"))
    draw_on = models.DateField(_("Ngày rút"))
    proof_due_at = models.DateTimeField(_("Hạn nộp minh chứng"))
    public_source = models.TextField(_("Giá trị công khai sẽ dùng"))
    announcement = models.JSONField()
    announcement_sha256 = models.CharField(max_length=64)
    sealed_seed = models.BinaryField()
    state = models.CharField(
        _("Tình trạng"), max_length=10, choices=list(STATE_WORDS.items()), default=State.ANNOUNCED
    )
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    announced_by_name = models.CharField(max_length=150)
    seed = models.CharField(max_length=64, blank=True)
    public_value = models.CharField(max_length=500, blank=True)
    public_value_from = models.CharField(max_length=500, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by_name = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=150, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by_name = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)

    objects = ScopedManager["Draw"]()

    class Meta:
        ordering = ["-announced_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(k__gt=0), name="draw_asks_for_some"),
            models.CheckConstraint(
                condition=models.Q(state="announced", seed="")
                | ~models.Q(state="announced") & ~models.Q(seed=""),
                name="draw_seed_opened_at_the_draw",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["announced", "cancelled"])
                | models.Q(drawn_at__isnull=False) & ~models.Q(public_value=""),
                name="draw_has_public_value",
            ),
        ]

    def __str__(self) -> str:
        return str(self.announcement["target"])

    @property
    def key(self) -> str:
        return f"draw:{self.pk}"


class ListedRecord(models.Model):
    """One record of a draw's frozen list, as the drill-down list showed it. `place` is empty unless it was drawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="listed")
    fingerprint = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    agency_name = models.CharField(max_length=300)
    title = models.TextField()
    at = models.CharField(max_length=40, blank=True)
    where = models.TextField(blank=True)
    url = models.TextField(blank=True)
    place = models.PositiveSmallIntegerField(null=True)
    ticket = models.CharField(max_length=64, blank=True)

    objects = ScopedManager["ListedRecord"]()

    class Meta:
        ordering = ["draw", "place", "fingerprint"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "fingerprint"], name="draw_record_once"),
            models.UniqueConstraint(
                fields=["draw", "place"], condition=models.Q(place__isnull=False), name="draw_place_once"
            ),
        ]
        indexes = [models.Index(fields=["agency", "draw"], name="draw_record_of_agency")]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        """Return the name under which documents support the record."""
        return f"draw:{self.pk}"

    @property
    def shown(self) -> Shown:
        return Shown(self.agency_name, self.title, self.at, self.where, self.url, self.salt)


class Judgement(models.Model):
    """What a person of the body says of one drawn record; the newest counts, the older ones stay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(ListedRecord, on_delete=models.CASCADE, related_name="judgements")
    verdict = models.CharField(max_length=10, choices=list(VERDICT_WORDS.items()))
    reason = models.TextField()
    judged_by = models.ForeignKey("accounts.Person", null=True, on_delete=models.PROTECT, related_name="+")
    judged_by_name = models.CharField(max_length=150)
    judged_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager["Judgement"]()

    class Meta:
        ordering = ["-judged_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(superseded_at=None), name="draw_one_verdict_counts"
            )
        ]


class HostPlace(models.Model):
    """Where an outside address stands, as a person of an organisation states it; the newest statement counts."""

    class Country(models.TextChoices):
        DOMESTIC = "vn", _("Trong nước")
        FOREIGN = "abroad", _("Ngoài nước")
        UNKNOWN = "unknown", _("Chưa rõ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    host = models.CharField(_("Máy chủ"), max_length=255)
    country = models.CharField(_("Đặt ở đâu"), max_length=10, choices=Country, default=Country.UNKNOWN)
    note = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    stated_by_name = models.CharField(max_length=150)
    stated_at = models.DateTimeField()

    objects = ScopedManager["HostPlace"]()

    class Meta:
        ordering = ["host"]
        constraints = [models.UniqueConstraint(fields=["agency", "host"], name="host_place_once")]
