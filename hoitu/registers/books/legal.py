"""Licences, legal texts, inspections and their findings."""

from django.utils.translation import gettext_lazy as _

from hoitu.registers.books.book import Book, Expiry, Section
from hoitu.registers.books.groups import LEGAL
from hoitu.registers.models import Finding, Inspection, LegalText, Licence

BOOKS = (
    Book(
        key="giay-phep",
        title=_("Giấy phép"),
        note=_("Giấy phép hoạt động báo chí: từng ấn phẩm, kênh, trang điện tử."),
        icon="license",
        group=LEGAL,
        model=Licence,
        key_fields=("number", "product"),
        columns=("name", "product", "number", "issued_on", "valid_until"),
        sections=(
            Section(
                _("Giấy phép"),
                ("product", "is_magazine", "name", "number", "issuer", "issued_on", "valid_until"),
            ),
            Section(
                _("Điều nêu trong giấy phép"),
                ("purpose", "language", "schedule", "domain", "server_place", "provider", "head"),
            ),
        ),
        filters=("product",),
        periods=(("issued_on", "valid_until"),),
        expiry=Expiry("valid_until"),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="van-ban-phap-luat",
        title=_("Văn bản pháp luật"),
        note=_("Văn bản cơ quan làm theo, ngày hiệu lực, vướng mắc và kiến nghị sửa đổi."),
        icon="scale",
        group=LEGAL,
        model=LegalText,
        key_fields=("number", "issuer"),
        columns=("number", "title", "issuer", "valid_from", "valid_until"),
        sections=(
            Section(_("Văn bản"), ("number", "title", "kind", "issuer", "url")),
            Section(_("Hiệu lực"), ("issued_on", "valid_from", "valid_until")),
            Section(_("Rà soát"), ("proposal", "note")),
        ),
        periods=(("valid_from", "valid_until"),),
        expiry=Expiry("valid_until"),
        is_open=True,
    ),
    Book(
        key="kiem-tra",
        title=_("Kiểm tra, thanh tra"),
        note=_("Các cuộc kiểm tra, thanh tra, giám sát, đánh giá và kết luận."),
        icon="clipboard-check",
        group=LEGAL,
        model=Inspection,
        key_fields=("code",),
        columns=("name", "kind", "body", "starts_on", "concluded_on"),
        sections=(
            Section(_("Cuộc kiểm tra"), ("code", "name", "kind", "body", "subject", "decision")),
            Section(_("Diễn biến"), ("starts_on", "ends_on", "concluded_on", "conclusion")),
        ),
        filters=("kind",),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="ton-tai",
        title=_("Tồn tại phải khắc phục"),
        note=_("Điều kiểm tra nêu ra, hạn khắc phục và minh chứng đã làm xong."),
        icon="flag-3",
        group=LEGAL,
        model=Finding,
        key_fields=("code",),
        columns=("content", "inspection", "answerable", "due_on", "closed_on"),
        sections=(
            Section(_("Tồn tại"), ("inspection", "code", "content", "remedy", "answerable", "due_on")),
            Section(_("Kết quả khắc phục"), ("closed_on", "evidence")),
        ),
        filters=("inspection",),
        expiry=Expiry("due_on", closed_by="closed_on"),
        is_open=True,
        takes_documents=True,
    ),
)
