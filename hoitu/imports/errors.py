"""Expected failures of the imports room, and the sentences that rows carry."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.errors import BadInput, Refused


class UnreadableSource(BadInput):
    """Raised when a source as a whole cannot be read; a single bad row never raises."""

    default_sentence = _("Không đọc được tệp này. Hãy kiểm tra lại tệp hoặc xuất lại từ hệ thống cũ.")


class UnsafeArchive(UnreadableSource):
    """Raised for a ZIP that unpacks to too much, or to places outside its folder."""

    default_sentence = _("Tệp nén không an toàn: giải nén ra quá lớn hoặc chứa đường dẫn lạ.")


class RunIsBusy(Refused):
    """Raised when a run is told to do something while its job still works."""

    default_sentence = _("Lượt nhập đang chạy. Hãy đợi chạy xong hoặc bấm dừng rồi thử lại.")


class NothingToRetry(Refused):
    """Raised when a run has no failed rows, or its source is gone."""

    default_sentence = _("Không còn dòng lỗi nào để thử lại.")


class SheetUnreadable(BadInput):
    """Raised for a file that is no workbook, is too big, or lacks the book's columns."""


class RowRefused(BadInput):
    """Raised when a mended row still cannot be written; `errors` says what is wrong with which field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__()
        self.errors = errors
