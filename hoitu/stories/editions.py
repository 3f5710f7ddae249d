"""Which fields a story's edition has for each kind of channel."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel.errors import BadInput
from hoitu.kernel.text import nfc, slugify
from hoitu.stories.data import (
    MAX_SEARCH_DESCRIPTION_CHARACTERS,
    MAX_SEARCH_TITLE_CHARACTERS,
    MAX_SLUG_CHARACTERS,
)

ACCESS_LEVELS = ("open", "registered", "paid")


@dataclass(frozen=True)
class EditionField:
    """One field: its label, longest length in characters, and what the screen shows when it is empty."""

    name: str
    label: Promise
    max_characters: int
    is_long: bool = False
    help: Promise | str = ""

    def clean(self, value: str) -> str:
        """Return the value as stored. Raises `BadInput` when it is too long or not one of the allowed."""
        value = nfc(value.strip())
        if self.name == "slug":
            value = slugify(value, max_length=self.max_characters)
        if self.name == "access" and value and value not in ACCESS_LEVELS:
            raise BadInput()
        if len(value) > self.max_characters:
            raise BadInput(
                _("“%(label)s” dài quá %(count)d ký tự. Hãy rút ngắn.")
                % {"label": self.label, "count": self.max_characters}
            )
        return value


EDITION_FIELDS: dict[str, tuple[EditionField, ...]] = {
    "web": (
        EditionField(
            "title", gettext_lazy("Tít trên web"), 200, help=gettext_lazy("Để trống: dùng tít chung")
        ),
        EditionField("slug", gettext_lazy("Địa chỉ trang (không dấu)"), MAX_SLUG_CHARACTERS),
        EditionField("seo_title", gettext_lazy("Tiêu đề cho máy tìm kiếm"), MAX_SEARCH_TITLE_CHARACTERS),
        EditionField(
            "seo_description",
            gettext_lazy("Mô tả cho máy tìm kiếm"),
            MAX_SEARCH_DESCRIPTION_CHARACTERS,
            is_long=True,
        ),
        EditionField("access", gettext_lazy("Mức truy cập"), 12),
    ),
    "social": (EditionField("text", gettext_lazy("Lời đăng mạng xã hội"), 2000, is_long=True),),
    "print": (
        EditionField("heading", gettext_lazy("Tít trên trang báo"), 200),
        EditionField("kicker", gettext_lazy("Tít dẫn"), 100),
    ),
    "radio": (EditionField("script", gettext_lazy("Lời đọc phát thanh"), 20000, is_long=True),),
    "tv": (EditionField("script", gettext_lazy("Lời bình truyền hình"), 20000, is_long=True),),
    "wire": (EditionField("headline", gettext_lazy("Tít bản tin trao đổi"), 200),),
}
