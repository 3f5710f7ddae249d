"""What a role may be allowed to do with registers."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission(
        "registers.read",
        _("Xem sổ giấy phép, pháp lý, đào tạo, cơ sở vật chất"),
        "See registers of licences, law, training, equipment",
    ),
    Permission(
        "registers.manage",
        _("Ghi sổ giấy phép, pháp lý, cơ sở vật chất"),
        "Keep registers of licences, law, equipment",
    ),
    Permission("registers.training", _("Ghi sổ đào tạo, bồi dưỡng"), "Keep registers of training"),
    Permission(
        "registers.security", _("Xem và ghi sổ an toàn thông tin"), "See and keep registers of security"
    ),
    Permission(
        "registers.money", _("Xem và ghi sổ đặt hàng, kinh phí"), "See and keep registers of orders and money"
    ),
    Permission(
        "registers.wording", _("Ghi sổ quy tắc viết của tòa soạn"), "Keep the house's rules of writing"
    ),
]
