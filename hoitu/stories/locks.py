"""Hard locks: while one lasts, nobody changes a story's words, whoever's turn it is."""

from django.utils.translation import gettext as _

from hoitu.kernel import clock
from hoitu.stories.errors import StoryIsLocked
from hoitu.stories.models import Story


def is_locked(story: Story) -> bool:
    """Say whether a lock lasts now."""
    return bool(story.lock_kind) and (story.locked_until is None or story.locked_until > clock.now())


def sentence(story: Story) -> str:
    """Return who locked the story, since when, how long and why; "" when it is not locked."""
    if not is_locked(story):
        return ""
    said = {
        "kind": story.get_lock_kind_display(),
        "who": story.locked_by_name,
        "since": f"{clock.local(story.locked_at):%H:%M %d/%m/%Y}" if story.locked_at else "",
        "until": f"{clock.local(story.locked_until):%H:%M %d/%m/%Y}" if story.locked_until else "",
        "reason": story.lock_reason,
    }
    if story.locked_until:
        return _("Bài bị khóa (%(kind)s): %(who)s khóa từ %(since)s đến %(until)s. Lý do: %(reason)s") % said
    return _("Bài bị khóa (%(kind)s): %(who)s khóa từ %(since)s cho đến khi mở. Lý do: %(reason)s") % said


def check(story: Story) -> None:
    """Raise `StoryIsLocked` while a lock lasts."""
    if is_locked(story):
        raise StoryIsLocked(sentence(story))
