"""What papers refuse, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput


class PaperNotPrintable(BadInput):
    """Raised when a paper cannot be set as PDF; the DOCX of the same paper can still be had."""

    default_sentence = _(
        "Không dàn trang được văn bản này thành PDF. Hãy tải bản DOCX, rồi báo người vận hành."
    )


class SheetTooLong(BadInput):
    """Raised when a sheet has more rows than a spreadsheet can hold."""

    default_sentence = _("Bảng có nhiều dòng hơn một trang tính chứa được. Hãy lọc bớt rồi xuất lại.")


class CertificateRefused(BadInput):
    """Raised when the PKCS#12 file cannot be opened, holds no key, or is not valid now."""

    default_sentence = _("Không mở được tệp chứng thư số: sai mật khẩu hoặc tệp hỏng.")


class NotAPdf(BadInput):
    """Raised when the file is no PDF, or is locked with a password."""

    default_sentence = _("Tệp này không phải PDF đọc được, hoặc đã bị khóa bằng mật khẩu.")


class NotASignature(BadInput):
    """Raised when a file is no detached signature (.p7s) with its signer's certificate."""

    default_sentence = _(
        "Tệp này không phải PDF đã ký, cũng không phải chữ ký rời .p7s có kèm chứng thư người ký."
    )


class NotSignable(BadInput):
    """Raised when an earlier signature forbids to add another."""

    default_sentence = _("Chữ ký trước đã khóa tệp này, không ký thêm được. Hãy ký trên bản gốc.")


class BadChart(BadInput):
    """Raised when a chart's description cannot be drawn, or asks for something from outside."""

    default_sentence = _("Không vẽ được biểu đồ này: phần mô tả chưa đúng.")
