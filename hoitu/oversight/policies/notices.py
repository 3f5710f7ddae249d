"""Which headlines announce a correction."""

import re
from typing import Final

from hoitu.kernel.text import nfc

_NOTICE: Final = re.compile(
    r"(thông tin |thông báo |lời )?(đính chính|cải chính|xin lỗi bạn đọc|thư xin lỗi)\b"
)


def is_notice(title: str) -> bool:
    """Tell whether a headline is that of a correction: "Đính chính", "Thông tin cải chính, xin lỗi"."""
    return _NOTICE.match(nfc(title).lower().strip(' :.-–“"[(')) is not None
