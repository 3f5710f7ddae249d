"""What a role may be allowed to do in discussions."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission(
        "discussion.take_part",
        _("Bình luận và trò chuyện về bài đọc được"),
        "Comment on and chat about stories",
    ),
]
