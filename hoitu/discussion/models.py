"""What the discussion room stores. Words stay here: neither the trail nor any fact repeats them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.discussion.data import Place
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager

LONGEST_QUOTE = 500
LONGEST_WORDS = 4_000


class ThreadRow(models.Model):
    """A conversation beside the text; its id is the `thread` of the comment mark in the document."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Bình luận")
        TASK = "task", _("Việc phải xong trước khi duyệt")
        NOTE = "note", _("Ghi chú riêng")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMMENT)
    quote = models.CharField(max_length=LONGEST_QUOTE, blank=True)
    is_anchored = models.BooleanField(default=False)
    opened_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    opened_by_name = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    assignee = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    resolved_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    resolved_by_name = models.CharField(max_length=200, blank=True)
    resolved_at = models.DateTimeField(null=True)

    objects = ScopedManager["ThreadRow"](field="story__agency")

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="task", assignee__isnull=False)
                | models.Q(~models.Q(kind="task"), assignee__isnull=True),
                name="task_has_assignee",
            ),
            # A mark in the shared text would show others that a private note is there.
            models.CheckConstraint(
                condition=~models.Q(kind="note", is_anchored=True), name="note_leaves_no_mark"
            ),
        ]
        indexes = [
            models.Index(fields=["story", "resolved_at"], name="thread_of_story"),
            models.Index(
                fields=["assignee"], name="task_that_waits", condition=models.Q(resolved_at__isnull=True)
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None


class MessageRow(models.Model):
    """One person's words in a thread, or without one in the story's chat. Withdrawn words stay, unseen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(ThreadRow, on_delete=models.CASCADE, null=True, related_name="messages")
    words = models.TextField(blank=True)
    picture = models.ForeignKey("media.AssetRow", on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager["MessageRow"](field="story__agency")

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["story", "thread", "written_at"], name="message_of_story")]


class EarlierWords(models.Model):
    """What a message said before its writer changed it."""

    message = models.ForeignKey(MessageRow, on_delete=models.CASCADE, related_name="earlier")
    words = models.TextField()
    replaced_at = models.DateTimeField()

    objects = ScopedManager["EarlierWords"](field="message__story__agency")

    class Meta:
        ordering = ["replaced_at", "id"]


class Mention(models.Model):
    """A person named with @ in a message, by the name they had then."""

    message = models.ForeignKey(MessageRow, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    read_at = models.DateTimeField(null=True)

    objects = ScopedManager["Mention"](field="message__story__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="mentioned_once")]
        indexes = [
            models.Index(fields=["person"], name="mention_not_read", condition=models.Q(read_at__isnull=True))
        ]


class LastLook(models.Model):
    """Until when a person has seen what is said in one place of a story."""

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=12, choices=[(place.value, place.value) for place in Place])
    seen_at = models.DateTimeField()

    objects = ScopedManager["LastLook"](field="story__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "person", "place"], name="looked_once")]
