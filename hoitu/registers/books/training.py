"""Courses, sessions, attendance, results; institutions and their programmes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoitu.registers.books.book import Book, Door, Expiry, RowProblem, Section, Sign
from hoitu.registers.books.groups import TRAINING
from hoitu.registers.models import Attendance, Course, Curriculum, Enrolment, Institution, Session


def _session_hours(row: Session) -> None:
    if row.ends_at <= row.starts_at:
        raise RowProblem("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))


def _result(row: Enrolment) -> None:
    if row.test != Enrolment.Test.NONE and row.tested_on is None:
        raise RowProblem("tested_on", _("Hãy ghi ngày kiểm tra."))
    if row.certificate and row.certified_on is None:
        raise RowProblem("certified_on", _("Hãy ghi ngày cấp chứng chỉ."))


def _module(row: Curriculum) -> None:
    if row.has_digital_module and not row.digital_module:
        raise RowProblem("digital_module", _("Hãy ghi tên học phần báo chí số."))


def _present(rows: Sequence[Session], on: date) -> dict[UUID, Sign]:
    """Say how many people were there, session by session."""
    found = Attendance.objects.unscoped(why="the sessions are in hand").filter(archived_at=None)
    counts: dict[UUID, int] = {}
    for session_id in found.filter(session__in=rows).values_list("session_id", flat=True):
        counts[session_id] = counts.get(session_id, 0) + 1
    return {
        row.pk: Sign(
            "done" if counts.get(row.pk) else "planned", gettext("%d người có mặt") % counts.get(row.pk, 0)
        )
        for row in rows
    }


BOOKS = (
    Book(
        key="khoa-hoc",
        title=_("Khóa đào tạo"),
        note=_(
            "Tập huấn, bồi dưỡng, hội thảo. Khóa về chuyển đổi số báo chí được tính vào chỉ tiêu đào tạo."
        ),
        icon="book",
        group=TRAINING,
        model=Course,
        key_fields=("code",),
        columns=("name", "activity", "is_digital", "starts_on", "ends_on"),
        sections=(
            Section(_("Khóa học"), ("code", "name", "activity", "is_digital", "is_outside", "organiser")),
            Section(_("Thời gian, kinh phí"), ("starts_on", "ends_on", "hours", "place", "cost_vnd")),
            Section(_("Căn cứ"), ("decision", "programme_on", "note")),
        ),
        filters=("activity", "is_digital"),
        periods=(("starts_on", "ends_on"),),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="buoi-hoc",
        title=_("Buổi học"),
        note=_("Từng buổi của khóa học; trong giờ học, người học quét mã QR để điểm danh."),
        icon="calendar-event",
        group=TRAINING,
        model=Session,
        key_fields=("code",),
        columns=("code", "topic", "course", "starts_at", "ends_at"),
        sections=(
            Section(_("Buổi học"), ("course", "code", "topic", "teacher")),
            Section(_("Thời gian, địa điểm"), ("starts_at", "ends_at", "place")),
        ),
        filters=("course",),
        guard=_session_hours,
        signs=_present,
        row_doors=(Door(_("Mã QR điểm danh"), "registers:session-qr", "qrcode"),),
    ),
    Book(
        key="diem-danh",
        title=_("Điểm danh"),
        note=_("Ai có mặt ở buổi học nào: tự quét mã QR, hoặc người tổ chức ghi."),
        icon="user-check",
        group=TRAINING,
        model=Attendance,
        key_fields=("session", "person"),
        columns=("person", "session", "way", "note"),
        sections=(Section(_("Điểm danh"), ("session", "person", "way", "note")),),
        filters=("session",),
    ),
    Book(
        key="ket-qua-hoc",
        title=_("Kết quả, chứng chỉ"),
        note=_("Người học từng khóa: kiểm tra, chứng chỉ và thời hạn."),
        icon="certificate",
        group=TRAINING,
        model=Enrolment,
        key_fields=("course", "person"),
        columns=("person", "course", "test", "certificate", "valid_until"),
        sections=(
            Section(_("Người học"), ("course", "person")),
            Section(_("Kiểm tra"), ("test", "tested_on", "score")),
            Section(_("Chứng chỉ"), ("certificate", "certified_on", "valid_until", "note")),
        ),
        filters=("course", "test"),
        periods=(("certified_on", "valid_until"),),
        expiry=Expiry("valid_until"),
        guard=_result,
    ),
    Book(
        key="co-so-dao-tao",
        title=_("Cơ sở đào tạo báo chí"),
        note=_("Trường, trung tâm đào tạo người làm báo."),
        icon="building-bank",
        group=TRAINING,
        model=Institution,
        key_fields=("code",),
        columns=("name", "kind", "has_press_faculty", "contact"),
        sections=(Section(_("Cơ sở"), ("code", "name", "kind", "has_press_faculty", "contact", "note")),),
        filters=("kind",),
        is_open=True,
    ),
    Book(
        key="chuong-trinh",
        title=_("Chương trình đào tạo"),
        note=_("Từng phiên bản chương trình, có hay chưa có học phần báo chí số."),
        icon="books",
        group=TRAINING,
        model=Curriculum,
        key_fields=("code", "version"),
        columns=("name", "institution", "version", "issued_on", "has_digital_module"),
        sections=(
            Section(_("Chương trình"), ("institution", "code", "name", "version", "issued_on", "decision")),
            Section(_("Báo chí số"), ("has_digital_module", "digital_module", "url", "note")),
        ),
        filters=("institution", "has_digital_module"),
        expiry=Expiry("issued_on", months_rule="strategy.ind13.months"),
        is_open=True,
        takes_documents=True,
        guard=_module,
    ),
)
