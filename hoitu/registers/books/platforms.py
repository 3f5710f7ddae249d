"""Digital platforms for the press: milestones and connections."""

from django.utils.translation import gettext_lazy as _

from hoitu.registers.books.book import Book, Expiry, Section
from hoitu.registers.books.groups import WORK
from hoitu.registers.models import PlatformConnection, PlatformMilestone

BOOKS = (
    Book(
        key="moc-nen-tang",
        title=_("Nền tảng số cho báo chí: các mốc"),
        note=_("Quyết định, xây dựng, thử nghiệm, vận hành; mỗi mốc kèm văn bản."),
        icon="route",
        group=WORK,
        model=PlatformMilestone,
        key_fields=("platform", "step"),
        columns=("platform", "step", "reached_on", "document"),
        sections=(Section(_("Mốc"), ("platform", "step", "reached_on", "document", "url", "note")),),
        filters=("step",),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="ket-noi-nen-tang",
        title=_("Kết nối nền tảng số"),
        note=_("Đơn vị đang kết nối nền tảng nào, từ khi nào, mức sẵn sàng."),
        icon="link",
        group=WORK,
        model=PlatformConnection,
        key_fields=("platform", "connected_on"),
        columns=("platform", "connected_on", "ended_on", "outage_minutes"),
        sections=(
            Section(_("Kết nối"), ("platform", "connected_on", "ended_on", "purpose")),
            Section(_("Mức sẵn sàng"), ("outage_minutes", "note")),
        ),
        periods=(("connected_on", "ended_on"),),
        expiry=Expiry("ended_on"),
        is_open=True,
    ),
)
