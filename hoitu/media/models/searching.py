"""What helps people to find files: searches kept under a name, what is said in films."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.media.models.assets import AssetRow


class SavedSearch(models.Model):
    """Filters of the archive that a person keeps under a name; shared ones are shown to everybody of the agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("Tên"), max_length=60)
    query = models.CharField(max_length=500)
    is_shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    objects = ScopedManager["SavedSearch"]()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "agency", "name"], name="saved_search_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="saved_search_says_something"),
        ]


class CueRow(models.Model):
    """One caption of a film or recording, as search finds it; made of the caption file and made anew with it."""

    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    start_ms = models.PositiveBigIntegerField()
    text = models.TextField()
    folded = models.TextField()  # its words; PostgreSQL keeps the indexed column `words` of them

    objects = ScopedManager["CueRow"]()

    class Meta:
        indexes = [models.Index(fields=["agency", "asset", "start_ms"], name="cue_of_asset")]
