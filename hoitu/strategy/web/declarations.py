"""Screens on which organisations state their figures, and on which those above look at them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import NotAllowed, NotFound, Refused
from hoitu.kernel.text import format_number
from hoitu.strategy import api
from hoitu.strategy.models import Declaration, Measure
from hoitu.strategy.operations.declare import FIRST_YEAR, Statement, declaration_key
from hoitu.strategy.policies.declaring import Question, Stated
from hoitu.strategy.queries.asked import Asked
from hoitu.strategy.queries.declared import Declared, about, statements
from hoitu.strategy.queries.indicators import COMPUTED

YEARS_BACK = 3
VERSIONS_SHOWN = 30


@dataclass(frozen=True)
class Line:
    """An indicator as the own list shows it."""

    asked: Asked
    stated: Stated | None
    is_computed: bool

    @property
    def name(self) -> str:
        return _name(self.asked)

    @property
    def is_checked(self) -> bool:
        stated = self.stated
        return (
            stated is not None and stated.checked_at is not None and stated.checked_at >= stated.recorded_at
        )


class WholeNumberField(forms.CharField):
    """A whole number as people write it, with or without points between the thousands."""

    default_error_messages = {"not_whole": gettext_lazy("Hãy ghi một số nguyên, ví dụ 1.250.000.")}

    def clean(self, value: str | None) -> int | None:
        words = str(super().clean(value) or "").replace(".", "").replace(" ", "").replace("\u00a0", "")
        if not words:
            return None
        if not (words.isascii() and words.isdecimal() and len(words) <= 18):
            raise forms.ValidationError(self.error_messages["not_whole"])
        return int(words)


class StatementForm(forms.Form):
    """What is stated for one year."""

    answer = forms.TypedChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=[
            ("1", gettext_lazy("Đạt")),
            ("0", gettext_lazy("Chưa đạt")),
            ("", gettext_lazy("Chưa khai")),
        ],
        coerce=lambda given: given == "1",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    amount = WholeNumberField(required=False, max_length=30)
    of_amount = WholeNumberField(required=False, max_length=30)
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Số lấy từ đâu, tính đến ngày nào."),
    )

    def __init__(self, question: Question, year: int, stated: Stated | None, given: object = None) -> None:
        initial = {
            "answer": "" if stated is None or stated.answer is None else str(int(stated.answer)),
            "amount": _written(stated.amount if stated else None),
            "of_amount": _written(stated.of_amount if stated else None),
            "note": stated.note if stated else "",
        }
        super().__init__(given, initial=initial, prefix=f"n{year}")  # type: ignore[arg-type]
        self.year = year
        labels = {"amount": question.amount, "of_amount": question.of_amount}
        for name, label in labels.items():
            if label:
                self.fields[name].label = f"{label} ({question.unit})"
                self.fields[name].widget.attrs["inputmode"] = "numeric"
            else:
                del self.fields[name]
        if not question.yes_or_no:
            del self.fields["answer"]

    @property
    def statement(self) -> Statement:
        """Return what the operation takes."""
        return Statement(**self.cleaned_data)


@needs("strategy.read")
@require_GET
def declarations(request: ActorRequest) -> HttpResponse:
    """List every figure that the own organisation has to type, why, and how far it has come."""
    today = clock.today()
    year = _year(request.GET.get("nam", ""), today.year)
    asked = api.asked_of(request.actor.agency, on=today)
    said = statements(
        [request.actor.agency],
        indicators=[one.indicator for one in asked],
        years=[year],
        on=_last_day(year),
    )
    lines = [
        Line(one, said.get((request.actor.agency, one.indicator, year)), one.indicator in COMPUTED)
        for one in asked
    ]
    context = {
        "year": year,
        "years": [
            {"label": str(each), "url": f"?nam={each}", "current": each == year}
            for each in range(today.year, today.year - YEARS_BACK, -1)
        ],
        "typed": [line for line in lines if not line.is_computed],
        "counted": [line for line in lines if line.is_computed],
        "agency_id": request.actor.agency,
        "may_declare": request.actor.may("strategy.declare"),
    }
    return render(request, "strategy/declarations.html", context)


@needs("strategy.read")
@require_http_methods(["GET", "POST"])
def declaration(request: ActorRequest, agency_id: UUID, indicator: str, year: int) -> HttpResponse:
    """Show what an organisation states for an indicator and year with its documents; the own one may change it."""
    asked = _asked(request, agency_id, indicator, year)
    may_declare = agency_id == request.actor.agency and request.actor.may("strategy.declare")
    if request.method == "POST" and not may_declare:
        raise NotAllowed()
    years = (year, *asked.base_years(year))
    said = statements([agency_id], indicators=[indicator], years=years, on=_last_day(year))
    given = request.POST if request.method == "POST" else None
    pages = [
        StatementForm(asked.question, each, said.get((agency_id, indicator, each)), given) for each in years
    ]
    if (
        given is not None
        and all(form.is_valid() for form in pages)
        and _declared(request, asked, year, pages)
    ):
        return redirect("strategy:declaration", agency_id, indicator, year)
    versions = Declaration.objects.for_agency(agency_id).filter(indicator=indicator, year=year)
    context = {
        "asked": asked,
        "name": _name(asked),
        "year": year,
        "organisation": accounts.organisation(organisation_id=agency_id),
        "forms": pages if may_declare else [],
        "stated": [(each, said.get((agency_id, indicator, each))) for each in years],
        "verdicts": _verdicts(asked, agency_id, year),
        "about": about(indicator, year),
        "versions": versions.select_related("declared_by")[:VERSIONS_SHOWN],
        "trail_key": declaration_key(agency_id, indicator, year),
        "is_own": agency_id == request.actor.agency,
    }
    return render(request, "strategy/declaration.html", context)


def _asked(request: ActorRequest, agency_id: UUID, indicator: str, year: int) -> Asked:
    """Return what is asked; `NotFound` for who may not look behind the figures, or where no plan asks."""
    today = clock.today()
    if agency_id not in api.open_to(request.actor) or not FIRST_YEAR <= year <= today.year:
        raise NotFound()
    asked = next((one for one in api.asked_of(agency_id, on=today) if one.indicator == indicator), None)
    if asked is None:
        raise NotFound()
    return asked


def _declared(request: ActorRequest, asked: Asked, year: int, pages: list[StatementForm]) -> bool:
    try:
        changed = api.declare(
            actor=request.actor,
            indicator=asked.indicator,
            year=year,
            values={form.year: form.statement for form in pages},
        )
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        pages[0].add_error(None, refusal.sentence)
        return False
    messages.success(request, _("Đã ghi số liệu tự khai.") if changed else _("Không có gì thay đổi."))
    return True


def _verdicts(asked: Asked, agency_id: UUID, year: int) -> list[tuple[Measure, Declared | None]]:
    """Return what the statements of a year say against each measure that asks."""
    until = min(clock.now(), _end_of(year))
    return [
        (measure, api.declared(measure, [agency_id], until=until).get(agency_id))
        for measure in asked.measures
    ]


def _end_of(year: int) -> datetime:
    return datetime(year + 1, 1, 1, tzinfo=clock.VIETNAM).astimezone(UTC)


def _last_day(year: int) -> date:
    """Return the day on which documents for a year have to hold: its last one, or today while it runs."""
    return min(clock.today(), date(year, 12, 31))


def _year(given: str, default: int) -> int:
    year = int(given) if given.isascii() and given.isdecimal() and len(given) == 4 else default
    return year if FIRST_YEAR <= year <= default else default


def _written(amount: int | None) -> str:
    return "" if amount is None else format_number(amount)


def _name(asked: Asked) -> str:
    part = asked.definition.part(asked.indicator)
    return part.name if part else asked.definition.name
