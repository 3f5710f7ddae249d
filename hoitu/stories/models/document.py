"""The story's words as a CRDT: every update ever accepted, and their merged state."""

from django.db import models

from hoitu.kernel.scoping import ScopedManager
from hoitu.stories.models.story import Story


class DocumentState(models.Model):
    """All updates of one story merged; its row lock puts concurrent writers in a queue.

    `past_waypoint`: how many of them came after the last `Waypoint`.
    """

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="document_state"
    )
    state = models.BinaryField()
    merged_until = models.BigIntegerField(default=0)
    saved_at = models.DateTimeField()
    past_waypoint = models.IntegerField(default=0)

    objects = ScopedManager["DocumentState"](field="story__agency")


class DocumentUpdate(models.Model):
    """One Yjs update as it arrived. Kept until its content is proven to be in a state that is backed up.

    `is_waiting`: not in the merged state yet, because it has just come or because a predecessor of it is missing.
    """

    id = models.BigAutoField(primary_key=True)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    update = models.BinaryField()
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False)

    objects = ScopedManager["DocumentUpdate"](field="story__agency")

    class Meta:
        indexes = [
            models.Index(fields=["story", "id"], name="update_of_story"),
            models.Index(fields=["story"], condition=models.Q(is_waiting=True), name="update_waiting"),
        ]


class LostWords(models.Model):
    """Words that somebody typed into a passage while another took it away, and what became of them.

    `upto`: the update that brought the last of them. `person`, `taken_by`: None where nobody is known.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    upto = models.BigIntegerField()
    words = models.TextField()
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    was_put_back = models.BooleanField(default=False)

    objects = ScopedManager["LostWords"](field="story__agency")

    class Meta:
        indexes = [
            models.Index(fields=["story"], condition=models.Q(answered_at=None), name="lost_words_open"),
        ]


class Waypoint(models.Model):
    """What the updates up to one of them made, kept so that the time line need not begin at the first.

    Derived, and made again from the updates at any time. `moments`, `hands`: what came since the waypoint before.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    upto = models.BigIntegerField()
    at = models.DateTimeField()
    document = models.BinaryField()
    state_vector = models.BinaryField()
    held = models.JSONField(default=list)
    events = models.IntegerField()
    moments = models.JSONField()
    hands = models.JSONField()

    objects = ScopedManager["Waypoint"](field="story__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "upto"], name="waypoint_once")]
