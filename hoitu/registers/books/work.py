"""Equipment, platforms, staff policies, commendations, initiatives, cooperation, remote communes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoitu.registers.books.book import Book, Door, Expiry, Section, Sign
from hoitu.registers.books.groups import WORK
from hoitu.registers.models import (
    Commendation,
    Cooperation,
    Coverage,
    Equipment,
    Initiative,
    Platform,
    RemoteCommune,
    StaffPolicy,
)


def _alike(rows: Sequence[StaffPolicy], on: date) -> dict[UUID, Sign]:
    """Say of each policy in force whether it treats remote and on-site work alike (F47)."""
    return {
        row.pk: Sign("done", _("Áp dụng như nhau"))
        if row.is_uniform
        else Sign("failed", _("Còn phân biệt từ xa"))
        for row in rows
        if row.valid_from <= on and (row.valid_until is None or row.valid_until > on)
    }


ASSETS = (
    Book(
        key="thiet-bi",
        title=_("Trang thiết bị"),
        note=_("Thiết bị đang dùng và đề nghị trang bị."),
        icon="camera",
        group=WORK,
        model=Equipment,
        key_fields=("code",),
        columns=("name", "category", "state", "quantity", "keeper", "cost_vnd"),
        sections=(
            Section(_("Thiết bị"), ("code", "name", "category", "state", "quantity")),
            Section(_("Nơi dùng"), ("place", "keeper", "acquired_on", "warranty_until")),
            Section(_("Giá trị"), ("cost_vnd", "note")),
        ),
        filters=("category", "state"),
        totals=("cost_vnd",),
        expiry=Expiry("warranty_until"),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="nen-tang",
        title=_("Nền tảng đang dùng"),
        note=_("Danh mục nền tảng, ứng dụng của cơ quan và hợp đồng."),
        icon="layout-grid",
        group=WORK,
        model=Platform,
        key_fields=("name",),
        columns=("name", "purpose", "provider", "is_domestic", "contract_until"),
        sections=(
            Section(_("Nền tảng"), ("name", "purpose", "provider", "is_domestic", "url")),
            Section(_("Sử dụng"), ("used_from", "contract_until", "people", "note")),
        ),
        filters=("is_domestic",),
        periods=(("used_from", "contract_until"),),
        expiry=Expiry("contract_until"),
        is_open=True,
    ),
    Book(
        key="chinh-sach",
        signs=_alike,
        title=_("Chế độ, chính sách cho nhân viên"),
        note=_("Quy định nội bộ; văn bản nào áp dụng như nhau cho người làm trực tiếp và từ xa."),
        icon="users",
        group=WORK,
        model=StaffPolicy,
        key_fields=("number",),
        columns=("number", "title", "is_uniform", "valid_from", "valid_until"),
        sections=(
            Section(_("Văn bản"), ("number", "title", "issued_on", "is_uniform", "url")),
            Section(_("Hiệu lực"), ("valid_from", "valid_until", "note")),
        ),
        filters=("is_uniform",),
        periods=(("valid_from", "valid_until"),),
        expiry=Expiry("valid_until"),
        is_open=True,
        takes_documents=True,
    ),
)

ACTIVITIES = (
    Book(
        key="khen-thuong",
        title=_("Khen thưởng"),
        note=_("Hồ sơ đề nghị và quyết định khen thưởng, kèm thành tích."),
        icon="star",
        group=WORK,
        model=Commendation,
        key_fields=("code",),
        columns=("recipient", "form", "state", "issuer", "decided_on"),
        sections=(
            Section(_("Đề nghị"), ("code", "recipient", "form", "state", "merit")),
            Section(_("Quyết định"), ("issuer", "decision", "decided_on")),
        ),
        filters=("state",),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="sang-kien",
        title=_("Sáng kiến"),
        note=_("Thư viện sáng kiến để nơi khác học theo."),
        icon="bulb",
        group=WORK,
        model=Initiative,
        key_fields=("code",),
        columns=("title", "author", "year", "recognised_by"),
        sections=(
            Section(_("Sáng kiến"), ("code", "title", "author", "year", "recognised_by")),
            Section(_("Nội dung"), ("summary", "effect", "url")),
            Section(_("Chia sẻ"), ("reach",)),
        ),
        filters=("reach",),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="hop-tac",
        title=_("Hợp tác, trao đổi kinh nghiệm"),
        note=_("Hoạt động với cơ quan khác trong nước và quốc tế, kết quả và bài học."),
        icon="route",
        group=WORK,
        model=Cooperation,
        key_fields=("code",),
        columns=("name", "partner", "scope", "held_on", "valid_until"),
        sections=(
            Section(_("Hoạt động"), ("code", "name", "partner", "scope", "held_on")),
            Section(_("Thỏa thuận"), ("agreement", "valid_until")),
            Section(_("Kết quả"), ("result", "url")),
        ),
        filters=("scope",),
        periods=(("held_on", "valid_until"),),
        expiry=Expiry("valid_until"),
        is_open=True,
        takes_documents=True,
    ),
)

MAP = Door(_("Bản đồ phủ sóng"), "registers:commune-map", "map-pin", is_for_keepers=False)
REACH = (
    Book(
        key="xa-vung-sau",
        title=_("Xã vùng sâu, vùng xa"),
        note=_("Danh sách xã theo quyết định, với số dân."),
        icon="map-pin",
        group=WORK,
        model=RemoteCommune,
        key_fields=("code",),
        columns=("name", "province", "population", "decision"),
        sections=(Section(_("Xã"), ("code", "name", "province", "population", "decision", "note")),),
        totals=("population",),
        is_open=True,
        book_doors=(MAP,),
    ),
    Book(
        key="phu-song",
        title=_("Báo chí tới xã vùng sâu"),
        note=_("Loại hình báo chí của địa phương tới được từng xã, kèm căn cứ."),
        icon="antenna",
        group=WORK,
        model=Coverage,
        key_fields=("commune", "press_type"),
        columns=("commune", "press_type", "source", "surveyed_on", "valid_until"),
        sections=(
            Section(_("Phủ sóng"), ("commune", "press_type", "source", "surveyed_on", "valid_until", "note")),
        ),
        filters=("press_type",),
        periods=(("surveyed_on", "valid_until"),),
        expiry=Expiry("valid_until"),
        is_open=True,
        book_doors=(MAP,),
        takes_documents=True,
    ),
)

BOOKS = (*ASSETS, *ACTIVITIES, *REACH)
