"""What a role may be allowed to do with dashboards. Reading them needs `strategy.read`, as plans do."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [
    Permission(
        "outlook.embed",
        _("Nhúng số liệu kế hoạch vào trang web khác"),
        "Let other websites show figures of the organisation's plans",
    ),
]
