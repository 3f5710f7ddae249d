"""What can be wrong with a document; each error says to the person what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import Refused


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a tree. `path` gives child numbers from the top; `code` is for programs."""

    path: tuple[int, ...]
    node: str
    code: str
    sentence: str


class InvalidDocument(Refused):
    """Raised when a tree breaks the schema; `problems` lists every place."""

    default_sentence = _("Nội dung bài sai cấu trúc. Hãy tải lại trang; nếu vẫn lỗi, khôi phục bản trước.")

    def __init__(self, problems: Sequence[Problem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems[:3]) or None)


class UnresolvedSuggestions(Refused):
    """Raised when a text that is to be released still holds suggested changes; `count` says how many runs."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(
            _now("Bài còn %(count)d đề nghị sửa chưa xử lý. Hãy chấp nhận hoặc từ chối rồi gửi lại.")
            % {"count": count}
        )


class UnreadableDocument(Refused):
    """Raised when a file or pasted text cannot be read as a story at all."""

    status = 400
    default_sentence = _("Không đọc được tệp này. Hãy lưu lại thành .docx, .html, .md hoặc .txt rồi thử lại.")


class BrokenUpdate(Refused):
    """Raised when an editor sends bytes that are not an update of a shared document."""

    status = 400
    default_sentence = _(
        "Máy chủ không đọc được phần vừa gõ. Hãy tải lại trang; trình duyệt vẫn giữ chữ đã gõ."
    )
