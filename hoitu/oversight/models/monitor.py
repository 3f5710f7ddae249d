"""What agencies published, as their public feeds and our own sites show it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Source(models.Model):
    """One public place where an agency's items are read: a feed address, or its site of this installation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    # Empty for what this installation publishes itself: nothing is fetched then.
    url = models.CharField(_("Địa chỉ nguồn tin"), max_length=500, blank=True)
    label = models.CharField(_("Tên gọi"), max_length=150)
    is_active = models.BooleanField(_("Đang theo dõi"), default=True)
    # Asking for single pages burdens somebody else's server: a person switches it on, feed by feed.
    checks_links = models.BooleanField(_("Kiểm tra đường dẫn hỏng"), default=False)
    asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    last_item_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)
    etag = models.CharField(max_length=200, blank=True)

    objects = ScopedManager["Source"]()

    class Meta:
        ordering = ["agency", "label", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "url"], name="watched_source_once")]

    def __str__(self) -> str:
        return self.label


class Item(models.Model):
    """One published item as the public sees it: never more of a foreign text than its feed's summary."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    # What the feed calls the item, hashed: names of feeds have any length.
    key = models.CharField(max_length=64)
    url = models.TextField(blank=True)
    title = models.CharField(max_length=500)
    folded = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    section = models.CharField(max_length=120, blank=True)
    # Of an item of this installation only: the story that a correction goes to.
    story_id = models.UUIDField(null=True)
    published_at = models.DateTimeField()
    first_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    is_notice = models.BooleanField(default=False)
    # The similarity sketch: two items with a band in common are compared.
    bands = ArrayField(models.BigIntegerField(), default=list)
    first = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="copies")
    similarity_percent = models.PositiveSmallIntegerField(null=True)
    suspects = ArrayField(models.CharField(max_length=40), default=list)
    # HTTP status of the last check; 0: the server could not be reached.
    link_status = models.PositiveSmallIntegerField(null=True)
    link_checked_at = models.DateTimeField(null=True)

    objects = ScopedManager["Item"]()

    class Meta:
        ordering = ["-published_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="watched_item_once")]
        indexes = [
            models.Index(fields=["agency", "published_at"], name="watched_item_by_time"),
            GinIndex(fields=["bands"], name="watched_item_bands"),
        ]

    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """Words of an item that were others when we saw it before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="changes")
    seen_at = models.DateTimeField()
    field = models.CharField(max_length=10)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    objects = ScopedManager["Change"]()

    class Meta:
        ordering = ["-seen_at", "field"]


class Remark(models.Model):
    """What a body above says of an agency's item, and what the agency answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="remarks")
    body = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=150)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=150, blank=True)

    objects = ScopedManager["Remark"]()

    class Meta:
        ordering = ["-made_at", "pk"]
