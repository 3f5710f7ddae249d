"""Refusals of the evidence room."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput, Refused


class FileRefused(BadInput):
    """Raised for a file that cannot be taken; the sentence says which ones can."""

    default_sentence = _("Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx), ảnh PNG hoặc JPEG.")


class FileTooLarge(FileRefused):
    """Raised for a file above the limit."""

    status = 413


class AlreadyAttached(FileRefused):
    """Raised when the same bytes already stand beside the same statement."""

    status = 409


class SecondPersonNeeded(Refused):
    """Raised when somebody would check what they submitted."""

    default_sentence = _("Minh chứng do bạn nộp phải do người khác kiểm tra.")


class AlreadyChecked(Refused):
    """Raised when another person was faster."""

    default_sentence = _("Minh chứng này đã được kiểm tra rồi.")
