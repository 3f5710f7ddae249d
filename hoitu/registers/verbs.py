"""Words by which the trail names what happens to the registers."""

from django.utils.translation import gettext_lazy as _

from hoitu.registers.books import BOOKS

VERBS = {
    "registers.add_row": _("Thêm vào sổ"),
    "registers.change_row": _("Sửa trong sổ"),
    "registers.archive_row": _("Lưu trữ dòng của sổ"),
    "registers.restore_row": _("Lấy lại dòng đã lưu trữ"),
    "registers.bring_sheet": _("Đọc bảng tính để nhập sổ"),
    "registers.drop_row": _("Bỏ dòng lỗi của bảng tính"),
    "registers.attend": _("Tự điểm danh"),
    "registers.save_licence": _("Lưu giấy phép"),
    "registers.change_rule": _("Sửa quy định pháp luật"),
    "registers.supersede_rule": _("Ghi quy định mới thay thế"),
}
FIELDS = {
    **{
        f"{key}.{name}": book.field(name).verbose_name
        for key, book in BOOKS.items()
        for name in book.field_names
    },
    # Licences were written down under these names before they became a book.
    **{name: BOOKS["giay-phep"].field(name).verbose_name for name in BOOKS["giay-phep"].field_names},
    "value": _("Giá trị"),
    "citation": _("Căn cứ"),
    "confidence": _("Độ tin cậy"),
    "effective_from": _("Áp dụng từ"),
    "effective_until": _("Đến trước ngày"),
    "note": _("Ghi chú"),
}
