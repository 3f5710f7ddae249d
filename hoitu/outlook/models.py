"""What the outlook room stores: shares of the past, and addresses under which other websites show a figure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.outlook.data import KIND_WORDS, EmbedKind


class KeptShare(models.Model):
    """k of n of a measure at the end of a day that is over: derived, can be counted again at any time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey("strategy.Measure", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    k = models.PositiveBigIntegerField()
    n = models.PositiveBigIntegerField()
    units = models.PositiveIntegerField()
    without_data = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    objects = models.Manager["KeptShare"]()

    class Meta:
        ordering = ["measure", "on"]
        constraints = [models.UniqueConstraint(fields=["measure", "on"], name="kept_share_once")]


class Embed(models.Model):
    """One figure that a website may show inside its own pages, until somebody revokes it.

    `origins` are the websites, such as "https://so.example". The address carries a signature over the id: nobody
    guesses one, and the table alone does not open it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey("strategy.Measure", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(
        _("Hình thức"), max_length=10, choices=list(KIND_WORDS.items()), default=EmbedKind.FIGURE
    )
    origins = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=150, blank=True)

    objects = ScopedManager["Embed"]()

    class Meta:
        ordering = ["-made_at"]
