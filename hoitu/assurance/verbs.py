"""Words by which the trail names what happens to draws."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "assurance.announce": _("Công bố lượt rút kiểm chứng"),
    "assurance.draw": _("Rút bản ghi kiểm chứng"),
    "assurance.judge": _("Kết luận bản ghi đã rút"),
    "assurance.close": _("Chốt kết quả kiểm chứng"),
    "assurance.cancel": _("Hủy lượt rút kiểm chứng"),
    "assurance.state_place": _("Ghi nơi đặt máy chủ"),
}
FIELDS = {
    "announcement": _("Mã băm bản công bố"),
    "list": _("Mã băm danh sách"),
    "commitment": _("Cam kết của hạt bí mật"),
    "seed": _("Hạt bí mật"),
    "public_value": _("Giá trị công khai"),
    "verdict": _("Kết luận"),
    "result": _("Kết quả"),
    "country": _("Đặt ở đâu"),
}
