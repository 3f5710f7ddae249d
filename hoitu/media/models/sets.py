"""Files together: collections and shoots, changes of many at once, what is kept to say again, what a use demands."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.media.models.assets import AssetRow


class CollectionRow(models.Model):
    """Files that belong together, in an order. A shoot also says once where, when and by whom they were taken."""

    class Kind(models.TextChoices):
        SET = "set", _("Bộ sưu tập")
        SHOOT = "shoot", _("Buổi chụp")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.SET)
    name = models.CharField(_("Tên"), max_length=120)
    note = models.TextField(_("Mô tả"), blank=True)
    owner = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="+")
    is_shared = models.BooleanField(_("Cả tòa soạn thấy"), default=True)
    cover = models.ForeignKey(AssetRow, on_delete=models.SET_NULL, null=True, related_name="+")
    event = models.CharField(_("Sự kiện"), max_length=300, blank=True)
    place = models.CharField(_("Nơi chụp"), max_length=300, blank=True)
    creator = models.CharField(_("Người chụp, quay"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ScopedManager["CollectionRow"]()

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="collection_has_name")]
        indexes = [models.Index(fields=["agency", "-changed_at", "-id"], name="collection_by_change")]

    def __str__(self) -> str:
        return self.name


class CollectionItem(models.Model):
    """A file in a collection. Places in the order are distinct but not dense."""

    collection = models.ForeignKey(CollectionRow, on_delete=models.CASCADE, related_name="items")
    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    objects = ScopedManager["CollectionItem"](field="collection__agency")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["collection", "asset"], name="collection_item_once")]
        indexes = [models.Index(fields=["collection", "position"], name="collection_item_order")]


class TemplateRow(models.Model):
    """Values under a name that an agency writes again and again: on arrival, or on many files at once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên mẫu"), max_length=80)
    edits = models.JSONField(default=list)  # as `data.FieldEdit`
    changed_at = models.DateTimeField()

    objects = ScopedManager["TemplateRow"]()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="media_template_once")]

    def __str__(self) -> str:
        return self.name


class BatchRow(models.Model):
    """One change of many files at once, so that it can be taken back as a whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    edits = models.JSONField(default=list)
    file_count = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager["BatchRow"]()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["agency", "person", "-made_at"], name="media_batch_of_person")]


class DescriptionChange(models.Model):
    """Somebody changed what is said about a file: the values as stored, so that each can be put back.

    The trail says the same for good in words for people; this is what the archive works with.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asset = models.ForeignKey(AssetRow, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=200)
    batch = models.ForeignKey(BatchRow, on_delete=models.SET_NULL, null=True, related_name="changes")
    changes = models.JSONField()  # field → [before, after]; an instant as ISO 8601

    objects = ScopedManager["DescriptionChange"](field="asset__agency")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["asset", "-at", "-id"], name="description_change_of_asset")]


class RequiredField(models.Model):
    """What an agency wants to be said about a file before it is used at a place. A house rule, not law."""

    agency = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=10)
    field = models.CharField(max_length=20)
    verdict = models.CharField(max_length=8)  # "allowed" (not asked for), "warned", "refused"

    objects = ScopedManager["RequiredField"]()

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "place", "field"], name="required_field_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=["allowed", "warned", "refused"]), name="required_field_verdict"
            ),
        ]
