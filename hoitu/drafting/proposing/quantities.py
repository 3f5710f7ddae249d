"""The numbers of a target: which one is the value, in which unit, and which is a threshold each must reach."""

import re
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_QUANTITY: Final = re.compile(
    rf"(?<![\w/.,])(?P<number>{_NUMBER})(?:\s*(?:[-–]|đến)\s*(?:{_NUMBER})(?=\s*(?:%"
    rf"|phần trăm)))?(?P<of>\s*/\s*\d{{1,3}}(?=\s+[a-zđà-ỹ]))?"
    r"(?:\s*\((?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)[\w ]*\))?"
    r"\s*(?P<unit>%|phần trăm|(?P<word>[^\W\d_][^\d.;:()]*))?"
)
# Words before a number that make it a name, not a quantity.
_ORDINAL: Final = re.compile(
    r"(?:năm|tháng|ngày|quý|số|độ|mức|cấp|đoạn|điều|khoản|mục|thứ|loại|phiên bản|hạng|nhóm|công nghệ|đợt"
    r"|bước|chuẩn|điểm"
    r"|khóa|kỳ|lần thứ|phụ lục|chương trình|đề án|quyết định|nghị quyết|chỉ thị|kế hoạch|thế hệ|tcvn|iso"
    r"|web)\s*:?\s*$",
    re.I,
)
_UNITS: Final = re.compile(
    r"(?:nghìn |triệu |tỷ )*(?:lượt (?:truy cập|người|xem|tương tác|theo dõi|tải|nghe|đọc|học viên|cán bộ)"
    r"|tin\s*,\s*bài|tin bài"
    r"|cơ\s?sở dữ liệu|cơ\s?sở đào tạo|cơ\s?quan|đơn\s?vị|tác phẩm|hội nghị|hội thảo|tọa đàm|chuyên mục"
    r"|chuyên trang|chuyên đề"
    r"|ấn phẩm|nền\s?tảng|hệ\s?thống|sản\s?phẩm|ứng dụng|phần mềm|mô hình|phóng viên|biên tập viên|cán bộ"
    r"|học viên|nhà báo"
    r"|nghìn tỷ đồng|tỷ đồng|triệu đồng|tạp chí|tờ báo|chương trình|doanh nghiệp|tòa soạn|trung tâm"
    r"|thiết bị|loại hình"
    r"|ngôn ngữ|tài khoản|thành phố|dự án|đề án|kế hoạch|văn bản|hợp đồng|lớp|khóa|cuộc|kênh|người|đồng|báo"
    r"|đài|trang|cổng"
    r"|bài|tin|video|cơ\s?sở|huyện|xã|phường|điểm|bộ|giải|phòng|máy|hộ|bản|lần|lượt|buổi|quan)\b",
    re.I,
)
_TIME_UNIT: Final = re.compile(r"(?:năm|tháng|ngày|giờ|phút|tuần|quý|lần|giây|h)\b", re.I)
_COMPARES: Final = re.compile(
    r"(?:tối thiểu|ít nhất|trên|từ|đạt|tăng|≥|>|không dưới|bình quân|mức|khoảng|thêm|trở lên|tới"
    r"|đến)\s*(?:từ|khoảng|trên)?\s*$",
    re.I,
)
_YEAR: Final = re.compile(r"20[1-6]\d$|19\d\d$")
_GLUED_YEAR: Final = re.compile(r"(?<!\d)(20[1-6]\d)(?=\d{1,3}(?:,\d+)?\s*%)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit in the document's words, and where the words after it begin in the text."""

    value: float
    unit: str
    compares: bool
    end: int


def part_glued(text: str) -> str:
    """Return the text with a year and a share that ran together parted: "2030100%" is "2030 100%"."""
    return _GLUED_YEAR.sub(r"\1 ", text)


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a clause in order: shares and counted things, no years, levels, numbers of texts."""
    clean = part_glued(text)
    strong: list[Quantity] = []
    weak: list[Quantity] = []
    for found in _QUANTITY.finditer(clean):
        number, unit = found["number"], found["unit"] or ""
        is_share = unit in {"%", "phần trăm"}
        before = clean[: found.start()]
        if not is_share and not _counts(
            number, unit, before, clean[max(found.end("number"), found.end("of")) :]
        ):
            continue
        quantity = Quantity(_value(number), "%" if is_share else _unit(unit), bool(_COMPARES.search(before)),
                            found.end("unit") if is_share else max(found.end("number"), found.end("of")))  # fmt: skip
        (weak if not is_share and _TIME_UNIT.match(unit) else strong).append(quantity)
    return strong or weak


def _counts(number: str, unit: str, before: str, after: str) -> bool:
    """Say whether a number without a per cent sign counts something."""
    if not unit or _YEAR.fullmatch(number) or _ORDINAL.search(before):
        return False
    if re.match(r"\s*/\s*\d{1,3}(?!\d|\s+[a-zđà-ỹ])|[-–/]\w|[A-ZĐ]", after):
        return False
    return not unit[0].isupper()


def _value(number: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    return float(number.replace(",", "."))


def _unit(words: str) -> str:
    known = _UNITS.match(words.strip())
    return " ".join((known[0] if known else words.strip().split(" ", 1)[0]).split()).strip(" ,/")
