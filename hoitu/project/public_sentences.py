"""What the readers' server says itself, where no site has baked a page for it: in the language of the site."""

import gettext
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import NamedTuple

from hoitu.project.public_answers import SAFETY, Answer, Headers

CATALOGUES = Path(__file__).parent / "locale"
DEFAULT_LANGUAGE = "vi"


def _(words: str) -> str:
    """Mark words for the catalogue; `sentence` translates them."""
    return words


class Words(NamedTuple):
    """A heading and what the reader can do."""

    title: str
    text: str


MISSING = Words(
    _("Không tìm thấy trang"),
    _("Địa chỉ này không có hoặc đã được đổi. Mời bạn quay lại trang chủ."),
)
NO_SITE = Words(
    _("Chưa có trang nào ở địa chỉ này"),
    _("Máy chủ đang chạy nhưng chưa có trang báo nào được xuất bản tại đây."),
)
AWAY = Words(
    _("Chức năng này tạm nghỉ"),
    _("Phần tìm kiếm và tương tác đang tạm ngừng; mọi bài vẫn đọc được. Mời bạn thử lại sau ít phút."),
)
METHOD = Words(_("Không nhận yêu cầu này"), _("Địa chỉ này chỉ để đọc."))
TOO_LARGE = Words(_("Nội dung gửi quá lớn"), _("Mời bạn rút ngắn nội dung rồi gửi lại."))
ENDED = Words(_("Đường dẫn đã hết hạn"), _("Mời bạn mở lại trang để lấy đường dẫn mới."))


def sentence(status: int, words: Words, language: str, extra: Headers | None = None) -> Answer:
    """Return a small page that says the words in a language; Vietnamese where they are not translated."""
    said = _catalogue(language)
    title, text = (escape(said.gettext(each)) for each in words)
    code = language if isinstance(said, gettext.GNUTranslations) else DEFAULT_LANGUAGE
    body = (
        f'<!doctype html><html lang="{code}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title>"
        "<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;"
        "color:#1d2433;background:#fff}@media(prefers-color-scheme:dark){body{color:#e6e9ef;background:#14171f}}"
        f"</style><main><h1>{title}</h1><p>{text}</p></main></html>"
    ).encode()
    headers = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", code),
        ("cache-control", "no-store"),
        ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"),
        *SAFETY,
        *(extra or []),
    ]
    return Answer(status, headers, body)


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", CATALOGUES, [language], fallback=True)
