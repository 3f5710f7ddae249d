"""Words by which the trail names what happens to connections and packages."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "connector.save": _("Lưu kết nối"),
    "connector.pause": _("Tạm dừng kết nối"),
    "connector.resume": _("Mở lại kết nối"),
    "connector.add_key": _("Thêm khóa của kết nối"),
    "connector.retire_key": _("Thu hồi khóa của kết nối"),
    "connector.retry_row": _("Nhận lại dòng bị từ chối"),
    "connector.drop_row": _("Bỏ dòng bị từ chối"),
    "connector.bring_sheet": _("Nhập bảng tính"),
    "connector.write_sheet": _("Ghi bảng tính"),
    "connector.save_partner": _("Lưu bản cài đặt đối tác"),
    "connector.trust": _("Xác nhận dấu vân khóa của đối tác"),
    "connector.revoke": _("Thu hồi tin cậy của đối tác"),
    "connector.map": _("Ghép cơ quan của đối tác"),
    "connector.build": _("Lập gói số liệu"),
    "connector.send": _("Gửi gói số liệu"),
    "connector.hand_out": _("Tải gói số liệu để chuyển bằng tệp"),
    "connector.cancel": _("Bỏ gói số liệu"),
    "connector.receipt": _("Nhận biên nhận gói"),
    "connector.receive": _("Nhận gói số liệu"),
    "connector.drop_package": _("Bỏ gói bị cách ly"),
    "connector.withdraw_package": _("Thu hồi gói đã nhận"),
}
FIELDS = {
    "usual_gap_hours": _("Báo động khi im lặng quá (giờ)"),
    "key": _("Khóa"),
    "fingerprint": _("Dấu vân khóa"),
    "direction": _("Chiều"),
    "address": _("Địa chỉ"),
}
