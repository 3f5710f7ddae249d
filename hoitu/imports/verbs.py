"""How the audit trail names what happens here."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "imports.bring_sheet": _("Đọc bảng tính để nhập"),
    "imports.write_sheet": _("Ghi các dòng của bảng tính"),
    "imports.drop_row": _("Bỏ dòng lỗi của bảng tính"),
    "imports.open": _("Mở lượt nhập dữ liệu"),
    "imports.start": _("Bắt đầu nhập dữ liệu"),
    "imports.finish": _("Nhập xong dữ liệu"),
    "imports.retry": _("Thử lại các dòng lỗi"),
    "imports.stop": _("Dừng nhập dữ liệu"),
    "imports.map": _("Ghép tác giả, chuyên mục khi nhập"),
}
FIELDS = {"authors": _("Tác giả"), "sections": _("Chuyên mục"), "rows": _("Số dòng")}
