"""Expected failures: each is named for its caller and says in Vietnamese what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Base of every expected failure. `sentence` is shown to the person as it stands."""

    status = 409
    default_sentence: str | Promise = _("Việc này chưa làm được. Hãy tải lại trang rồi thử lại.")

    def __init__(self, sentence: str | Promise | None = None) -> None:
        self._sentence = self.default_sentence if sentence is None else sentence
        super().__init__(self._sentence)

    @property
    def sentence(self) -> str:
        return str(self._sentence)


class NotAllowed(Refused):
    """Raised when the actor lacks the permission, or the agency, for what was asked."""

    status = 403
    default_sentence = _("Bạn chưa được phân quyền làm việc này. Hãy hỏi quản trị viên của cơ quan.")


class NotFound(Refused):
    """Raised when the thing does not exist, or belongs to an agency that is not the actor's."""

    status = 404
    default_sentence = _("Không tìm thấy nội dung này. Có thể nó đã được chuyển hoặc xóa.")


class BadInput(Refused):
    """Raised when what was typed or sent cannot be used; the sentence says what to change."""

    status = 400
    default_sentence = _("Thông tin nhập chưa đúng. Hãy xem lại các ô được đánh dấu.")
