"""Words by which the trail names what happens to the registers."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "registers.save_licence": _("Lưu giấy phép"),
    "registers.change_rule": _("Sửa quy định pháp luật"),
}
