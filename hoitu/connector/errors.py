"""Expected failures of the connector room."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import Refused


class SignatureRefused(Refused):
    """Raised for a request that is not signed, not by a key that lives, not now, or not for the first time."""

    status = 403
    default_sentence = _("Chữ ký của yêu cầu không đúng. Hãy xem cách ký ở trang hướng dẫn nối CMS.")

    def __init__(self, sentence: object = None, *, code: str = "bad_signature") -> None:
        super().__init__(sentence)  # type: ignore[arg-type]
        self.code = code
        # Who sends no signature at all speaks another language; who sends a wrong one is turned away.
        self.status = 400 if code == "not_signed" else 403


class TooManyKeys(Refused):
    """Raised when a connection has two keys that live already."""

    default_sentence = _("Mỗi kết nối có tối đa hai khóa cùng sống. Hãy thu hồi khóa cũ trước.")


class NotTrusted(Refused):
    """Raised when a partner's key was never compared, or was revoked."""

    default_sentence = _("Bản cài đặt này chưa được tin cậy. Hãy đối chiếu dấu vân khóa với bên kia trước.")


class FileRefused(Refused):
    """Raised for a file that cannot be read at all; the sentence says why."""

    status = 400


class NothingNew(Refused):
    """Raised when a package would say nothing."""

    default_sentence = _("Chưa có cơ quan nào mà đơn vị được gửi số liệu theo tuyến này.")
