"""Organisations as plans name them: recognised by their first word, lists taken apart, verbs told from names."""

import re
from typing import Final

_TRAILING: Final = " .;,:/"
_KINDS: Final = (
    r"Sở(?!\s+hữu)|Bộ(?!\s+(?:chỉ số|tiêu chí|tài liệu|công cụ|mã|nhận diện|dữ liệu|quy tắc))"
    r"|Ban(?!\s+hành|\s+đầu)|Cục|Tổng cục|Vụ(?!\s+việc)|Viện(?!\s+dẫn)|Văn phòng|UBND|HĐND|UBMTTQ\w*|MTTQ|BTG\w*"
    r"|[ỦU][ỷyỶY]\s?ban|[ỦU]y\s?ban|Ủy\s?viên|Uỷ\s?ban|Hội(?!\s+(?:nghị|thảo|thi|chợ|tụ|nhập))|Hiệp hội"
    r"|Liên (?:hiệp|đoàn|minh)|Đài|Báo(?!\s+(?:cáo|chí)\b)|Tạp chí|Thời báo|Tòa soạn|Toà soạn|Trung tâm"
    r"|Trường(?!\s+hợp)"
    r"|Học viện|Đại học|Công an|Bộ đội|Thanh tra|Kho bạc|Cổng|Nhà xuất bản|Tập đoàn|Tổng công ty|Công ty"
    r"|Doanh nghiệp|Mặt trận|Đoàn(?!\s+kết)|Bưu điện|VNPT|Viettel|Tỉnh [ủu][ỷy]|Thành [ủu][ỷy]|Huyện [ủu][ỷy]"
    r"|Đảng [ủu][ỷy]|Thường trực|Chi cục|Phòng(?!,|\s+chống|\s+ngừa)|Thông tấn xã|Cơ sở (?:đào tạo|giáo dục)"
    r"|Chính phủ|Thủ tướng|Chủ tịch|Lãnh đạo|Bộ trưởng|Giám đốc|Tổng [Gg]iám đốc|Tổng [Bb]iên tập|Thủ trưởng"
    r"|Chánh (?:Văn phòng|Thanh tra)|Cục trưởng|Vụ trưởng|Trưởng ban|Quỹ|Tòa án|Viện kiểm sát|Nhà trường|Ngân hàng"
)
_GENERIC: Final = (
    r"(?:[Cc]ác|[Nn]hững|[Tt]oàn thể|[Tt]ất cả(?: các)?|[Mm]ỗi|[Tt]ừng|[Mm]ột số)?\s*"
    r"(?:[Cc]ơ\s?quan|[Qq]uan báo|[Đđ]ơn\s?vị|[Ss]ở|[Bb]an(?!\s+hành|\s+đầu),?|[Nn]gành|[Đđ]ịa\s?phương"
    r"|[Đđ]oàn thể|[Bb]áo(?!\s+(?:cáo|chí)\b)|[Đđ]ài"
    r"|[Tt]ạp chí|(?<=[Cc]ác )[Tt]ổ chức|[Dd]oanh nghiệp|[Hh]ội(?!\s+(?:nghị|thảo|thi|chợ|tụ|nhập))"
    r"|[Hh]uyện|[Xx]ã|[Tt]hành phố|[Tt]rường(?!\s+hợp)|[Vv]iện"
    r"|[Tt]ổng cục|[Bb]ộ(?!\s+(?:chỉ|tiêu|tài|công|mã))|[Pp]hòng(?!,|\s+chống|\s+ngừa)|[Tt]rung tâm"
    r"|[Tt]òa soạn|[Cc]ấp có|[Cc]ấp ủy|[Dd]iện|[Vv]ăn phòng|[Tt]hành viên|[Ll]ực lượng)"
)
_ORGANISATION: Final = re.compile(rf"(?:{_KINDS})\b|(?:{_GENERIC})\b")
# "Các" may stand before any kind: "Các Sở", "các Tổng cục thuộc Bộ", "các Ban của Đảng".
_ANY: Final = re.compile(rf"(?:[Cc]ác|[Nn]hững|[Cc]húng tôi)?\s*(?:{_KINDS})\b")
_SPECIFIC: Final = re.compile(rf"(?:{_KINDS})\b\s*(?!,)\S")
_MAX_NAME: Final = 260
VERB: Final = (
    r"(?:có\s+trách\s*nhiệm|chịu\s+trách\s*nhiệm|được\s+(?:giao|phân\s*công)(?!\s+(?:nhiệm\s+vụ"
    r"|chủ\s+trì\s+nhiệm))|căn\s*cứ|chủ\s*trì(?!\s+nhiệm\s+vụ)|chủ\s*động|phối\s*hợp"
    r"|tham\s*mưu|hướng\s*dẫn|tổ\s*chức|xây\s*dựng|triển\s*khai|thực\s*hiện|đôn\s*đốc|theo\s*dõi|kiểm\s*tra"
    r"|giám\s*sát"
    r"|tổng\s*hợp|báo\s*cáo|gửi|bố\s*trí|cân\s*đối|thẩm\s*định|đẩy\s*mạnh|tăng\s*cường|rà\s*soát"
    r"|nghiên\s*cứu|đề\s*xuất"
    r"|ban\s*hành|chỉ\s*đạo|định\s*hướng|hỗ\s*trợ|tạo\s*điều\s*kiện|cung\s*cấp|tuyên\s*truyền|phổ\s*biến"
    r"|bảo\s*đảm|đảm\s*bảo"
    r"|quán\s*triệt|nâng\s*cao|phát\s*triển|ứng\s*dụng|hoàn\s*thiện|hoàn\s*thành|lồng\s*ghép|huy\s*động|vận\s*động"
    r"|khuyến\s*khích|điều\s*phối|phê\s*duyệt|lập|định\s*kỳ|kịp\s*thời|trình|đề\s*nghị|phân\s*công"
    r"|(?<!cơ quan )quản\s*lý|vận\s*hành"
    r"|(?<!cơ sở )đào\s*tạo|bồi\s*dưỡng|duy\s*trì|cử|sử\s*dụng|khai\s*thác|thường\s*xuyên|tiếp\s*tục|thúc\s*đẩy"
    r"|đánh\s*giá|là\s+cơ"
    r"|xem\s*xét|nghiêm\s*túc|tích\s*cực|giao(?!\s+(?:nhiệm\s+vụ|chủ\s+trì\s+nhiệm))|đưa|tập\s*trung|để|trên\s+cơ\s+sở"
    r"|theo\s+chức|quan\s*tâm|chấp\s*hành|cụ\s*thể\s*hóa|thông\s*tin\s+(?:kịp|đầy)|mở|đăng|nhằm|triển"
    r"|sản\s*xuất|nâng\s*cấp|đầu\s*tư|cập\s*nhật|thành\s*lập|số\s*hóa|kết\s*nối|chia\s*sẻ|xử\s*lý|tập\s*huấn|tham\s*gia"
    r"|biên\s*soạn|sơ\s*kết|tổng\s*kết|khảo\s*sát|lựa\s*chọn|thí\s*điểm|đặt\s*hàng|phân\s*bổ|thanh\s*tra|phản\s*ánh)"
)
# Small letters only: "Ban Tổ chức Tỉnh ủy" and "Trường Bồi dưỡng cán bộ" are names.
_PLAIN_VERB: Final = re.compile(rf",?\s+(?={VERB}\b)")
_LIST_SIGN: Final = re.compile(r"\s*(?:;|\n|•)\s*(?:[-–+*]\s+)?|^[-–+*]\s+")
# In a list that begins with a dash another dash parts it; in "Vụ Kế hoạch - Tài chính" it belongs to the name.
_DASHED_SIGN: Final = re.compile(r"\s*(?:;|\n|•|(?:^|\s)[-–+*]\s)\s*(?:[-–+*]\s+)?")
_AND: Final = re.compile(
    rf"\s*,?\s+(?:và|cùng|cùng với)\s+(?=(?:[Cc]ác|[Nn]hững)\s|(?:{_KINDS})\b|(?:cơ quan|đơn vị|địa phương|các)\b)"
)
_LEADING: Final = re.compile(r"^(?:với|cùng với|có|là|về|cho|đến|tới|lên|gửi|và|của)\s+", re.I)
_LABEL: Final = re.compile(
    r"^(?:(?:Đề nghị|Giao|Yêu cầu|Trách nhiệm của|Nhiệm vụ của|Đối với|Về phía|Phân công)\s+(?:cho\s+)?"
    r"|(?:Các|Nhóm)\s+[\w ]{1,24}:\s*(?=[A-ZĐÀ-Ỵ]))"
)


def bare(text: str) -> str:
    """Return the text without the punctuation that ends an item of a list."""
    return text.strip().rstrip(_TRAILING).strip()


def is_organisation(text: str) -> bool:
    """Say whether a text is the name of an organisation, or a list of such names."""
    name = _LABEL.sub("", text.strip().lstrip("-–+* "))
    if not name or len(name) > _MAX_NAME:
        return False
    return bool(_ORGANISATION.match(name) or _ANY.match(name))


def starts_specific(text: str) -> bool:
    """Say whether a text begins with the name of one organisation rather than "các cơ quan"."""
    return bool(_SPECIFIC.match(text.strip()))


def without_label(text: str) -> str:
    """Return a heading's organisation: "Đề nghị Hội Nhà báo tỉnh:" is "Hội Nhà báo tỉnh"."""
    return bare(_LABEL.sub("", bare(text)))


def split_organisations(text: str) -> tuple[str, ...]:
    """Return the organisations of a list, verbatim: "Báo, đài tỉnh, các đơn vị liên quan" are two."""
    names: list[str] = []
    listed = _with_lines_joined(text.strip())
    sign = _DASHED_SIGN if re.match(r"[-–+*]\s", listed) else _LIST_SIGN
    for piece in sign.split(listed):
        names.extend(_split_commas(piece))
    cleaned = (bare(_LEADING.sub("", bare(name))) for name in names)
    return tuple(name for name in dict.fromkeys(cleaned) if name)


def _with_lines_joined(text: str) -> str:
    """Return a cell in which a name that went on over a line break is one line."""
    first, *others = text.split("\n")
    joined = first
    for line in others:
        begins_name = is_organisation(line) and not re.search(
            r"(?:,|-|–|\b(?:và|các|những|của|thuộc))\s*$", joined
        )
        joined += f"\n{line}" if begins_name or re.match(r"\s*[-–+•*]", line) else f" {line}"
    return joined


def _split_commas(text: str) -> list[str]:
    """Split at commas outside brackets that a new organisation follows, and at such an "và"."""
    names: list[str] = []
    for piece in re.split(r",(?![^(]*\))", text):
        if names and not _begins_another(names[-1], piece.strip()):
            names[-1] = f"{names[-1]},{piece}"
        else:
            names.append(piece)
    return [half for name in names for half in _split_and(name)]


def _split_and(text: str) -> list[str]:
    """Split "Sở Tài chính và các đơn vị liên quan", never "Sở Khoa học và Công nghệ"."""
    parts = _AND.split(text)
    return parts if is_organisation(parts[0].strip()) else [text]


def _begins_another(before: str, piece: str) -> bool:
    if re.match(r"(?:các|những)\s", piece, re.I):
        return True
    if re.match(rf"(?:{_KINDS})\b", piece):
        # "Các Sở, Ban, ngành" is one list of kinds, as is "Các cơ quan Báo, Đài".
        return len(piece.split()) > 1 or not re.match(r"\s*các\b", before, re.I)
    return bool(_ORGANISATION.match(piece)) and starts_specific(before) and len(piece.split()) > 1


def leading_organisation(text: str) -> tuple[str, str] | None:
    """Return the organisation that a sentence begins with and the rest from its verb on, or None."""
    sentence = re.sub(r"^(?:Đề nghị|Giao|Yêu cầu)\s+", "", text)
    if not (_ORGANISATION.match(sentence) or _ANY.match(sentence)):
        return None
    for found in _PLAIN_VERB.finditer(sentence):
        name = sentence[: found.start()]
        if name.count("(") == name.count(")"):
            short = bare(re.sub(r"\s*\(.*$", "", name))
            return (short, sentence[found.end() :]) if len(short) <= _MAX_NAME else None
    return None


def up_to_verb(text: str) -> str:
    """Return the list of organisations at the start of a text, up to what they are to do."""
    for found in _PLAIN_VERB.finditer(text):
        name = text[: found.start()]
        if name.count("(") == name.count(")"):
            return name
    return text
