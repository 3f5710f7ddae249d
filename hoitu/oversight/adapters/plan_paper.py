"""The report on the planning of the press in the form of state documents; official Vietnamese for every reader."""

from datetime import date

from django.utils.translation import override

from hoitu.accounts import api as accounts
from hoitu.oversight.models import PlanRequest, PressPlan
from hoitu.oversight.queries.planning import agencies_below, compare
from hoitu.papers.data import Heading, Items, Letterhead, Paper, Paragraph, Signer, Table


def paper_of(plan: PressPlan, on: date, asked: PlanRequest | None = None) -> Paper:
    """Return the report as of a day. It is a draft: number, date and signature are given by who signs."""
    with override("vi"):
        lines, there = compare(plan, on), agencies_below(plan.agency_id, on)
    above = accounts.line(organisation_id=plan.agency_id, kind="state_management", on=on)[:1]
    body = accounts.organisation(organisation_id=plan.agency_id)
    wrong = [one for one in lines if one.deviation]
    rows = tuple(
        (str(at), one.planned or "–", one.organisation or "–", one.deviation or "Đúng quy hoạch")
        for at, one in enumerate(lines, start=1)
    )
    count = f"Theo sổ tổ chức ngày {on:%d/%m/%Y}, có {len(there):02d} cơ quan báo chí thuộc phạm vi quản lý"
    if plan.cap is not None:
        count += f"; văn bản nêu {plan.cap:02d} cơ quan ({_difference(len(there) - plan.cap)})"
    quote = (Paragraph(f"Văn bản ghi: “{plan.verbatim}”."),) if plan.verbatim else ()
    return Paper(
        letterhead=Letterhead(above[0].name if above else "", body.name, ""),
        code="BC",
        number="",
        date=None,
        kind="BÁO CÁO",
        title=f"Kết quả triển khai quy hoạch báo chí: {plan.title}",
        bases=(_base(asked),) if asked else (),
        blocks=(
            Heading(1, "I. CĂN CỨ"),
            Paragraph(f"{plan.citation}."),
            *quote,
            Heading(1, "II. KẾT QUẢ"),
            Paragraph(f"{count}."),
            Table(
                ("TT", "Theo quy hoạch", "Hiện nay", "Đánh giá"),
                rows or (("", "–", "–", "Văn bản không nêu tên cơ quan"),),
                widths=(1, 6, 6, 4),
            ),
            Heading(1, "III. ĐIỂM KHÁC QUY HOẠCH"),
            Items(tuple(f"{one.planned or one.organisation}: {one.deviation.lower()};" for one in wrong))
            if wrong
            else Paragraph("Không có."),
        ),
        signer=Signer("", "GIÁM ĐỐC", ""),
        recipients=(*((f"{asked.asked_by};",) if asked else ()), "Lưu: VT."),
        draft=True,
    )


def _base(asked: PlanRequest) -> str:
    document = f" tại {asked.document}" if asked.document else ""
    return f"Thực hiện yêu cầu của {asked.asked_by}{document} ngày {asked.asked_on:%d/%m/%Y};"


def _difference(by: int) -> str:
    return "đúng số lượng" if by == 0 else f"{'nhiều' if by > 0 else 'ít'} hơn {abs(by):02d}"
