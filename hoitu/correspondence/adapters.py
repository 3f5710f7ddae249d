"""Circulars as files that leave the system: state documents, and the register of circulars as a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.correspondence.data import PAPER_KINDS
from hoitu.correspondence.models import Circular, CircularReceipt
from hoitu.correspondence.queries.circulars import Board, needs_words
from hoitu.correspondence.queries.press import Timed
from hoitu.kernel import clock
from hoitu.kernel.text import format_number
from hoitu.papers.api import Column, Letterhead, Paper, Paragraph, Sheet, Signer

ABOUT = "về việc "
MOST_NAMED = 12  # recipients by name on the paper; more are summed up


def paper_of(row: Circular, content: Mapping[str, Any], recipients: Iterable[str]) -> Paper:
    """Return a wording of a circular in the form of Nghị định 30/2020/NĐ-CP; a draft says so and bears no date."""
    above = accounts.line(organisation_id=row.agency_id, kind="governing", on=clock.today())[:1]
    names = tuple(recipients)
    is_draft = row.state == Circular.State.DRAFT
    shown = names if len(names) <= MOST_NAMED else (f"{len(names)} đơn vị (danh sách trên hệ thống)",)
    issued_on = date.fromisoformat(content["issued_on"]) if content["issued_on"] else None
    return Paper(
        letterhead=Letterhead(above[0].name if above else "", row.agency.name, content["place"]),
        code=content["code"],
        number=content["number"],
        date=None if is_draft else issued_on,
        kind=content["kind"],
        title=_title(content),
        bases=tuple(_ended(line) for line in content["bases"].splitlines() if line.strip()),
        blocks=tuple(Paragraph(line.strip()) for line in content["body"].splitlines() if line.strip()),
        signer=Signer(content["signer_authority"], content["signer_title"], content["signer_name"]),
        recipients=(*(f"{name};" for name in shown), "Lưu: VT."),
        draft=is_draft,
        addressees=shown if not content["kind"] else (),
    )


def register_of(
    sent: Sequence[Circular], boards: Mapping[UUID, Board], came: Sequence[CircularReceipt], *, most: int
) -> list[Sheet]:
    """Return the register of circulars as two sheets: those sent, and those that came in, the newest `most` of each.

    A sheet that is cut says so in its name.
    """
    cut = f", {format_number(most)} mới nhất"
    return [
        Sheet(
            f"Văn bản đi{cut if len(sent) > most else ''}",
            (
                *_texts("Số, ký hiệu"),
                Column("Ngày", "date"),
                *_texts("Loại", "Trích yếu", "Yêu cầu"),
                Column("Hạn", "date"),
                *_texts("Tình trạng"),
                *_counts("Gửi", "Đã mở", "Đã xác nhận", "Đã trả lời", "Bản giấy", "Quá hạn"),
            ),
            [_sent_row(row, boards[row.pk]) for row in sent[:most]],
        ),
        Sheet(
            f"Văn bản đến{cut if len(came) > most else ''}",
            (
                *_texts("Số, ký hiệu"),
                Column("Ngày", "date"),
                *_texts("Nơi gửi", "Loại", "Trích yếu", "Yêu cầu"),
                Column("Hạn", "date"),
                Column("Mở", "date"),
                Column("Xác nhận", "date"),
                Column("Trả lời", "date"),
                *_texts("Số văn bản trả lời"),
            ),
            [_came_row(row) for row in came[:most]],
        ),
    ]


def press_register_of(asked: Sequence[Timed], *, most: int) -> Sheet:
    """Return what the press asked, with the clock of each answer, the newest `most`; a cut sheet says so."""
    return Sheet(
        f"Sổ câu hỏi báo chí{f', {format_number(most)} mới nhất' if len(asked) > most else ''}",
        (
            *_texts(
                "Cơ quan báo chí", "Nhà báo, phóng viên", "Vấn đề", "Nhận lúc", "Hạn trả lời", "Căn cứ hạn"
            ),
            *_texts("Tình trạng", "Trả lời lúc", "Đúng hạn", "Người phát ngôn"),
        ),
        [_asked_row(one) for one in asked[:most]],
    )


def _asked_row(one: Timed) -> tuple[object, ...]:
    row = one.row
    asked_at, due_at, answered_at = (
        f"{clock.local(at):%d/%m/%Y %H:%M}" if at else ""
        for at in (row.asked_at, row.due_at, row.answered_at)
    )
    in_time = "" if row.answered_at is None else "Có" if row.answered_at < row.due_at else "Không"
    return (
        row.asker_name, row.journalist, row.subject_words, asked_at, due_at, row.due_basis,
        row.get_state_display(), answered_at, in_time, row.approved_by_name,
    )  # fmt: skip


def _sent_row(row: Circular, board: Board) -> tuple[object, ...]:
    return (
        row.label, row.issued_on, str(PAPER_KINDS[row.kind]), row.title, needs_words(row), row.deadline,
        row.get_state_display(), len(board.held), board.opened, board.acknowledged, board.answered,
        board.on_paper, board.late,
    )  # fmt: skip


def _came_row(row: CircularReceipt) -> tuple[object, ...]:
    circular = row.circular
    days = [
        clock.local(at).date() if at else None for at in (row.opened_at, row.acknowledged_at, row.answered_at)
    ]
    return (
        circular.label, circular.issued_on, circular.agency.name, str(PAPER_KINDS[circular.kind]),
        circular.title, needs_words(circular), circular.deadline, *days, row.answer_number,
    )  # fmt: skip


def _texts(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title) for title in titles)


def _counts(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title, "integer") for title in titles)


def _title(content: Mapping[str, Any]) -> str:
    """Return the title; that of an official letter stands after “V/v” and does not say so again."""
    title = str(content["title"])
    if content["kind"] or not title.lower().startswith(ABOUT):
        return title
    return title[len(ABOUT) :].strip()


def _ended(line: str) -> str:
    line = line.strip().rstrip(";.")
    return f"{line};"
