"""Words by which the trail names what happens to the archive."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "media.add": _("Đưa tệp vào kho"),
    "media.refuse": _("Từ chối tệp"),
    "media.describe": _("Sửa mô tả của tệp"),
    "media.caption": _("Sửa phụ đề"),
    "media.rights": _("Sửa quyền sử dụng"),
    "media.lease": _("Ghi thời hạn dùng"),
    "media.remove_lease": _("Bỏ thời hạn dùng"),
    "media.consent": _("Ghi sự đồng ý của người trong hình"),
    "media.withdraw_consent": _("Ghi việc rút lại đồng ý"),
    "media.override_rights": _("Cho dùng dù quyền chặn"),
    "media.category": _("Lưu loại bản quyền"),
    "media.supplier": _("Lưu nguồn cung cấp"),
    "media.save_search": _("Lưu phép tìm trong kho"),
    "media.forget_search": _("Bỏ phép tìm đã lưu"),
    "media.download": _("Tải tệp gốc"),
}
FIELDS = {
    "caption": _("Chú thích"),
    "credit": _("Nguồn ảnh"),
    "alt": _("Mô tả ảnh"),
    "rights_note": _("Bản quyền"),
    "captions": _("Phụ đề"),
    "tags": _("Từ khóa"),
    "category": _("Loại bản quyền"),
    "supplier": _("Nguồn cung cấp"),
    "cost": _("Chi phí"),
    "cost_note": _("Điều kiện hoặc mức trả"),
    "embargo_until": _("Cấm dùng trước"),
    "do_not_use": _("Không được dùng"),
    "do_not_use_because": _("Lý do không được dùng"),
    "verdict": _("Khi dùng"),
    "contact": _("Liên hệ"),
    "contract": _("Hợp đồng"),
    "price_vnd": _("Giá một lượt dùng"),
    "quota_per_month": _("Số lượt dùng mỗi tháng"),
    "over_quota_refuses": _("Hết lượt thì chặn"),
}
