"""What people may be allowed to do with the trail. Nobody may change it."""

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.access import Permission

PERMISSIONS = [Permission("audit.read", _("Xem nhật ký của cơ quan"), "Read the agency's trail")]
