"""What can be demanded of a story before it moves on. A workflow names checks by their keys.

Upper rooms demand things, too: each lists its own in `<room>/story_checks.py` as `STORY_CHECKS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.media.data import Verdict
from hoitu.stories.content import body_of
from hoitu.stories.data import RoomCheck
from hoitu.stories.document import tree, validity
from hoitu.stories.files import standing_files
from hoitu.stories.models import InterviewReview, Story

LONGEST_HEADLINE_CHARACTERS = 200


@dataclass(frozen=True)
class Check:
    """A named demand: `find` returns a sentence saying what is missing, or None when all is well."""

    key: str
    label: Promise
    find: Callable[[Story], str | None]


def failures(story: Story, keys: list[str]) -> list[str]:
    """Return one sentence for each demanded check that the story does not meet, in the order demanded."""
    known = checks()
    found = (known[key].find(story) for key in keys if key in known)
    return [sentence for sentence in found if sentence]


@cache
def checks() -> dict[str, Check]:
    """Return every check by its key: the stories' own, then those of the installed rooms above."""
    found = {check.key: check for check in OWN}
    for config in apps.get_app_configs():
        name = f"{config.name}.story_checks"
        if config.name.startswith("hoitu.") and find_spec(name):
            found |= {one.key: _of_room(one) for one in import_module(name).STORY_CHECKS}
    return found


def _of_room(one: RoomCheck) -> Check:
    return Check(one.key, one.label, lambda story: one.find(story.agency_id, story.pk))


def _headline(story: Story) -> str | None:
    if not story.headline.strip():
        return _("Bài chưa có tít.")
    if len(story.headline) > LONGEST_HEADLINE_CHARACTERS:
        return _("Tít dài quá 200 ký tự.")
    return None


def _standfirst(story: Story) -> str | None:
    return None if story.standfirst.strip() else _("Bài chưa có sapo.")


def _body(story: Story) -> str | None:
    has_words = any(text.text.strip() for text in tree.texts(body_of(story)))
    return None if has_words else _("Bài chưa có nội dung.")


def _section(story: Story) -> str | None:
    return None if story.section_id else _("Bài chưa chọn chuyên mục.")


def _bylines(story: Story) -> str | None:
    rows = list(story.bylines.all())
    if not rows:
        return _("Bài chưa ghi tên tác giả.")
    if sum(row.share_percent for row in rows) != 100:
        return _("Tổng tỷ lệ của các tác giả chưa bằng 100%.")
    return None


def _pictures(story: Story) -> str | None:
    for node in tree.walk(body_of(story)):
        if node.type in ("figure", "galleryItem"):
            if not node.attrs.get("asset"):
                return _("Có ảnh chưa tải lên xong.")
            if not str(node.attrs.get("alt") or "").strip():
                return _("Có ảnh chưa có mô tả cho người không nhìn thấy.")
            if not str(node.attrs.get("credit") or "").strip():
                return _("Có ảnh chưa ghi nguồn.")
    return None


def _rights(story: Story) -> str | None:
    stopped = [file for file in standing_files(story) if file.standing.verdict == Verdict.REFUSED]
    if not stopped:
        return None
    named = " ".join(f"“{file.name}”: {' '.join(file.standing.sentences)}" for file in stopped)
    return _("Có tệp không được dùng. %(named)s") % {"named": named}


def _suggestions(story: Story) -> str | None:
    if validity.unresolved_suggestions(body_of(story)):
        return _("Còn đề nghị sửa chưa được chấp nhận hoặc bỏ.")
    return None


def _interviewees(story: Story) -> str | None:
    waiting = [InterviewReview.State.ASKED, InterviewReview.State.CHANGES]
    names = [review.interviewee for review in story.reviews.all() if review.state in waiting]
    if names:
        return _("Chưa có ý kiến đồng ý của người được phỏng vấn: %(names)s.") % {"names": ", ".join(names)}
    return None


OWN = (
    Check("headline", gettext_lazy("Có tít"), _headline),
    Check("standfirst", gettext_lazy("Có sapo"), _standfirst),
    Check("body", gettext_lazy("Có nội dung"), _body),
    Check("section", gettext_lazy("Có chuyên mục"), _section),
    Check("bylines", gettext_lazy("Có tác giả, tỷ lệ đủ 100%"), _bylines),
    Check("pictures", gettext_lazy("Ảnh đủ nguồn và mô tả"), _pictures),
    Check("rights", gettext_lazy("Không có tệp bị quyền sử dụng chặn"), _rights),
    Check("suggestions", gettext_lazy("Không còn đề nghị sửa"), _suggestions),
    Check("interviewees", gettext_lazy("Người được phỏng vấn đã đồng ý"), _interviewees),
)
