"""What discussions demand of a story before it moves on; the stories room collects it."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.discussion.queries import open_tasks
from hoitu.stories.data import RoomCheck


def _open_tasks(agency_id: UUID, story_id: UUID) -> str | None:
    names = open_tasks(agency_id=agency_id, story_id=story_id)
    if not names:
        return None
    return _("Còn việc chưa xong bên lề bài: %(names)s.") % {"names": ", ".join(dict.fromkeys(names))}


STORY_CHECKS = [RoomCheck("open_tasks", gettext_lazy("Không còn việc chưa xong bên lề"), _open_tasks)]
