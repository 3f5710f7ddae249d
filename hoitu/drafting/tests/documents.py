"""A plan as a DOCX file, made by the tests that read it."""

import io

from docx import Document

NUMBER = "77/KH-UBND"
HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH SƠN HẠ",
    f"Số: {NUMBER}",
    "Sơn Hạ, ngày 12 tháng 3 năm 2024",
    "KẾ HOẠCH",
    "Triển khai Chiến lược chuyển đổi số báo chí đến năm 2025, định hướng đến năm 2030 tỉnh Sơn Hạ",
    "Căn cứ Quyết định số 348/QĐ-TTg ngày 06/4/2023 của Thủ tướng Chính phủ;",
    "II. MỤC TIÊU",
)
TARGETS = (
    "1. Đến năm 2025",
    "- 60% cơ quan báo chí đưa nội dung lên các nền tảng số (ưu tiên các nền tảng số trong nước).",
    "- 100% lãnh đạo, phóng viên, biên tập viên các cơ quan báo chí được đào tạo về chuyển đổi số báo chí.",
    "- 25% cơ quan báo chí tăng doanh thu tối thiểu 15%.",
    "2. Đến năm 2030",
    "- 100% cơ quan báo chí đưa nội dung lên các nền tảng số.",
)
DUTIES = (
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Sở Thông tin và Truyền thông",
    "- Tổng hợp kết quả, báo cáo UBND tỉnh trước ngày 15/11 hằng năm.",
    "2. Các cơ quan báo chí",
    "- Báo cáo kết quả thực hiện về Sở Thông tin và Truyền thông trước ngày 01/11 hằng năm.",
)
TASKS = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"),
    ("1", "Xây dựng kho tư liệu số dùng chung", "Sở Thông tin và Truyền thông", "Báo Sơn Hạ", "Kho", "Quý II/2026"),
    ("2", "Bồi dưỡng kỹ năng làm báo số", "Báo Sơn Hạ", "", "Lớp học", "Thường xuyên"),
    ("3", "Nâng cấp trường quay", "Đài Phát thanh và Truyền hình Sơn Hạ", "", "Trường quay", "Tùy tình hình"),
)  # fmt: skip


def plan_docx() -> bytes:
    """Return the plan of an invented province: four targets, duties, and a table of three tasks."""
    document = Document()
    for text in (*HEAD, *TARGETS, *DUTIES, "PHỤ LỤC"):
        document.add_paragraph(text)
    table = document.add_table(rows=len(TASKS), cols=len(TASKS[0]))
    for row, texts in zip(table.rows, TASKS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
