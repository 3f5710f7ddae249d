"""Words of the assurance room's screens."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoitu.assurance import api
from hoitu.assurance.data import Result, State
from hoitu.assurance.models import Draw
from hoitu.kernel.text import format_date, format_percent

FINDINGS: dict[str, str | Promise] = {
    "list": _("Danh sách đúng với mã băm đã công bố"),
    "once": _("Không bản ghi nào được liệt kê hai lần"),
    "count": _("Số bản ghi đúng như đã công bố"),
    "announcement": _("Bản công bố còn nguyên"),
    "records": _("Mọi bản ghi hiện ra đều có trong danh sách"),
    "kept": _("Bản công bố giống bản đã giữ từ trước"),
    "seed": _("Hạt bí mật đúng với cam kết đã công bố"),
    "drawn": _("Tính lại ra đúng những bản ghi đã rút"),
}


def finding_words(key: str) -> str:
    """Return what a finding looked at."""
    return str(FINDINGS[key])


def outcome(row: Draw) -> str:
    """Return the result of a draw in one line."""
    return result_words(api.result_of(row))


def result_words(result: Result) -> str:
    """Return "9/10 bản ghi đứng vững (55,5 %–99,7 %)"."""
    words = gettext("%(holds)d/%(drawn)d bản ghi đứng vững") % {"holds": result.holds, "drawn": result.drawn}
    if result.interval is None:
        return words
    low, high = (format_percent(100 * end, decimals=1) for end in result.interval)
    return f"{words} ({low} – {high})"


def step_words(row: Draw) -> str:
    """Return what comes next in a draw."""
    if row.state == State.ANNOUNCED:
        return gettext("Ngày %(day)s rút bằng hạt bí mật đã niêm phong và giá trị công khai của ngày đó.") % {
            "day": format_date(row.draw_on)
        }
    if row.state == State.DRAWN:
        return gettext("Cơ quan nộp minh chứng cho từng bản ghi; người thứ hai của đơn vị kiểm tra kết luận.")
    if row.state == State.CLOSED:
        return gettext("Kết quả đã chốt và hiện cạnh số liệu của từng cơ quan.")
    return gettext("Lượt rút đã hủy vẫn được giữ, cùng lý do và hạt bí mật đã mở.")
