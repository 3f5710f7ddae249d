"""Words by which the trail names what happens to the registers."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "registers.save_licence": _("Lưu giấy phép"),
    "registers.change_rule": _("Sửa quy định pháp luật"),
    "registers.supersede_rule": _("Ghi quy định mới thay thế"),
}
FIELDS = {
    "value": _("Giá trị"),
    "citation": _("Căn cứ"),
    "confidence": _("Độ tin cậy"),
    "effective_from": _("Áp dụng từ"),
    "effective_until": _("Đến trước ngày"),
    "note": _("Ghi chú"),
    "product": _("Loại sản phẩm"),
    "is_magazine": _("Là tạp chí"),
    "number": _("Số giấy phép"),
    "issuer": _("Cơ quan cấp"),
    "issued_on": _("Ngày cấp"),
    "purpose": _("Tôn chỉ, mục đích"),
    "schedule": _("Kỳ hạn, giờ phát"),
    "domain": _("Tên miền"),
    "server_place": _("Nơi đặt máy chủ"),
    "provider": _("Nhà cung cấp dịch vụ mạng"),
    "head": _("Người đứng đầu"),
}
