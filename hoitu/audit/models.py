"""The trail as stored: entries that are never changed, and one head per chain that orders writers."""

from uuid import UUID

from django.db import models

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager

# The chain of what concerns no single agency: agencies founded, operators named, security profiles.
INSTALLATION = UUID(int=0)


class AuditHead(models.Model):
    """The end of one chain. Locked while an entry is added, so that sequence and hash never fork."""

    agency_id = models.UUIDField(primary_key=True, editable=False)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class AuditEntry(models.Model):
    """One act. The application's database role may insert and select, nothing else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Not a foreign key: organisations live on a higher floor, and the trail outlives what it speaks of.
    agency_id = models.UUIDField(editable=False)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField()
    verb = models.CharField(max_length=80)
    object_key = models.CharField(max_length=120)
    object_label = models.TextField()
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    ip = models.GenericIPAddressField(null=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = ScopedManager(field="agency_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_id", "seq"], name="audit_entry_seq")]
        indexes = [
            models.Index(fields=["agency_id", "object_key", "-seq"], name="audit_entry_object"),
            models.Index(fields=["agency_id", "actor_id", "-seq"], name="audit_entry_actor"),
            models.Index(fields=["agency_id", "verb", "-seq"], name="audit_entry_verb"),
            models.Index(fields=["agency_id", "at"], name="audit_entry_at"),
        ]
