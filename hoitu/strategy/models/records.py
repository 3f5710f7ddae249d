"""Operating records that answer the targets."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Subject(models.TextChoices):
    """The public services of IND-09. People say which topics of an agency belong to which."""

    POLITICAL = "political", _("Nhiệm vụ chính trị")
    DEFENCE = "defence", _("Bảo vệ Tổ quốc")
    ESSENTIAL = "essential", _("Thông tin thiết yếu")


class Publication(models.Model):
    """One version of what is known of one published item on one platform.

    Two times: when it was so (`published_at` to `removed_at`), and when the system knew it (`recorded_at` to
    `superseded_at`). Rows are added and superseded, never changed: a past figure can be computed again as it was.
    """

    class Provenance(models.TextChoices):
        COMPUTED = "A", _("Tính từ bản ghi của hệ thống")
        CONNECTED = "B", _("Từ hệ thống kết nối")
        CHECKED = "C", _("Tài liệu đã được người thứ hai kiểm tra")
        DECLARED = "D", _("Tự khai")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The index by agency and time serves the key, too.
    agency = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    key = models.CharField(max_length=60)
    root = models.CharField(max_length=60)
    title = models.TextField()
    url = models.TextField(blank=True)
    platform = models.CharField(max_length=120)
    medium = models.CharField(max_length=10)
    is_domestic = models.BooleanField()
    # Which public service the item serves; empty for none, and for what is not the agency's own.
    subject = models.CharField(max_length=12, blank=True, default="", choices=Subject)
    provenance = models.CharField(max_length=1, choices=Provenance)
    # Which connected system said so; empty for what this one saw itself. Rows of benchmarks come without it.
    source = models.CharField(max_length=120, blank=True, default="", db_default="")
    published_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = ScopedManager["Publication"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "key"],
                condition=models.Q(superseded_at=None),
                name="publication_current_once",
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_at=None) | models.Q(superseded_at__gte=models.F("recorded_at")),
                name="publication_superseded_later",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "published_at"], name="publication_by_time"),
            # Rows come in the order of time: a few kilobytes find the months of every agency at once.
            BrinIndex(
                fields=["published_at"], name="publication_months", pages_per_range=64, autosummarize=True
            ),
            # Whether an item is new takes its whole past: only items that serve one stand here.
            models.Index(
                fields=["agency", "root", "published_at"],
                include=["provenance", "confirmed_at", "removed_at"],
                condition=~models.Q(subject="") & models.Q(superseded_at=None),
                name="publication_services",
            ),
        ]


class ServiceTopic(models.Model):
    """An agency's topic that serves a public service, said by a person; `topic_id` is the stories room's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    topic_id = models.UUIDField()
    subject = models.CharField(max_length=12, choices=Subject)

    objects = ScopedManager["ServiceTopic"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "topic_id"], name="service_topic_once")]
