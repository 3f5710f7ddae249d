"""A report as the documents that leave the system. Official Vietnamese whatever the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.text import format_number
from hoitu.papers.api import Column, Sheet
from hoitu.papers.data import Heading, Letterhead, Paper, Paragraph, Signer, Table
from hoitu.reporting.data import Content, Figure, Layout, Line, Measure, Section
from hoitu.reporting.models import Report
from hoitu.reporting.policies.layout import ROMAN, layouts
from hoitu.strategy import api as strategy

NONE = "…"  # what officials print where a number is not known


def paper_of(report: Report, content: Content, *, sent_at: datetime | None) -> Paper:
    """Return the report in the form of state documents; a draft (`sent_at` None) says so and bears no date."""
    layout, plan = layouts()[content.layout], report.rule.plan
    head = content.head
    above = accounts.line(organisation_id=report.agency_id, kind="governing", on=clock.today())[:1]
    named = strategy.recipients_of(rule_id=report.rule_id, reporter_id=report.agency_id, on=clock.today())
    recipients = [f"{one.name or one.words};" for one in named]
    return Paper(
        letterhead=Letterhead(above[0].name if above else "", report.agency.name, head.place),
        code=head.code,
        number=head.number,
        date=clock.local(sent_at).date() if sent_at else None,
        kind=layout.kind,
        title=layout.title.format(period=content.period),
        bases=(f"Thực hiện {_plan_words(plan.number, plan.issuer, plan.title)};",),
        blocks=tuple(_blocks(layout, content)),
        signer=Signer(head.signer_authority, head.signer_title, head.signer_name),
        recipients=(*recipients, "Lưu: VT."),
        draft=sent_at is None,
    )


def sheets_of(layout: Layout, content: Content) -> list[Sheet]:
    """Return the numbers, and the lines of the plan, as sheets of a workbook."""
    numbers = [
        (
            section.title,
            cell.label,
            cell.unit,
            figure.actual,
            figure.estimate,
            figure.final,
            figure.last_year,
            "Hệ thống tính" if figure.computed else "Nhập tay",
            figure.note,
        )
        for section in layout.sections
        for cell in section.cells
        for figure in [content.figures.get(cell.key, Figure(None))]
    ]
    lines = [
        (line.key, line.label, line.answer, line.records, line.provenance, line.note)
        for line in (*content.targets, *content.tasks)
    ]
    texts = [(section.title, content.words.get(section.key, "")) for section in layout.sections]
    return [
        Sheet(
            "Số liệu",
            (
                *_texts("Phần", "Chỉ số", "Đơn vị"),
                *_numbers_of(f"Đến {_day(content.cut_off)}", "Ước cả năm", "Chính thức", "Năm trước"),
                *_texts("Nguồn", "Ghi chú"),
            ),
            numbers,
        ),
        Sheet(
            "Chỉ tiêu, nhiệm vụ",
            (
                *_texts("Mã", "Nội dung", "Kết quả"),
                *_numbers_of("Bản ghi"),
                *_texts("Loại nguồn", "Lý do, thời hạn"),
            ),
            lines,
        ),
        Sheet("Lời văn", _texts("Phần", "Nội dung"), texts),
    ]


def _texts(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title) for title in titles)


def _numbers_of(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title, "integer") for title in titles)


def _plan_words(number: str, issuer: str, title: str) -> str:
    return f"Kế hoạch số {number} của {issuer} ({title})" if number else f"kế hoạch của {issuer} ({title})"


def _blocks(layout: Layout, content: Content) -> Iterable[Heading | Paragraph | Table]:
    for place, section in enumerate(layout.sections):
        yield Heading(1, f"{ROMAN[place]}. {section.title.upper()}")
        for words in content.words.get(section.key, "").split("\n"):
            if words.strip():
                yield Paragraph(words.strip())
        lines = {"targets": content.targets, "tasks": content.tasks}.get(section.part, ())
        if lines:
            yield _lines(section, lines)
        if section.cells:
            yield _numbers(section, content)
        if not (section.cells or lines or content.words.get(section.key, "").strip()):
            yield Paragraph("Không có.")


def _lines(section: Section, lines: tuple[Line, ...]) -> Table:
    first = "Chỉ tiêu" if section.part == "targets" else "Nhiệm vụ"
    return Table(
        ("TT", first, "Kết quả", "Căn cứ"),
        tuple((str(at), line.label, line.answer, line.note) for at, line in enumerate(lines, 1)),
        widths=(1.0, 7.5, 3.0, 5.0),
    )


def _numbers(section: Section, content: Content) -> Table:
    rows = []
    for at, cell in enumerate(section.cells, 1):
        figure = content.figures.get(cell.key, Figure(None))
        estimate = figure.estimate if cell.measure is Measure.FLOW else None
        rows.append(
            (
                str(at),
                cell.label,
                cell.unit,
                _number(figure.actual),
                _number(estimate) if cell.measure is Measure.FLOW else "",
                _number(figure.last_year),
            )
        )
    return Table(
        ("TT", "Chỉ số", "Đơn vị", f"Đến {_day(content.cut_off)}", "Ước cả năm", "Năm trước"),
        tuple(rows),
        widths=(1.0, 6.5, 2.2, 2.4, 2.2, 2.2),
        numeric=(3, 4, 5),
    )


def _number(value: int | None) -> str:
    return NONE if value is None else format_number(value)


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"
