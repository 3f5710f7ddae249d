"""The legal figures that an installation starts with. An operator corrects rows on the screen, not here."""

from datetime import date
from typing import NamedTuple


class Row(NamedTuple):
    key: str
    label: str
    value: object
    unit: str
    effective_from: date
    citation: str
    confidence: str
    note: str = ""


JULY = date(2026, 7, 1)
AUGUST = date(2026, 8, 19)

ROWS = [
    Row("takedown.normal_hours", "Thời hạn gỡ nội dung theo yêu cầu", 24, "giờ", AUGUST,
        "NĐ 333/2026/NĐ-CP (gỡ nội dung theo yêu cầu của lực lượng chuyên trách)", "S2"),
    Row("takedown.urgent_hours", "Thời hạn gỡ nội dung trong trường hợp khẩn cấp", 6, "giờ", AUGUST,
        "NĐ 333/2026/NĐ-CP (trường hợp khẩn cấp)", "S2"),
    Row("correction.heading", "Tiêu đề mục cải chính", "Thông tin cải chính, xin lỗi", "", JULY,
        "NĐ 237/2026/NĐ-CP Điều 19", "S-ocr"),
    Row("correction.online_days", "Số ngày thông tin cải chính phải hiện trên báo điện tử", None, "ngày", JULY,
        "NĐ 237/2026/NĐ-CP Điều 19.3.a", "S-ocr",
        "Chữ số bị mất trong bản quét (“…0 ngày”). Cần đối chiếu bản ký; chưa biết thì mục cải chính giữ mãi."),
    Row("retention.online_months", "Thời gian giữ nguyên nội dung đã đăng trên báo điện tử", 3, "tháng", JULY,
        "NĐ 237/2026/NĐ-CP Điều 16", "S-ocr"),
    Row("channel.notice_working_days", "Thông báo mở kênh trên mạng xã hội", 10, "ngày làm việc", JULY,
        "NĐ 237/2026/NĐ-CP Điều 15", "S-ocr"),
    Row("interview.review", "Người được phỏng vấn có quyền xem lại trước khi đăng", True, "", JULY,
        "Luật Báo chí 126/2025/QH15 Điều 33", "S"),
    Row("incident.first_notice_hours", "Thông báo ban đầu về sự cố an ninh mạng", 24, "giờ", AUGUST,
        "NĐ 331/2026/NĐ-CP Điều 31.2.d", "S2"),
]  # fmt: skip

APRIL_2023 = date(2023, 4, 6)  # the national strategy, QĐ 348/QĐ-TTg
PROPOSED = "Đề xuất của Hội Tụ; QĐ 348/QĐ-TTg và các kế hoạch không nêu ngưỡng"
STRATEGY_ROWS = [
    Row("strategy.ind01.items_a_month", "Đưa nội dung lên nền tảng số: số tin, bài tối thiểu mỗi tháng (báo, đài)",
        20, "tin, bài", APRIL_2023, PROPOSED, "R"),
    Row("strategy.ind01.items_a_month_magazine", "Đưa nội dung lên nền tảng số: số bài tối thiểu mỗi tháng (tạp chí)",
        4, "bài", APRIL_2023, PROPOSED, "R"),
    Row("strategy.ind01.removed_within_hours", "Đưa nội dung lên nền tảng số: gỡ trước chừng này thì không tính",
        24, "giờ", APRIL_2023, PROPOSED, "R"),
]  # fmt: skip
CONVERGED_ROWS = [
    Row("strategy.ind03.items_percent", "Tòa soạn hội tụ: phần tin, bài phải ra nhiều loại hình",
        30, "%", APRIL_2023, PROPOSED, "R"),
    Row("strategy.ind03.media_types", "Tòa soạn hội tụ: số loại hình tối thiểu của một bài gốc",
        2, "loại hình", APRIL_2023, PROPOSED, "R"),
]  # fmt: skip

STRATEGY_348 = "QĐ 348/QĐ-TTg ngày 06/4/2023 (theo báo cáo và các kế hoạch thực hiện)"
REGISTER_ROWS = [
    Row("registers.warn_days", "Sổ đăng ký: nhắc trước khi hết hạn", "180, 90, 30", "ngày", APRIL_2023,
        "Đề xuất của Hội Tụ; mỗi cơ quan vận hành sửa được", "R"),
    Row("strategy.ind06.attendance_percent", "Đào tạo: dự bao nhiêu phần số buổi thì hoàn thành khóa học",
        80, "%", APRIL_2023, PROPOSED, "R"),
    Row("strategy.ind06.since", "Đào tạo: tính lũy kế từ ngày", "2023-04-06", "", APRIL_2023, STRATEGY_348, "S2"),
    Row("strategy.ind06.refreshed_months", "Đào tạo: được cập nhật trong vòng", 12, "tháng", APRIL_2023,
        PROPOSED, "R"),
    Row("strategy.ind07.level", "An toàn thông tin: cấp độ tối thiểu", 3, "", APRIL_2023, STRATEGY_348, "S2"),
    Row("strategy.ind07.assessment_months", "An toàn thông tin: kiểm tra, đánh giá có giá trị trong",
        12, "tháng", APRIL_2023, PROPOSED, "R"),
    Row("strategy.ind13.months", "Chương trình bồi dưỡng: đề cương được coi là cập nhật trong", 12, "tháng",
        APRIL_2023, PROPOSED, "R"),
]  # fmt: skip
MEASURE_ROWS = [
    Row("strategy.ind11.since", "Cấp phép lại: giấy phép được coi là cấp mới khi cấp từ ngày", "2023-04-06", "",
        APRIL_2023, "Đề xuất của Hội Tụ: ngày ban hành QĐ 348/QĐ-TTg; kế hoạch không nêu mốc", "R"),
]  # fmt: skip

SPOKESPERSON = "NĐ 244/2026/NĐ-CP (phát ngôn và cung cấp thông tin cho báo chí; thay NĐ 09/2017/NĐ-CP)"
HOUSE = "Đề xuất của Hội Tụ; mỗi cơ quan vận hành sửa được"
CORRESPONDENCE_ROWS = [
    Row("press.answer_hours", "Người phát ngôn: thời hạn trả lời câu hỏi của báo chí", None, "giờ", JULY,
        SPOKESPERSON, "S2",
        "Chưa có toàn văn nghị định nên chưa biết con số; khi chưa biết, dùng thời hạn đề xuất."),
    Row("press.answer_hours_proposed", "Người phát ngôn: thời hạn trả lời khi chưa biết thời hạn của luật",
        48, "giờ", APRIL_2023, HOUSE, "R"),
    Row("correspondence.remind_days", "Văn bản gửi đi: nhắc trước và sau hạn (số âm là sau hạn)",
        "3, 1, 0, -1, -3, -7", "ngày", APRIL_2023, HOUSE, "R"),
    Row("correspondence.compare_least", "So sánh ẩn danh: số cơ quan tham gia tối thiểu để hiện kết quả",
        5, "cơ quan", APRIL_2023, HOUSE, "R"),
]  # fmt: skip

# The clocks of complaints and corrections: NĐ 237/2026 was read in a scanned copy.
CHANNEL_ROWS = [
    Row("channel.close_notice_working_days", "Thông báo trước khi đóng kênh trên mạng xã hội", 10, "ngày làm việc",
        JULY, "NĐ 237/2026/NĐ-CP Điều 15", "S-ocr"),
]  # fmt: skip
OVERSIGHT_ROWS = [
    Row("complaint.citizen_working_days", "Trả lời khiếu nại, phản ánh của công dân gửi cơ quan báo chí",
        15, "ngày làm việc", JULY, "NĐ 237/2026/NĐ-CP Điều 18", "S-ocr"),
    Row("complaint.forwarded_working_days", "Trả lời ý kiến do cơ quan, tổ chức khác chuyển đến",
        15, "ngày làm việc", JULY, "NĐ 237/2026/NĐ-CP Điều 18", "S-ocr"),
    Row("correction.online_hours", "Đăng cải chính trên báo điện tử kể từ khi xác định thông tin sai",
        0, "giờ", JULY, "NĐ 237/2026/NĐ-CP Điều 19", "S-ocr", "Nghị định ghi “ngay”; ở đây là 0 giờ."),
    Row("correction.daily_days", "Cải chính trên nhật báo, phát thanh, truyền hình",
        2, "ngày", JULY, "NĐ 237/2026/NĐ-CP Điều 19", "S-ocr"),
    Row("calendar.public_holidays", "Ngày nghỉ lễ, tết không tính là ngày làm việc", None, "", JULY,
        "Thông báo nghỉ lễ, tết hằng năm của cơ quan có thẩm quyền", "R",
        "Nhập các ngày cách nhau bằng dấu phẩy, dạng 2026-09-02. Chưa nhập thì chỉ trừ thứ bảy, chủ nhật."),
]  # fmt: skip
