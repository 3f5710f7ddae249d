"""What can be refused when people talk about a story."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput, NotAllowed, Refused


class NothingSaid(BadInput):
    """Raised when a message has neither words nor a picture."""

    default_sentence = _("Chưa có lời nào. Hãy viết rồi gửi.")


class TooManyWords(BadInput):
    """Raised when a message is longer than anybody reads beside a text."""

    default_sentence = _("Lời này dài quá 4.000 ký tự. Hãy rút gọn hoặc chia làm nhiều lời.")


class AssigneeNeeded(BadInput):
    """Raised when a task names nobody, or somebody who cannot read the story."""

    default_sentence = _("Hãy chọn người làm trong số những người đọc được bài này.")


class ThreadTaken(BadInput):
    """Raised when a new thread comes with the id of one that is somebody else's."""

    default_sentence = _("Chỗ này đã có bình luận khác. Hãy bôi chọn lại rồi thử lại.")


class TooMuchTalk(Refused):
    """Raised when a story has as many threads as its page can carry."""

    default_sentence = _("Bài đã có quá nhiều bình luận. Hãy trả lời ở bình luận có sẵn.")


class ThreadIsResolved(Refused):
    """Raised when something is done to a thread that only an open one can take."""

    default_sentence = _("Bình luận này đã xong. Hãy mở lại trước khi viết thêm.")


class TooLateToEdit(Refused):
    """Raised when words have stood too long to be changed under those who read them."""

    default_sentence = _("Lời này đã gửi quá một ngày nên không sửa được nữa. Hãy viết lời mới.")


class NotYours(NotAllowed):
    """Raised when somebody changes another person's words, or settles what is not theirs to settle."""

    default_sentence = _("Việc này chỉ dành cho người đã viết lời đó.")


class NotYoursToSettle(NotAllowed):
    """Raised when a task is closed or handed on by somebody it does not concern."""

    default_sentence = _(
        "Chỉ người giao, người làm và biên tập viên đánh dấu xong hoặc giao lại được việc này."
    )


class EditorsGiveTasks(NotAllowed):
    """Raised when somebody who does not edit gives a task that would block the approval."""

    default_sentence = _("Chỉ người có quyền biên tập giao được việc phải xong trước khi duyệt.")
