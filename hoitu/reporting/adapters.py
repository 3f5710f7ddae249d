"""A report as the documents that leave the system. Official Vietnamese whatever the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.papers.api import Column, Sheet
from hoitu.papers.data import Heading, Letterhead, Paper, Paragraph, Signer, Table
from hoitu.reporting.data import Cell, Content, Figure, Layout, Line, Measure, Section
from hoitu.reporting.models import Report
from hoitu.reporting.periods import period_of
from hoitu.reporting.policies.layout import ROMAN, layouts
from hoitu.reporting.policies.numbers import NO_FIGURE, shown
from hoitu.reporting.queries.recipients import recipients_of

NONE = "…"  # what officials print where a number is not known


def paper_of(report: Report, content: Content, *, sent_at: datetime | None) -> Paper:
    """Return the report in the form of state documents; a draft (`sent_at` None) says so and bears no date."""
    layout, plan = layouts()[content.layout], report.rule.plan
    head = content.head
    above = accounts.line(organisation_id=report.agency_id, kind="governing", on=clock.today())[:1]
    named = recipients_of(report)
    recipients = [f"{one.name or one.words};" for one in named]
    return Paper(
        letterhead=Letterhead(above[0].name if above else "", report.agency.name, head.place),
        code=head.code,
        number=head.number,
        date=clock.local(sent_at).date() if sent_at else None,
        kind=layout.kind,
        title=title_of(layout, content),
        bases=(f"Thực hiện {_plan_words(plan.number, plan.issuer, plan.title)};",),
        blocks=tuple(_blocks(layout, content)),
        signer=Signer(head.signer_authority, head.signer_title, head.signer_name),
        recipients=(*recipients, "Lưu: VT."),
        draft=sent_at is None,
    )


def title_of(layout: Layout, content: Content) -> str:
    """Return the title as it is printed: with the period, or what the report is about."""
    period = period_of(content.period)
    words = period.words if period else content.period
    return layout.title.format(period=words, subject=content.subject) or content.subject


def sheets_of(layout: Layout, content: Content) -> list[Sheet]:
    """Return the numbers, and the lines of the plan, as sheets of a workbook."""
    numbers = [
        (section.title, cell.label, cell.unit, *_values(cell, figure), _source(layout, figure), figure.note)
        for section in layout.sections
        for cell in section.cells
        for figure in [content.figures.get(cell.key, NO_FIGURE)]
    ]
    lines = [
        (line.key, line.label, line.answer, line.records, line.provenance, line.note)
        for line in content.lines
    ]
    texts = [
        (section.title, content.words.get(section.key, ""))
        for section in layout.sections
        if section.has_words
    ]
    return [
        Sheet(
            "Số liệu",
            (
                *_texts("Phần", "Chỉ số", "Đơn vị"),
                *_numbers_of(f"Đến {_day(content.cut_off)}", "Ước cả kỳ", "Chính thức", "Cùng kỳ năm trước"),
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


def _values(cell: Cell, figure: Figure) -> tuple[Decimal | int | None, ...]:
    """Return a number's columns as a sheet holds them; a share in percent."""
    values = (figure.actual, figure.estimate, figure.final, figure.last_year)
    if cell.measure is not Measure.SHARE:
        return values
    return tuple(None if value is None else Decimal(value) / 100 for value in values)


def _source(layout: Layout, figure: Figure) -> str:
    if figure.known is not None:
        return f"Cộng từ {figure.known} báo cáo"
    return "Hệ thống tính" if figure.computed else "Nhập tay"


def _texts(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title) for title in titles)


def _numbers_of(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title, "decimal") for title in titles)


def _plan_words(number: str, issuer: str, title: str) -> str:
    return f"Kế hoạch số {number} của {issuer} ({title})" if number else f"kế hoạch của {issuer} ({title})"


def _blocks(layout: Layout, content: Content) -> Iterable[Heading | Paragraph | Table]:
    for place, section in enumerate(layout.sections):
        yield Heading(1, f"{ROMAN[place]}. {section.title.upper()}")
        words = content.words.get(section.key, "")
        for paragraph in words.split("\n"):
            if paragraph.strip():
                yield Paragraph(paragraph.strip())
        lines = content.part(section.part)
        if lines:
            yield _lines(section, lines)
        if section.cells:
            yield _numbers(section, content)
        if not (section.cells or lines or words.strip()):
            yield Paragraph("Không có.")


def _lines(section: Section, lines: tuple[Line, ...]) -> Table:
    columns = {
        "targets": ("Chỉ tiêu", "Kết quả", "Căn cứ"),
        "tasks": ("Nhiệm vụ", "Tình trạng", "Thời hạn, lý do"),
        "senders": ("Cơ quan, đơn vị", "Tình trạng", "Ghi chú"),
    }[section.part]
    return Table(
        ("TT", *columns),
        tuple((str(at), line.label, line.answer, line.note) for at, line in enumerate(lines, 1)),
        widths=(1.0, 7.5, 3.0, 5.0),
    )


def _numbers(section: Section, content: Content) -> Table:
    """Return a section's numbers; the columns that nobody can know yet, or that nothing fills, are left out."""
    figures = [(cell, content.figures.get(cell.key, NO_FIGURE)) for cell in section.cells]
    columns = [(f"Đến {_day(content.cut_off)}", 2.4, _actual)]
    if any(_moves(cell) for cell in section.cells):
        columns.append(("Ước cả kỳ", 2.2, _expected))
    if any(figure.final is not None for _cell, figure in figures):
        columns.append(("Chính thức", 2.2, lambda cell, figure: shown(figure.final, cell) or NONE))
    if any(figure.last_year is not None for _cell, figure in figures):
        columns.append(("Cùng kỳ năm trước", 2.2, lambda cell, figure: shown(figure.last_year, cell) or NONE))
    if any(figure.known is not None for _cell, figure in figures):
        total = len(content.senders)
        columns.append(("Báo cáo có số", 1.8, lambda cell, figure: _coverage(figure, total)))
    rows = tuple(
        (str(at), cell.label, cell.unit, *(make(cell, figure) for _title, _width, make in columns))
        for at, (cell, figure) in enumerate(figures, 1)
    )
    return Table(
        ("TT", "Chỉ số", "Đơn vị", *(title for title, _width, _make in columns)),
        rows,
        widths=(1.0, 6.0, 1.9, *(width for _title, width, _make in columns)),
        numeric=tuple(range(3, 3 + len(columns))),
    )


def _moves(cell: Cell) -> bool:
    return cell.measure is Measure.FLOW


def _actual(cell: Cell, figure: Figure) -> str:
    return shown(figure.actual, cell) or NONE


def _expected(cell: Cell, figure: Figure) -> str:
    return (shown(figure.estimate, cell) or NONE) if _moves(cell) else ""


def _coverage(figure: Figure, total: int) -> str:
    return "bản ghi" if figure.known is None else f"{figure.known}/{total}"


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}"
