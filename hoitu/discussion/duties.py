"""What waits for a person in discussions, for their start page."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.discussion import policies
from hoitu.discussion.models import Mention, ThreadRow
from hoitu.kernel.actor import Actor
from hoitu.kernel.duties import Duty

TASKS, MENTIONS = gettext_lazy("Việc trên bài"), gettext_lazy("Lời nhắc đến bạn")
AT_MOST = 100
UNTITLED = gettext_lazy("(chưa có tít)")


def duties(*, actor: Actor) -> Iterator[Duty]:
    """Yield a line for each story with open tasks of the actor, and for each with mentions they have not seen."""
    if actor.person_id is None or not actor.may(policies.PERMISSION):
        return
    here = reverse("workspace:board") if actor.may("stories.read") else reverse("workspace:home")
    tasks = ThreadRow.objects.for_agency(actor.agency).filter(
        assignee_id=actor.person_id, resolved_at=None, kind=ThreadRow.Kind.TASK
    )
    for story_id, headline, count in _by_story(tasks.values_list("story_id", "story__headline")[:AT_MOST]):
        words = _("Làm việc được giao ở bài “%s”") % headline
        yield Duty(TASKS, here, "checklist", words, f"{_page(story_id)}#binh-luan", count=count)
    mentions = Mention.objects.for_agency(actor.agency).filter(person_id=actor.person_id, read_at=None)
    rows = mentions.values_list("message__story_id", "message__story__headline")[:AT_MOST]
    for story_id, headline, count in _by_story(rows):
        words = _("Đọc lời nhắc đến bạn ở bài “%s”") % headline
        yield Duty(MENTIONS, here, "message-circle", words, f"{_page(story_id)}#binh-luan", count=count)


def _by_story(rows: object) -> Iterator[tuple[UUID, str, int]]:
    for (story_id, headline), count in Counter(rows).items():  # type: ignore[call-overload]
        yield story_id, headline or str(UNTITLED), count


def _page(story_id: UUID) -> str:
    return reverse("stories:story", args=[story_id])
