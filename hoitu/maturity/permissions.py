"""What a role may be allowed to do with the index of digital maturity."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission("maturity.read", _("Xem bộ chỉ số trưởng thành số"), "See the digital maturity index"),
    Permission("maturity.score", _("Chấm điểm trưởng thành số"), "Score the agency's digital maturity"),
    Permission("maturity.send", _("Gửi bản chấm đi thẩm định"), "Send the scores for appraisal"),
    Permission(
        "maturity.verify",
        _("Thẩm định và công bố điểm của cơ quan cấp dưới"),
        "Appraise and publish the scores of agencies below",
    ),
    Permission("maturity.catalogue", _("Quản lý bộ chỉ số, kỳ đánh giá"), "Manage the index and its cycles"),
]
