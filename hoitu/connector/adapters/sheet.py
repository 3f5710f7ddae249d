"""The workbook by which an agency without programmers brings what it published."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.connector.errors import FileRefused
from hoitu.connector.policies.rows import FLAGS, LABELS, MEDIA, SUBJECTS, TIMES
from hoitu.kernel import clock
from hoitu.kernel.text import fold
from hoitu.kernel.workbooks import NoWorkbook, first_sheet
from hoitu.papers import api as papers

FILE_BYTES_MAX: Final = 5_000_000
ROWS_MAX: Final = 1_000
SCANNED_ROWS_MAX: Final = 5_000
COLUMNS: Final = (
    "id", "title", "platform", "medium", "is_domestic", "published_at", "removed_at", "confirmed_at", "url",
    "root", "subject", "is_retracted",
)  # fmt: skip
NEEDED: Final = ("id", "title", "platform", "medium", "published_at")
WORDS: Final = {
    "medium": dict(
        zip(
            MEDIA,
            (
                gettext_lazy("Báo điện tử"),
                gettext_lazy("Mạng xã hội"),
                gettext_lazy("Báo in"),
                gettext_lazy("Phát thanh"),
                gettext_lazy("Truyền hình"),
            ),
            strict=True,
        )
    ),
    "subject": dict(
        zip(
            SUBJECTS[1:],
            (
                gettext_lazy("Nhiệm vụ chính trị"),
                gettext_lazy("Bảo vệ Tổ quốc"),
                gettext_lazy("Thông tin thiết yếu"),
            ),
            strict=True,
        )
    ),
}
YES, NO = ("có", "co", "x", "1", "true", "yes"), ("không", "khong", "", "0", "false", "no")
SHOWN = "%d/%m/%Y %H:%M"
FORMS = (SHOWN, "%d/%m/%Y %H:%M:%S", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")


@dataclass(frozen=True)
class Brought:
    """One filled row of a workbook: its number there, and what was typed, by field."""

    number: int
    typed: dict[str, str]


def template() -> bytes:
    """Return an empty workbook with one example and a page that explains the columns."""
    example = (
        "VD-0001", "Ví dụ: xóa dòng này trước khi nhập", "Trang tạp chí", _("Báo điện tử"), _("Có"),
        "22/11/2026 08:30", "", "22/11/2026 08:35", "https://tapchi.example/vi-du", "", "", "",
    )  # fmt: skip
    explained = [(heading(name), _way(name)) for name in COLUMNS]
    return papers.xlsx(
        [
            papers.Sheet(
                _("Tin, bài"), tuple(papers.Column(heading(name), width=24) for name in COLUMNS), [example]
            ),
            papers.Sheet(
                _("Hướng dẫn"),
                (papers.Column(_("Cột"), width=28), papers.Column(_("Cách ghi"), width=80)),
                explained,
            ),
        ]
    )


def heading(name: str) -> str:
    """Return the title of a column; a star marks what must be filled in."""
    return f"{LABELS[name]}{' *' if name in NEEDED else ''}"


def read(content: bytes) -> list[Brought]:
    """Return the filled rows of the first sheet. Raises `FileRefused` with a sentence."""
    if len(content) > FILE_BYTES_MAX:
        raise FileRefused(_("Tệp lớn hơn 5 MB. Hãy chia nhỏ rồi nhập từng phần."))
    lines = _lines(content)
    titles = {
        fold(str(cell or "")).rstrip("* ").strip(): at for at, cell in enumerate(lines[0] if lines else ())
    }
    places = {name: titles[title] for name in COLUMNS for title in _both(LABELS[name]) if title in titles}
    missing = [str(LABELS[name]) for name in NEEDED if name not in places]
    if missing:
        raise FileRefused(_("Tệp thiếu cột: %s. Hãy tải mẫu rồi điền vào mẫu đó.") % ", ".join(missing))
    rows = [
        Brought(number, {name: _typed(line[at]) for name, at in places.items() if at < len(line)})
        for number, line in enumerate(lines[1:], start=2)
    ]
    rows = [row for row in rows if any(row.typed.values())]
    if not rows:
        raise FileRefused(_("Trang tính đầu tiên chưa có dòng nào."))
    if len(rows) > ROWS_MAX:
        raise FileRefused(_("Mỗi lần nhập được tối đa 1.000 dòng. Hãy chia nhỏ rồi nhập từng phần."))
    return rows


def as_sent(typed: dict[str, str], *, changed_at: datetime) -> dict[str, object]:
    """Return a typed row in the form of the API; what cannot be understood stays as typed, to be refused there."""
    given: dict[str, object] = {"changed_at": changed_at.isoformat()}
    for name in COLUMNS:
        words = typed.get(name, "").strip()
        if name in FLAGS:
            given[name] = True if words.lower() in YES else False if words.lower() in NO else words
        elif name in TIMES:
            given[name] = _time(words)
        elif name in WORDS:
            known = {word: key for key, label in WORDS[name].items() for word in _both(label)}
            given[name] = known.get(fold(words), words)
        else:
            given[name] = words
    return given


def _both(label: object) -> tuple[str, ...]:
    """Return a label as it is compared, in Vietnamese and in the reader's language: the template may be either."""
    with translation.override("vi"):
        vietnamese = fold(str(label))
    return vietnamese, fold(str(label))


def _lines(content: bytes) -> list[tuple[object, ...]]:
    try:
        return first_sheet(content, rows=SCANNED_ROWS_MAX, columns=60).rows
    except NoWorkbook as error:
        raise FileRefused(_("Không đọc được tệp này. Hãy dùng tệp .xlsx theo mẫu.")) from error


def _typed(cell: object) -> str:
    """Return a cell as a person would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("Có") if cell else _("Không")
    if isinstance(cell, datetime):
        return cell.strftime(SHOWN)
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()[:1200]


def _time(words: str) -> str:
    """Return a local day and time with its zone; a day alone is its beginning."""
    for form in FORMS:
        try:
            at = datetime.strptime(words, form)  # noqa: DTZ007 - the zone follows
        except ValueError:
            continue
        return at.replace(tzinfo=clock.VIETNAM).isoformat()
    return words


def _way(name: str) -> str:
    if name in WORDS:
        return " / ".join(str(label) for label in WORDS[name].values())
    if name in FLAGS:
        return _("Có hoặc Không; để trống là Không")
    if name in TIMES:
        return _("Ngày giờ Việt Nam, ví dụ %s") % datetime.combine(date(2026, 11, 22), time(8, 30)).strftime(
            SHOWN
        )
    return {
        "id": _("Mã không đổi của tin, bài trên nền tảng đó. Nhập lại cùng mã là sửa dòng cũ."),
        "root": _("Mã chung của các bản cùng một bài gốc; để trống nếu chỉ có một bản."),
        "url": _("Địa chỉ công khai, bắt đầu bằng https://"),
        "platform": _("Tên trang, kênh hoặc tài khoản nơi đăng"),
    }.get(name, _("Chữ"))
