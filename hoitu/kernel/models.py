"""Facts on their way from the room that announced them to the rooms that listen."""

from django.db import models

from hoitu.kernel.ids import new_id


class SubjectPosition(models.Model):
    """The number of the last fact about a subject; its row lock puts facts in commit order."""

    subject = models.CharField(max_length=200, primary_key=True)
    last_position = models.BigIntegerField(default=0)


class FactRecord(models.Model):
    """A fact as it was announced. Rows are never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    position = models.BigIntegerField()
    agency_key = models.UUIDField(null=True)
    payload = models.JSONField()
    announced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "position"], name="fact_position_once"),
        ]
        indexes = [models.Index(fields=["announced_at"], name="fact_announced")]


class FactDelivery(models.Model):
    """One fact on its way to one receiver: waiting, done, or dead until an operator replays it.

    `room` is the door the receiver stands at: what one room hears about one subject comes in order, whichever of its
    functions hears it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fact = models.ForeignKey(FactRecord, on_delete=models.CASCADE, related_name="deliveries")
    room = models.CharField(max_length=200)
    receiver = models.CharField(max_length=200)
    queue = models.CharField(max_length=50)
    subject = models.CharField(max_length=200)
    position = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    error = models.TextField(blank=True)
    next_try_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fact", "receiver"], name="fact_delivered_once_to_receiver"),
        ]
        indexes = [
            models.Index(
                fields=["room", "subject", "position"],
                condition=models.Q(state="waiting"),
                name="fact_waiting",
            ),
            models.Index(fields=["state", "id"], condition=models.Q(state="dead"), name="fact_dead"),
        ]
