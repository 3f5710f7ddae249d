"""What can be refused here, each with the sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import NotAllowed, Refused


class GrantsTooMuch(NotAllowed):
    """Raised when an actor hands out, or takes away, a permission that they do not hold."""

    default_sentence = _(
        "Bạn chỉ được cấp hoặc thu hồi những quyền mà chính bạn đang có. "
        "Hãy nhờ lãnh đạo cơ quan làm việc này."
    )


class LastAdministrator(Refused):
    """Raised when nobody would be left who manages people and roles."""

    default_sentence = _(
        "Cơ quan phải còn ít nhất một người quản lý nhân sự và phân quyền. "
        "Hãy giao quyền này cho người khác trước."
    )


class AlreadyMember(Refused):
    """Raised when the person invited works for the agency already."""

    default_sentence = _("Người này đang làm việc tại cơ quan. Hãy sửa vai trò của họ thay vì mời lại.")


class InvitationGone(Refused):
    """Raised when an invitation was used, revoked or has expired."""

    status = 410
    default_sentence = _("Lời mời này đã dùng, đã thu hồi hoặc đã hết hạn. Hãy xin cơ quan gửi lời mời mới.")


class AccountLocked(Refused):
    """Raised when too many wrong passwords came for an address."""

    default_sentence = _(
        "Tài khoản tạm khóa vì nhập sai nhiều lần. Hãy thử lại sau, hoặc nhờ quản trị viên mở khóa."
    )


class NameTaken(Refused):
    """Raised when the agency has a role or desk of that name already."""

    default_sentence = _("Tên này đã có trong cơ quan. Hãy chọn tên khác.")


class EmailTaken(Refused):
    """Raised when another account has the address."""

    default_sentence = _("Địa chỉ thư điện tử này đã có người dùng. Hãy nhập địa chỉ khác.")


class RoleInUse(Refused):
    """Raised when a role that people have would be removed."""

    default_sentence = _("Vai trò này đang có người giữ. Hãy chuyển họ sang vai trò khác trước khi xóa.")


class CircularSuccession(Refused):
    """Raised when an organisation would come to stand above or succeed itself."""

    default_sentence = _("Tổ chức không thể kế thừa hoặc trực thuộc chính mình, kể cả qua trung gian.")


class KindMismatch(Refused):
    """Raised when an account would hold what accounts of its kind do not hold."""

    default_sentence = _(
        "Loại tài khoản này không giữ được những quyền đó. Hãy đổi loại tài khoản, hoặc lập tài khoản riêng "
        "cho việc quản trị."
    )


class NotInvited(Refused):
    """Raised when an identity server vouches for somebody whom no agency knows or invited."""

    status = 403
    default_sentence = _(
        "Chưa có tài khoản nào cho địa chỉ thư này. Hãy nhờ quản trị viên của cơ quan gửi lời mời."
    )
