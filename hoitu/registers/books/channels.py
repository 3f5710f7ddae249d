"""Channels on digital platforms and the clock of their notices."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.working_days import working_day
from hoitu.registers.books.book import Book, Door, Expiry, RowProblem, Section, Sign
from hoitu.registers.books.groups import LEGAL
from hoitu.registers.data import RuleUnknown
from hoitu.registers.models import DigitalChannel
from hoitu.registers.models.law import holidays, rule_in_force

OPENED, CLOSING = "channel.notice_working_days", "channel.close_notice_working_days"


def _notices(row: DigitalChannel) -> None:
    """Refuse days that cannot be, and note until when the next notice is due."""
    if row.closes_on is None and row.close_notified_on is not None:
        raise RowProblem("closes_on", _("Hãy ghi kênh đóng từ ngày nào."))
    if row.closes_on is not None and row.closes_on < row.opened_on:
        raise RowProblem("closes_on", _("Ngày đóng không thể trước ngày mở."))
    row.due_on = _due_on(row)


def _due_on(row: DigitalChannel) -> date | None:
    """Return the first day that is too late for the notice that is still owed; None: none is, or no law says when."""
    try:
        if row.notified_on is None:
            return _last_day(OPENED, row.opened_on, 1) + timedelta(days=1)
        if row.closes_on is not None and row.close_notified_on is None:
            return _last_day(CLOSING, row.closes_on, -1) + timedelta(days=1)
    except RuleUnknown:
        return None
    return None


def _last_day(rule: str, day: date, direction: int) -> date:
    return working_day(day, direction * rule_in_force(rule, day).integer(), holidays(day))


def _standing(rows: Sequence[DigitalChannel], on: date) -> dict[UUID, Sign]:
    return {row.pk: _sign(row, on) for row in rows}


def _sign(row: DigitalChannel, on: date) -> Sign:
    if row.due_on is not None:
        return (
            Sign("expired", _("Quá hạn thông báo"))
            if row.due_on <= on
            else Sign("waiting", _("Chờ gửi thông báo"))
        )
    if row.notified_on is None:
        return Sign("planned", _("Chưa ghi thông báo"))
    if row.closes_on is not None and row.closes_on <= on:
        return Sign("done", _("Đã đóng"))
    return Sign("done", _("Đã thông báo"))


BOOKS = (
    Book(
        key="kenh-so",
        title=_("Kênh trên nền tảng số"),
        note=_(
            "Trang, tài khoản, kênh trên mạng xã hội. "
            "Văn bản thông báo có các nội dung của Mẫu 01; cách trình bày mẫu chưa được đối chiếu."
        ),
        icon="antenna",
        group=LEGAL,
        model=DigitalChannel,
        key_fields=("name", "platform"),
        columns=("name", "platform", "opened_on", "notified_on", "followers"),
        sections=(
            Section(_("Kênh"), ("name", "platform", "is_domestic", "url", "mark", "followers", "keeper")),
            Section(_("Nội dung, quản lý"), ("orientation", "regulation")),
            Section(
                _("Mở, đóng và thông báo"),
                ("opened_on", "notified_on", "notice", "closes_on", "close_notified_on"),
            ),
        ),
        filters=("is_domestic",),
        expiry=Expiry("due_on"),
        is_open=True,
        takes_documents=True,
        guard=_notices,
        signs=_standing,
        row_doors=(Door(_("Văn bản thông báo (DOCX)"), "registers:channel-notice", "file-export"),),
    ),
)
