"""Labelled facts of a task: "Chủ trì: …", "Đơn vị phối hợp: …", "Thời gian thực hiện: …", "Sản phẩm: …"."""

import re
from dataclasses import dataclass
from typing import Final

from hoitu.kernel.text.organisations import bare

_BODY: Final = r"(?:cơ\s*quan|đơn\s*vị|tổ\s*chức)?\s*"
_LABEL: Final = re.compile(
    rf"(?:^|(?<=[;.,(–:-])|(?<=\s))\s*(?:"
    rf"(?P<coordinators>{_BODY}phối\s*hợp(?:\s*thực\s*hiện)?)"
    rf"|(?P<lead>{_BODY}(?:chủ\s*trì|đầu\s*mối)(?:\s*thực\s*hiện|\s*tham\s*mưu)?|(?:cơ\s*quan"
    rf"|đơn\s*vị)\s*thực\s*hiện|phân\s*công\s*thực\s*hiện)"
    rf"|(?P<time>thời\s*(?:gian|hạn)(?:\s*(?:thực\s*hiện|hoàn\s*thành|triển\s*khai))?"
    rf"|tiến\s*độ(?:\s*(?:thực\s*hiện|hoàn\s*thành))?|lộ\s*trình(?:\s*thực\s*hiện)?)"
    rf"|(?P<product>sản\s*phẩm(?:\s*(?:hoàn\s*thành|đầu\s*ra|dự\s*kiến))?|kết\s*quả(?:\s*(?:đầu\s*ra"
    rf"|dự\s*kiến|thực\s*hiện|đạt\s*được))?)"
    rf")\s*:\s*",
    re.I,
)


# "Cơ quan thực hiện: Sở … chủ trì, phối hợp với …"
_TOGETHER: Final = re.compile(
    r"(?P<lead>.+?)\s+chủ\s*trì\s*[,;]?\s*(?:và\s+)?phối\s*hợp\s*(?:với|cùng)?\s*:?\s+(?P<coordinators>.+)",
    re.I,
)
# Lines that tell more about the task over them, and are no tasks.
_ABOUT: Final = re.compile(
    r"(?:nội\s*dung(?:\s*thực\s*hiện|\s*cụ\s*thể)?|mục\s*(?:tiêu|đích)|yêu\s*cầu"
    r"|(?:nguồn\s*)?kinh\s*phí(?:\s*thực\s*hiện)?|địa\s*điểm"
    r"|hình\s*thức|đối\s*tượng|số\s*lượng|ghi\s*chú|phương\s*thức|phạm\s*vi|quy\s*mô)\s*:\s*\S",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labelled facts of a text. `before` is what stands before the first; `is_whole`: nothing stands there."""

    lead: str | None = None
    coordinators: str | None = None
    product: str | None = None
    time: str | None = None
    before: str | None = None
    is_whole: bool = False


NO_LABELS: Final = Labels()


def _closed(value: str) -> str:
    """Return a value without the bracket that was opened before its label."""
    return bare(value[:-1]) if value.endswith(")") and value.count("(") < value.count(")") else value


def read_labels(text: str) -> Labels:
    """Return the labelled facts of a paragraph; `NO_LABELS` when it has none."""
    found = list(_LABEL.finditer(text))
    if _ABOUT.match(text):
        return Labels(is_whole=True)
    if not found:
        return NO_LABELS
    ends = [following.start() for following in found[1:]] + [len(text)]
    facts: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        value = _closed(bare(text[match.end() : end].strip().rstrip("(–- ")))
        if value and match.lastgroup:
            facts.setdefault(match.lastgroup, value)
    together = _TOGETHER.match(facts.get("lead", ""))
    if together and "coordinators" not in facts:
        facts |= {"lead": together["lead"], "coordinators": together["coordinators"]}
    before = bare(text[: found[0].start()].strip().rstrip("(–-").strip())
    return Labels(
        **facts, before=text[: found[0].start()].rstrip("(–- ") if before else None, is_whole=not before
    )
