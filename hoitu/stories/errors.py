"""Expected failures of the stories room."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput, NotAllowed, Refused


class StoryIsClosed(Refused):
    """Raised when words or details of a spiked or withdrawn story would change."""

    default_sentence = _("Bài đã bỏ hoặc đã gỡ nên không sửa được. Hãy khôi phục bài trước khi sửa.")


class StoryIsLocked(NotAllowed):
    """Raised while a hard lock lasts; the sentence says who locked the story and why."""

    default_sentence = _("Bài đang bị khóa nên không ai sửa được.")


class NotYourStep(NotAllowed):
    """Raised when the story stands at a stage whose work belongs to others."""

    default_sentence = _(
        "Bài đang ở bước của người khác nên bạn chỉ xem được. Hãy nhờ người giữ bài trả lại."
    )


class AnotherSignedIn(NotAllowed):
    """Raised when an open page would send its person's words under the name of who signed in after them."""

    default_sentence = _(
        "Trình duyệt này vừa đăng nhập tài khoản khác. Chữ chưa gửi được giữ trên máy này cho người đã gõ; "
        "hãy tải lại trang để viết tiếp bằng tên của bạn."
    )


class OnlySuggestions(NotAllowed):
    """Raised when a person who may only suggest changed the text itself, or another's suggestion."""

    default_sentence = _(
        "Bài đang ở bước của người khác nên bạn chỉ đề nghị sửa được. Hãy bật “Đề nghị sửa” rồi gõ lại, "
        "hoặc nhờ người giữ bài trả lại."
    )


class OnlyComments(NotAllowed):
    """Raised when a person who may only comment changed the text."""

    default_sentence = _("Bạn chỉ bình luận được ở bài này. Hãy ghi điều cần sửa thành bình luận.")


class PassageStands(Refused):
    """Raised when a passage would be brought back that stands in the text as it was."""

    default_sentence = _("Đoạn này vẫn còn nguyên trong bài nên không cần đưa trở lại.")


class MoveNotPossible(Refused):
    """Raised when the story has meanwhile left the stage from which the move starts."""

    default_sentence = _("Bài vừa được chuyển sang bước khác. Hãy tải lại trang để xem bước hiện tại.")


class NotWhatYouSaw(Refused):
    """Raised when a story is no longer what the approver's page showed."""

    default_sentence = _("Bài đã đổi sau bản bạn đang xem nên chưa duyệt. Hãy xem chỗ đã đổi rồi duyệt lại.")


class NoteNeeded(BadInput):
    """Raised when a move that must be explained has no explanation."""

    default_sentence = _("Hãy ghi lý do để người nhận biết cần làm gì.")


class ChecksFailed(Refused):
    """Raised when required checks of a move are not met; `failures` names each in a sentence."""

    default_sentence = _("Bài chưa đủ điều kiện để chuyển bước.")

    def __init__(self, failures: list[str]) -> None:
        self.failures = failures
        super().__init__(" ".join(failures))


class OwnStoryApproval(NotAllowed):
    """Raised when an author would give the final approval of the own story."""

    default_sentence = _(
        "Bạn là tác giả của bài này nên không tự duyệt xuất bản được. Hãy nhờ lãnh đạo khác duyệt."
    )


class StageInUse(Refused):
    """Raised when a step would go in which stories stand, or that every workflow has."""

    default_sentence = _(
        "Còn bài đang ở bước này nên chưa bỏ được. Hãy chuyển các bài đó sang bước khác trước."
    )


class WorkflowInUse(Refused):
    """Raised when a workflow would go that stories follow, or the general one."""

    default_sentence = _("Còn bài đang theo quy trình này, hoặc đây là quy trình chung, nên không bỏ được.")


class ApprovalIsFixed(Refused):
    """Raised when the head's final approval would be shaped away (Press Law 126/2025)."""

    default_sentence = _(
        "Việc duyệt xuất bản thuộc về người đứng đầu cơ quan hoặc người được ủy quyền theo Luật Báo chí: "
        "đường tới bước “Đã duyệt” phải đi từ bước chờ duyệt và cần quyền duyệt xuất bản."
    )


class BylinesChanged(Refused):
    """Raised when names were saved over names that their page had not shown; `rows` are both people's together."""

    default_sentence = _(
        "Người khác vừa đổi tên tác giả. Trong ô đã có tên của cả hai: hãy xem lại tỷ lệ rồi bấm Lưu lần nữa."
    )

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows
        super().__init__()


class SharesNotWhole(BadInput):
    """Raised when byline shares of a story do not sum to 100."""

    default_sentence = _("Tổng tỷ lệ của các tác giả phải bằng 100%. Hãy chỉnh lại từng tỷ lệ.")
