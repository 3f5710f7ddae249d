"""What of connections and packages waits for one person: what was refused, stopped, or could not be sent."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.connector.data import InState, OutState
from hoitu.connector.models import InPackage, OutPackage, SheetFile, SheetLine
from hoitu.connector.queries.overview import refused_rows
from hoitu.kernel.actor import Actor
from hoitu.kernel.duties import Duty
from hoitu.kernel.text import format_number

MOST = 100  # of one kind on the start page; the lists themselves show all
KIND, ICON = gettext_lazy("Kết nối"), "link"


def duties(*, actor: Actor) -> list[Duty]:
    """Return what waits for the actor in this room; few queries, however much there is."""
    found = [*_rows(actor), *_sheets(actor)] if actor.may("connector.manage") else []
    return found + list(_packages(actor)) if actor.may("connector.send") else found


def _rows(actor: Actor) -> Iterator[Duty]:
    if n := refused_rows(actor).count():
        url, words = reverse("connector:refused"), _("%s dòng bị từ chối chờ xử lý") % format_number(n)
        yield Duty(KIND, reverse("connector:home"), ICON, words, url, count=n)


def _sheets(actor: Actor) -> Iterator[Duty]:
    here = reverse("connector:home")
    bad = SheetLine.objects.for_agency(actor.agency).filter(outcome=SheetLine.Outcome.BAD)
    counts = dict(bad.order_by().values_list("sheet").annotate(n=Count("pk")).order_by("-sheet")[:MOST])
    for sheet in SheetFile.objects.for_agency(actor.agency).filter(pk__in=counts):
        n = counts[sheet.pk]
        words = _("Sửa %(n)s dòng của bảng tính %(file)s") % {"n": format_number(n), "file": sheet.file_name}
        yield Duty(KIND, here, ICON, words, reverse("connector:sheet", args=[sheet.pk]), count=n)


def _packages(actor: Actor) -> Iterator[Duty]:
    here = reverse("connector:home")
    stopped = InPackage.objects.for_agency(actor.agency).filter(state=InState.QUARANTINED)
    for row in stopped.select_related("partner")[:MOST]:
        url, words = reverse("connector:incoming", args=[row.pk]), _("Gói bị cách ly: %s") % row.file_name
        yield Duty(KIND, here, ICON, words, url, note=row.partner.name if row.partner else "")
    failed = OutPackage.objects.for_agency(actor.agency).filter(state=OutState.FAILED)
    for one in failed.select_related("partner")[:MOST]:
        url, words = reverse("connector:outgoing", args=[one.pk]), _("Gói gửi không được: %s") % one.file_name
        yield Duty(KIND, here, ICON, words, url, note=one.partner.name)
