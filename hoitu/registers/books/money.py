"""Norms, unit prices, orders with what was accepted and paid; budget lines; autonomy."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.text import format_vnd
from hoitu.registers.books.book import Book, Expiry, RowProblem, Section, Sign
from hoitu.registers.books.groups import MONEY
from hoitu.registers.models import (
    AcceptedItem,
    AutonomyDecision,
    BudgetLine,
    NormVersion,
    Order,
    OrderLine,
    Payment,
    UnitPrice,
)


def _within_line(row: AcceptedItem) -> None:
    line = OrderLine.objects.for_agency(row.agency_id).get(pk=row.line_id)
    others = AcceptedItem.objects.for_agency(row.agency_id).filter(line=line, archived_at=None)
    taken = others.exclude(pk=row.pk).aggregate(sum=Sum("quantity"))["sum"] or 0
    if taken + row.quantity > line.quantity:
        left = max(line.quantity - taken, 0)
        raise RowProblem("quantity", gettext("Dòng đơn hàng này chỉ còn %d sản phẩm chưa nghiệm thu.") % left)
    paid = Payment.objects.for_agency(row.agency_id).filter(item_id=row.pk, archived_at=None)
    if any(amount > row.quantity * line.price_vnd for amount in paid.values_list("amount_vnd", flat=True)):
        raise RowProblem("quantity", _("Sản phẩm này đã được thanh toán nhiều hơn giá trị đó."))


def _within_accepted(row: Payment) -> None:
    worth = AcceptedItem.objects.for_agency(row.agency_id).get(pk=row.item_id).amount_vnd
    if row.amount_vnd <= 0:
        raise RowProblem("amount_vnd", _("Số tiền phải lớn hơn 0."))
    if row.amount_vnd > worth:
        raise RowProblem("amount_vnd", gettext("Sản phẩm này được nghiệm thu %s.") % format_vnd(worth))


def _above_accepted(row: OrderLine) -> None:
    """Leave a line no smaller than what was accepted for it, and no price below what was paid."""
    items = AcceptedItem.objects.for_agency(row.agency_id).filter(line_id=row.pk, archived_at=None)
    taken = items.aggregate(sum=Sum("quantity"))["sum"] or 0
    if row.quantity < taken:
        raise RowProblem("quantity", gettext("Dòng đơn hàng này đã nghiệm thu %d sản phẩm.") % taken)
    paid = Payment.objects.for_agency(row.agency_id).filter(item__in=items, archived_at=None)
    amounts = paid.values_list("amount_vnd", "item__quantity")
    if any(amount > quantity * row.price_vnd for amount, quantity in amounts):
        raise RowProblem("price_vnd", _("Đã có sản phẩm được thanh toán nhiều hơn giá này."))


def _priced(rows: Sequence[OrderLine], on: date) -> dict[UUID, Sign]:
    """Say of each line whether its price stands on a norm valid on the day of the order."""
    return {row.pk: _price_sign(row) for row in rows}


def _price_sign(row: OrderLine) -> Sign:
    if row.unit_price is None:
        return Sign("waiting", _("Chưa nêu đơn giá"))
    if not row.is_priced:
        return Sign("expired", _("Đơn giá, định mức không có hiệu lực ngày ký"))
    return Sign("done", _("Đúng đơn giá, định mức"))


def _paid(rows: Sequence[AcceptedItem], on: date) -> dict[UUID, Sign]:
    payments = Payment.objects.unscoped(why="the items are in hand").filter(item__in=rows, archived_at=None)
    paid = set(payments.values_list("item_id", flat=True))
    return {
        row.pk: Sign("done", _("Đã thanh toán")) if row.pk in paid else Sign("waiting", _("Chưa thanh toán"))
        for row in rows
    }


def _within_budget(rows: Sequence[BudgetLine], on: date) -> dict[UUID, Sign]:
    return {row.pk: _budget_sign(row) for row in rows}


def _budget_sign(row: BudgetLine) -> Sign:
    if row.approved_vnd is None:
        return Sign("waiting", _("Chưa được giao"))
    if (row.spent_vnd or 0) > row.approved_vnd:
        return Sign("failed", _("Chi quá số được giao"))
    share = 100 * (row.spent_vnd or 0) // row.approved_vnd if row.approved_vnd else 0
    return Sign("active", gettext("Đã chi %d%%") % share)


ORDERS = (
    Book(
        key="dinh-muc",
        title=_("Định mức kinh tế - kỹ thuật"),
        note=_("Từng phiên bản định mức, văn bản ban hành và thời gian có hiệu lực."),
        icon="tool",
        group=MONEY,
        model=NormVersion,
        key_fields=("code",),
        columns=("name", "press_type", "decision", "valid_from", "valid_until"),
        sections=(
            Section(_("Định mức"), ("code", "name", "press_type", "decision", "issuer", "url")),
            Section(_("Hiệu lực"), ("valid_from", "valid_until", "note")),
        ),
        filters=("press_type",),
        periods=(("valid_from", "valid_until"),),
        expiry=Expiry("valid_until"),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="don-gia",
        title=_("Đơn giá"),
        note=_("Giá một đơn vị sản phẩm theo định mức, có thời gian áp dụng."),
        icon="coin",
        group=MONEY,
        model=UnitPrice,
        key_fields=("code",),
        columns=("product", "norm", "unit", "price_vnd", "valid_from", "valid_until"),
        sections=(
            Section(_("Đơn giá"), ("norm", "code", "product", "unit", "price_vnd", "decision")),
            Section(_("Hiệu lực"), ("valid_from", "valid_until")),
        ),
        filters=("norm",),
        periods=(("valid_from", "valid_until"),),
        expiry=Expiry("valid_until"),
        is_open=True,
    ),
    Book(
        key="don-hang",
        title=_("Đặt hàng, giao nhiệm vụ"),
        note=_("Quyết định, hợp đồng đặt hàng sản phẩm báo chí bằng ngân sách."),
        icon="clipboard-list",
        group=MONEY,
        model=Order,
        key_fields=("code",),
        columns=("name", "method", "orderer", "ordered_on", "ends_on", "budget_vnd"),
        sections=(
            Section(_("Đơn hàng"), ("code", "name", "method", "orderer", "decision", "budget_vnd")),
            Section(_("Thời gian"), ("ordered_on", "ends_on", "closed_on", "note")),
        ),
        filters=("method",),
        periods=(("ordered_on", "ends_on"),),
        totals=("budget_vnd",),
        expiry=Expiry("ends_on", closed_by="closed_on"),
        is_open=True,
        takes_documents=True,
    ),
    Book(
        key="dong-don-hang",
        title=_("Dòng đơn hàng"),
        note=_("Từng loại sản phẩm trong đơn hàng: số lượng, đơn giá, căn cứ."),
        icon="list-details",
        group=MONEY,
        model=OrderLine,
        key_fields=("code",),
        columns=("programme", "order", "quantity", "unit", "price_vnd"),
        sections=(
            Section(_("Sản phẩm"), ("order", "code", "programme", "topic", "genre", "length")),
            Section(_("Số lượng, giá"), ("quantity", "unit", "unit_price", "price_vnd", "note")),
        ),
        filters=("order",),
        related=("unit_price__norm",),
        is_open=True,
        guard=_above_accepted,
        signs=_priced,
    ),
    Book(
        key="nghiem-thu",
        title=_("Sản phẩm nghiệm thu"),
        note=_("Tin, bài, chương trình đã nghiệm thu. Mỗi sản phẩm chỉ thuộc một dòng đơn hàng."),
        icon="circle-check",
        group=MONEY,
        model=AcceptedItem,
        key_fields=("item",),
        columns=("title", "line", "published_on", "accepted_on", "quantity"),
        sections=(
            Section(_("Sản phẩm"), ("line", "item", "title", "published_on", "quantity")),
            Section(_("Nghiệm thu"), ("accepted_on", "minutes", "note")),
        ),
        filters=("line",),
        periods=(("published_on", "accepted_on"),),
        is_open=True,
        takes_documents=True,
        guard=_within_line,
        signs=_paid,
    ),
    Book(
        key="thanh-toan",
        title=_("Thanh toán"),
        note=_("Mỗi sản phẩm nghiệm thu được thanh toán một lần."),
        icon="receipt",
        group=MONEY,
        model=Payment,
        key_fields=("item",),
        columns=("document", "item", "paid_on", "amount_vnd"),
        sections=(Section(_("Thanh toán"), ("item", "document", "paid_on", "amount_vnd", "note")),),
        related=("item__line",),
        totals=("amount_vnd",),
        guard=_within_accepted,
    ),
)

BOOKS = (
    *ORDERS,
    Book(
        key="du-toan",
        title=_("Dự toán, kinh phí"),
        note=_("Từng nhiệm vụ chi trong năm: dự toán, được giao, đã chi."),
        icon="wallet",
        group=MONEY,
        model=BudgetLine,
        key_fields=("year", "code"),
        columns=("name", "year", "source", "estimate_vnd", "approved_vnd", "spent_vnd"),
        sections=(
            Section(_("Nhiệm vụ chi"), ("year", "code", "name", "source", "decision")),
            Section(_("Số tiền"), ("estimate_vnd", "approved_vnd", "spent_vnd", "note")),
        ),
        filters=("source",),
        totals=("estimate_vnd", "approved_vnd", "spent_vnd"),
        is_open=True,
        takes_documents=True,
        signs=_within_budget,
    ),
    Book(
        key="tu-chu",
        title=_("Quyết định tự chủ tài chính"),
        note=_("Mức tự chủ được giao và tỷ lệ tự bảo đảm chi thường xuyên."),
        icon="cash",
        group=MONEY,
        model=AutonomyDecision,
        key_fields=("number",),
        columns=("number", "degree", "issuer", "valid_from", "valid_until"),
        sections=(
            Section(_("Quyết định"), ("number", "issuer", "decided_on", "degree")),
            Section(_("Hiệu lực"), ("valid_from", "valid_until")),
            Section(_("Số liệu một năm"), ("own_revenue_vnd", "recurrent_cost_vnd", "note")),
        ),
        filters=("degree",),
        periods=(("valid_from", "valid_until"),),
        expiry=Expiry("valid_until"),
        is_open=True,
        takes_documents=True,
    ),
)
