"""What comes back from another server, how much of it is taken, and what can go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import Refused


class FetchError(Refused):
    """Base of everything that can go wrong with a request. `may_retry` says whether trying later can help."""

    may_retry = False
    default_sentence = _("Không lấy được nội dung từ địa chỉ này.")


class AddressRefused(FetchError):
    """Raised for an address that is not http(s), has an odd port, or leads into a private network."""

    default_sentence = _("Địa chỉ này không được phép: chỉ nhận địa chỉ http, https công khai trên internet.")


class TooLarge(FetchError):
    """Raised when the answer, or what it unpacks to, is larger than allowed."""

    default_sentence = _("Nội dung tại địa chỉ này quá lớn.")


class WrongContentType(FetchError):
    """Raised when the answer is not of the kind asked for."""

    default_sentence = _("Địa chỉ này trả về loại nội dung khác với loại cần lấy.")


class StatusRefused(FetchError):
    """Raised when the other server answered with an error; 429 and 5xx may pass with time."""

    def __init__(self, status_code: int) -> None:
        self.status_code = status_code
        self.may_retry = status_code == 429 or status_code >= 500
        super().__init__(_("Máy chủ trả lời mã lỗi %(code)d.") % {"code": status_code})


class FetchFailed(FetchError):
    """Raised when the other server cannot be reached, is too slow or breaks off."""

    may_retry = True
    default_sentence = _("Không kết nối được tới địa chỉ này. Hãy thử lại sau ít phút.")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The upper bounds of one request. `content_types` are beginnings such as "image/"; empty takes any."""

    max_bytes: int = 20 * 1024 * 1024
    total_seconds: float = 30.0
    connect_seconds: float = 5.0
    max_redirects: int = 5
    content_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is where it came from after redirects; `content_type` has no parameters."""

    url: str
    status: int
    content_type: str
    charset: str
    headers: Mapping[str, str]
    body: bytes
