"""What a role may be allowed to do with imports."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [Permission("imports.run", _("Nhập bài từ hệ thống khác"), "Import stories from other systems")]
