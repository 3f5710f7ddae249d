"""How pictures were edited: recipes, never pixels of the original."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.media.models.assets import AssetRow


class PictureEdit(models.Model):
    """One version of how a picture is shown. Rows are only added: going back adds an old recipe once more.

    The `READY` one with the highest number is shown; number 0 is the picture as it came. `files` are the renditions
    that it was given; `is_gone`: they were deleted when a recipe hid more than this one does.
    """

    class State(models.TextChoices):
        MAKING = "making", _("Đang làm")
        READY = "ready", _("Đã làm xong")
        PASSED = "passed", _("Bỏ qua vì đã có bản sau")
        FAILED = "failed", _("Không làm được")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    recipe = models.JSONField()
    recipe_hash = models.CharField(max_length=64)  # of original and recipe
    state = models.CharField(max_length=8, choices=State, default=State.MAKING)
    failed_because = models.TextField(blank=True)  # a sentence for people
    files = models.JSONField(default=list)
    is_gone = models.BooleanField(default=False)
    width = models.PositiveIntegerField(default=0)  # of the result, in the original's pixels
    height = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    objects = ScopedManager["PictureEdit"](field="asset__agency")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "number"], name="picture_edit_once"),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(failed_because=""), name="picture_edit_failed_with_reason"
            ),
        ]
