"""The usage categories that an agency begins with; what it changes afterwards is its own.

`SINCE`: the day on which this list was written down. The names are newsroom practice, not law.
"""

from dataclasses import dataclass
from datetime import date

SINCE = date(2026, 11, 23)


@dataclass(frozen=True)
class DefaultCategory:
    """A category as every agency gets it."""

    name: str
    verdict: str = "allowed"
    note: str = ""
    cost: str = "free"
    cost_note: str = ""


CATEGORIES = (
    DefaultCategory("Ảnh phóng viên của báo"),
    DefaultCategory("Cộng tác viên", cost="pay", cost_note="Trả nhuận bút theo quy định của cơ quan."),
    DefaultCategory("Hãng tin theo hợp đồng", cost="conditional", cost_note="Theo điều khoản hợp đồng."),
    DefaultCategory("Đặt hàng riêng cho một bài", "warned", "Chỉ dùng cho bài đã đặt; dùng lại phải hỏi."),
    DefaultCategory("Ảnh tư liệu của cơ quan"),
    DefaultCategory(
        "Ảnh do cơ quan, tổ chức cung cấp", "warned", "Ghi rõ nơi cung cấp; chỉ dùng đúng việc được cung cấp."
    ),
    DefaultCategory("Ảnh bạn đọc", "warned", "Kiểm tra người gửi có đúng là người chụp và đã cho phép."),
    DefaultCategory(
        "Ảnh chụp màn hình", "warned", "Ghi nguồn và thời điểm chụp; cắt bỏ phần không liên quan."
    ),
    DefaultCategory("Mạng xã hội", "warned", "Phải được người đăng cho phép; giữ lại lời cho phép."),
    DefaultCategory(
        "Creative Commons", "warned", "Ghi tác giả và tên giấy phép; xem có cấm dùng để kinh doanh."
    ),
    DefaultCategory("Hết thời hạn bảo hộ"),
    DefaultCategory("Không rõ nguồn", "refused", "Chưa biết ai giữ quyền; tìm được nguồn rồi hãy dùng."),
)
