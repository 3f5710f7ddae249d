# ruff: noqa: E501 - phrases stand on long lines
"""A seeded corpus of Vietnamese news: real words, real lengths, the same stories for the same seed.

Sentences are put together from phrases that provincial newspapers use; they read like news and mean nothing.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SECTIONS = {
    "Thời sự": "hội nghị|nghị quyết|kỳ họp|đại biểu|cử tri|cán bộ|chính quyền|nhân dân|lãnh đạo tỉnh|ban chấp hành",
    "Chính trị": "đảng viên|chi bộ|công tác xây dựng Đảng|kiểm tra|giám sát|quy hoạch|nhiệm kỳ|văn kiện|đại hội|dân chủ",
    "Kinh tế": "doanh nghiệp|hợp tác xã|cà phê|vốn vay|xuất khẩu|thị trường|sầu riêng|khu công nghiệp|thuế|đầu tư công",
    "Xã hội": "hộ nghèo|nhà ở|an sinh|giao thông|đường liên xã|bảo hiểm y tế|người cao tuổi|việc làm|nước sạch|dân cư",
    "Văn hóa": "lễ hội|nhà dài|cồng chiêng|nghệ nhân|di sản|trang phục|làng nghề|bảo tàng|dân ca|thổ cẩm",
    "Giáo dục": "học sinh|giáo viên|trường học|năm học mới|sách giáo khoa|học bổng|kỳ thi|bán trú|chuyển đổi số|phụ huynh",
    "Y tế": "bệnh viện|bác sĩ|tiêm chủng|sốt xuất huyết|trạm y tế|người bệnh|thuốc|dinh dưỡng|cấp cứu|phòng dịch",
    "Thể thao": "giải bóng đá|vận động viên|huy chương|sân vận động|huấn luyện viên|điền kinh|bơi lội|đội tuyển|trận đấu|khán giả",
    "Pháp luật": "cơ quan điều tra|bị cáo|phiên tòa|tội phạm|công an xã|đất đai|hòa giải|ma túy|an toàn giao thông|khởi tố",
    "Đời sống": "gia đình|bữa cơm|chợ phiên|mùa mưa|vườn rau|tình làng nghĩa xóm|bà con|cuối tuần|sức khỏe|niềm vui",
}
PLACES = [
    "Buôn Ma Thuột",
    "Krông Pắc",
    "Ea Kar",
    "Cư M’gar",
    "Buôn Đôn",
    "Ea Súp",
    "Krông Bông",
    "Lắk",
    "Tuy Hòa",
    "Sông Cầu",
    "Đông Hòa",
    "Sông Hinh",
    "Đồng Xuân",
    "Tuy An",
    "Krông Năng",
    "Ea H’leo",
    "M’Đrắk",
    "Cư Kuin",
    "Krông Ana",
    "Buôn Hồ",
]
SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Y",
    "H’",
    "Ksor",
    "Niê",
]
GIVEN = [
    "Minh",
    "Hoa",
    "Lan",
    "Tuấn",
    "Hương",
    "Thảo",
    "Quang",
    "Đức",
    "Hạnh",
    "Phương",
    "Bích Ngọc",
    "Thu Hà",
    "Văn Hùng",
    "Thanh Tâm",
    "Xuân Trường",
    "Quốc Bảo",
    "Mai Anh",
    "Ngọc Diệp",
    "Hữu Nghĩa",
    "Thị Bình",
    "Khánh Linh",
    "Tiến Dũng",
    "Bảo Châu",
    "Đình Phúc",
    "Gia Huy",
]
VERBS = [
    "triển khai",
    "tổ chức",
    "khánh thành",
    "ra mắt",
    "kiểm tra",
    "hỗ trợ",
    "trao tặng",
    "đẩy mạnh",
    "khởi công",
    "hoàn thành",
    "thông qua",
    "ký kết",
    "đề xuất",
    "tháo gỡ khó khăn cho",
    "nâng cao chất lượng",
    "phát động",
    "tổng kết",
    "giám sát",
    "mở rộng",
    "phê duyệt",
]
OPENERS = [
    "Sáng nay",
    "Chiều 20/11",
    "Theo ghi nhận của phóng viên",
    "Trao đổi với báo",
    "Từ đầu năm đến nay",
    "Trong nhiều năm qua",
    "Tại buổi làm việc",
    "Sau gần ba tháng thực hiện",
    "Ngay từ những ngày đầu",
    "Nhờ sự vào cuộc của cả hệ thống chính trị",
    "Với quyết tâm cao",
    "Theo kế hoạch",
    "Đến thời điểm này",
    "Bên cạnh những kết quả đạt được",
    "Thực tế cho thấy",
]
CLAUSES = [
    "đời sống của người dân ngày càng được nâng lên",
    "nhiều mô hình mới đã mang lại hiệu quả rõ rệt",
    "vẫn còn không ít khó khăn cần được tháo gỡ trong thời gian tới",
    "các địa phương đã chủ động xây dựng phương án",
    "bà con phấn khởi vì con đường mới đã thông xe trước mùa mưa",
    "tỷ lệ hộ nghèo giảm so với cùng kỳ năm trước",
    "đơn vị sẽ tiếp tục phối hợp chặt chẽ với chính quyền cơ sở",
    "nguồn lực xã hội hóa giữ vai trò quan trọng",
    "công tác tuyên truyền được thực hiện dưới nhiều hình thức",
    "tiến độ giải ngân đạt khá so với kế hoạch đề ra",
    "chất lượng dịch vụ công trực tuyến từng bước được cải thiện",
    "những bất cập này đã được chỉ ra từ lâu",
    "mọi ý kiến đóng góp đều được ghi nhận và trả lời công khai",
    "sản phẩm của địa phương đã có mặt ở nhiều tỉnh, thành",
    "lực lượng chức năng túc trực ngày đêm tại những điểm xung yếu",
    "thế hệ trẻ đang tiếp nối nghề của cha ông",
]
ENDS = [
    "theo hướng bền vững",
    "trên địa bàn tỉnh",
    "trong quý bốn năm nay",
    "gắn với xây dựng nông thôn mới",
    "đúng quy định của pháp luật",
    "với sự đồng thuận của người dân",
    "nhằm phục vụ nhân dân tốt hơn",
    "trong bối cảnh còn nhiều khó khăn",
    "từ nguồn vốn trung ương",
    "sau khi sắp xếp đơn vị hành chính",
]
TAGS_OWN = 400
AUTHORS = 60
NEWEST = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINUTES_BETWEEN = 26


@dataclass(frozen=True)
class Made:
    """One story of the corpus."""

    number: int
    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]
    section: str
    tags: tuple[str, ...]
    author: str
    published_at: datetime


def stories(count: int, *, seed: int = 2026) -> Iterator[Made]:
    """Yield `count` stories, oldest first; about 520 syllables each, between 120 and 1,600."""
    authors = [name(random.Random(f"{seed} tác giả {n}")) for n in range(AUTHORS)]
    for number in range(count):
        yield _story(number, count, random.Random(f"{seed} {number}"), authors)


def name(chance: random.Random) -> str:
    """Return a person's name."""
    surname, given = chance.choice(SURNAMES), chance.choice(GIVEN)
    return f"{surname}{given}" if surname.endswith("’") else f"{surname} {given}"


def _story(number: int, count: int, chance: random.Random, authors: list[str]) -> Made:
    section = chance.choices(list(SECTIONS), weights=range(len(SECTIONS), 0, -1))[0]
    words = SECTIONS[section].split("|")
    paragraphs = tuple(
        _paragraph(chance, words) for _ in range(max(2, min(28, round(chance.lognormvariate(2.1, 0.5)))))
    )
    return Made(
        number=number,
        headline=_headline(chance, words),
        standfirst=_sentence(chance, words),
        paragraphs=paragraphs,
        section=section,
        tags=tuple(_tag(chance, words) for _ in range(chance.randint(1, 4))),
        author=authors[min(int(chance.expovariate(0.06)), AUTHORS - 1)],
        published_at=NEWEST - timedelta(minutes=MINUTES_BETWEEN * (count - number)),
    )


def _headline(chance: random.Random, words: list[str]) -> str:
    place, verb, what = chance.choice(PLACES), chance.choice(VERBS), chance.choice(words)
    tail = chance.choice(("", "", f" {chance.choice(ENDS)}", f": {chance.choice(CLAUSES).split(' cho ')[0]}"))
    return f"{place} {verb} {what}{tail}"


def _sentence(chance: random.Random, words: list[str]) -> str:
    opener = chance.choice(OPENERS)
    form = chance.randint(0, 3)
    what, place = chance.choice(words), chance.choice(PLACES)
    if form == 0:
        return f"{opener}, {place} {chance.choice(VERBS)} {what} {chance.choice(ENDS)}."
    if form == 1:
        return f"{opener}, {chance.choice(CLAUSES)}, {chance.choice(CLAUSES)}."
    if form == 2:
        figure = f"{chance.randint(2, 98)},{chance.randint(1, 9)}%"
        return f"{opener}, {what} ở {place} đạt {figure}, {chance.choice(CLAUSES)}."
    return f"“{chance.choice(CLAUSES).capitalize()}”, {chance.choice(('ông', 'bà', 'anh', 'chị'))} {name(chance)} ở {place} cho biết."


def _paragraph(chance: random.Random, words: list[str]) -> str:
    return " ".join(_sentence(chance, words) for _ in range(chance.randint(2, 4)))


def _tag(chance: random.Random, words: list[str]) -> str:
    if chance.random() < 0.5:
        return chance.choice(words)
    return f"{chance.choice(PLACES)} {chance.choice(words)}"
