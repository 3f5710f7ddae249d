"""What tests make papers of: a report with everything a paper can have (its figures are invented), a certificate."""

from datetime import date
from typing import Any

from hoitu.papers.adapters.certificates import trial_certificate
from hoitu.papers.data import Heading, Items, Letterhead, Paper, Paragraph, Signer, Table


def sample_paper(**changes: Any) -> Paper:
    """Return a report of the demonstration's agency, with the given fields in place of its own."""
    fields: dict[str, Any] = {
        "letterhead": Letterhead(
            "Ủy ban nhân dân tỉnh Vạn Giang", "Báo và phát thanh, truyền hình Vạn Giang", "Vạn Giang"
        ),
        "code": "BC-BPTTH",
        "number": "7",
        "date": date(2026, 2, 5),
        "kind": "Báo cáo",
        "title": "Kết quả thực hiện Chiến lược chuyển đổi số báo chí năm 2026",
        "bases": (
            "Căn cứ Quyết định số 348/QĐ-TTg ngày 06 tháng 4 năm 2023 của Thủ tướng Chính phủ phê duyệt Chiến lược "
            "“Chuyển đổi số báo chí đến năm 2025, định hướng đến năm 2030”",
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
        ),
        "blocks": BLOCKS,
        "signer": Signer("KT.", "Giám đốc\nPhó Giám đốc", "Nguyễn Thị Ánh Nguyệt"),
        "recipients": ("Sở Văn hóa, Thể thao và Du lịch", "Tỉnh ủy (để báo cáo)", "Lưu: VT, TKTS"),
    }
    return Paper(**{**fields, **changes})


BLOCKS = (
    Heading(1, "I. KẾT QUẢ THỰC HIỆN"),
    Heading(2, "1. Đưa nội dung lên các nền tảng số"),
    Paragraph(
        "Trong năm 2026, cơ quan đã phát hành 1.284 tin, bài trên trang thông tin điện tử và các nền tảng số trong "
        "nước; tỷ lệ tin, bài được phát hành trên ít nhất hai nền tảng là 82,5 %, tăng 12,3 điểm phần trăm so với "
        "năm 2025. Kinh phí đã sử dụng là 350 triệu đồng."
    ),
    Heading(3, "a) Nhiệm vụ đã hoàn thành"),
    Items(
        (
            "Vận hành tòa soạn hội tụ với một quy trình biên tập chung cho báo in, báo điện tử, phát thanh và truyền "
            "hình theo khoản 2 Điều 5 của Kế hoạch;",
            "Bồi dưỡng kỹ năng báo chí số cho 46 phóng viên, biên tập viên;",
            "+ Hoàn thành hồ sơ cấp độ 3 về an toàn hệ thống thông tin.",
        )
    ),
    Heading(2, "2. Số liệu theo chỉ tiêu"),
    Table(
        columns=("TT", "Chỉ tiêu", "Kế hoạch", "Kết quả", "Ghi chú"),
        rows=tuple(
            (
                str(place),
                f"Chỉ tiêu thứ {place} về tỷ lệ nội dung trên nền tảng số",
                "70 %",
                f"{60 + place},5 %",
                "",
            )
            for place in range(1, 31)
        ),
        widths=(1, 6, 2, 2, 3),
        caption="Bảng 1. Kết quả thực hiện các chỉ tiêu",
        numeric=(2, 3),
    ),
    Table(
        columns=("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian", "Tiến độ"),
        rows=(
            (
                "1",
                "Xây dựng kế hoạch chuyển đổi số",
                "Ban Biên tập",
                "Các phòng",
                "Kế hoạch",
                "Tháng 01",
                "Hoàn thành",
            ),
            ("2", "Đào tạo kỹ năng số", "Phòng Tổ chức", "Sở Nội vụ", "Lớp học", "Quý II", "Đang thực hiện"),
        ),
        caption="Phụ lục. Tiến độ thực hiện nhiệm vụ",
        landscape=True,
    ),
    Heading(1, "II. KIẾN NGHỊ"),
    Paragraph(
        "Đề nghị Sở Văn hóa, Thể thao và Du lịch xem xét, hướng dẫn các nội dung vượt thẩm quyền của cơ quan./."
    ),
)


def pkcs12_of(name: str, organisation: str, *, password: str, days: int = 365) -> bytes:
    """Return a PKCS#12 file: a new key and a certificate that it signs itself, valid for `days` from yesterday."""
    return trial_certificate(name=name, organisation=organisation, password=password, days=days)
