"""The notice of a channel: the facts that Mẫu 01 of NĐ 237/2026 asks for, laid out as an administrative document.

We know which facts the form holds, not how it is printed; who has seen it puts them there.
"""

from collections.abc import Sequence
from datetime import date

from hoitu.accounts import api as accounts
from hoitu.papers.data import Heading, Items, Letterhead, Paper, Paragraph, Signer
from hoitu.registers.data import Licence
from hoitu.registers.models import DigitalChannel

UNKNOWN = "…………"


def notice_of(row: DigitalChannel, licences: Sequence[Licence], *, on: date) -> Paper:
    """Return the notice that a channel is closed, where its end is set, else that it was opened. A draft to sign."""
    agency = accounts.organisation(organisation_id=row.agency_id)
    above = accounts.line(organisation_id=row.agency_id, kind="governing", on=on)[:1]
    act = "đóng" if row.closes_on else "mở"
    return Paper(
        letterhead=Letterhead(above[0].name if above else "", agency.name, ""),
        code="TB",
        number="",
        date=None,
        kind="THÔNG BÁO",
        title=f"Về việc {act} kênh trên nền tảng số: {row.name}",
        bases=(),
        blocks=(
            Heading(1, "I. CƠ QUAN BÁO CHÍ"),
            Items(
                (
                    f"Tên cơ quan: {agency.name};",
                    f"Giấy phép: {_licences(licences)};",
                    f"Địa chỉ: {agency.address or UNKNOWN};",
                    f"Điện thoại: {agency.phone or UNKNOWN}; thư điện tử: {agency.email or UNKNOWN};",
                    f"Người đứng đầu: {next((one.head for one in licences if one.head), UNKNOWN)}.",
                )
            ),
            Heading(1, "II. KÊNH"),
            Items(
                (
                    f"Tên kênh: {row.name}; nền tảng: {row.platform}; địa chỉ: {row.url or UNKNOWN};",
                    f"Dấu hiệu nhận diện thống nhất: {row.mark or UNKNOWN};",
                    f"Số người theo dõi: {UNKNOWN if row.followers is None else row.followers};",
                    f"Định hướng nội dung: {row.orientation or UNKNOWN};",
                    _moment(row),
                )
            ),
            Heading(1, "III. CAM KẾT"),
            Paragraph(
                "Cơ quan cam kết các thông tin nêu trên là đúng và quản lý kênh theo quy chế nội bộ: "
                f"{row.regulation or UNKNOWN}."
            ),
        ),
        signer=Signer("", "NGƯỜI ĐỨNG ĐẦU", ""),
        recipients=("Bộ Văn hóa, Thể thao và Du lịch;", "Lưu: VT."),
    )


def _licences(licences: Sequence[Licence]) -> str:
    return (
        "; ".join(f"số {one.number} ngày {one.issued_on:%d/%m/%Y}, {one.issuer}" for one in licences)
        or UNKNOWN
    )


def _moment(row: DigitalChannel) -> str:
    if row.closes_on:
        return f"Đóng kênh từ ngày {row.closes_on:%d/%m/%Y}."
    return f"Mở kênh ngày {row.opened_on:%d/%m/%Y}."
