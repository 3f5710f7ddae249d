"""Words by which the trail names what happens to embeds."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "outlook.embed": _("Tạo địa chỉ nhúng"),
    "outlook.revoke": _("Thu hồi địa chỉ nhúng"),
}
FIELDS = {
    "origins": _("Trang được nhúng"),
    "kind": _("Hình thức"),
}
