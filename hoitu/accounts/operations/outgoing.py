"""Which outside machines sign-in and push notices ask."""

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoitu.accounts.models import Device
from hoitu.kernel import push
from hoitu.kernel.outgoing import Outgoing, host_of

PUSH_SERVICES_MAX = 50


def outgoing(*, agency_id: UUID | None) -> list[Outgoing]:
    """List the identity server, and the push services of the browsers that take notices."""
    found = []
    for provider in settings.SOCIALACCOUNT_PROVIDERS.values():
        for app in provider.get("APPS", ()):
            host = host_of(app["settings"]["server_url"])
            found.append(Outgoing(host, _("Máy chủ định danh"), _("người đăng nhập được chuyển tới đó")))
    if push.is_on():
        endpoints = Device.objects.exclude(push_endpoint="").values_list("push_endpoint", flat=True)
        hosts = sorted({host_of(address) for address in endpoints.iterator()})[:PUSH_SERVICES_MAX]
        sends = _("thông báo mã hóa, chỉ trình duyệt của người nhận mở được")
        found += [Outgoing(host, _("Dịch vụ đẩy thông báo của trình duyệt"), sends) for host in hosts]
    return found
