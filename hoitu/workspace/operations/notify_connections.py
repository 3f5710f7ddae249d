"""Tell who looks after connections that one has fallen silent."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hoitu.connector.events import ConnectionSilent
from hoitu.kernel.text import format_date
from hoitu.workspace.operations.audience import holding
from hoitu.workspace.operations.notify import tell


def on_connection_silent(fact: ConnectionSilent) -> None:
    """Tell the managers of connections since when nothing has come."""
    assert fact.agency_id is not None
    said = {"name": fact.name, "day": format_date(fact.last_heard_at)}
    tell(
        fact.agency_id,
        holding(fact.agency_id, "connector.manage"),
        f"{fact.subject}:{fact.last_heard_at:%Y%m%d%H%M}",
        "wifi-off",
        _("Kết nối “%(name)s” im lặng từ %(day)s.") % said,
        reverse("connector:home"),
        link_words=_("Mở các kết nối"),
    )
