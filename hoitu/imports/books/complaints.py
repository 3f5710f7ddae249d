"""Complaints of an earlier book, with what was answered there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.accounts import api as accounts
from hoitu.imports.books.book import Book, Then, Values, area, choice, entry_of, moment, nothing_left
from hoitu.imports.data import SheetOutcome
from hoitu.kernel.actor import Actor
from hoitu.oversight import api as oversight
from hoitu.oversight.data import KIND_WORDS, MEDIUM_WORDS, OUTCOME_WORDS, VIA_WORDS


class ComplaintSheetForm(forms.Form):
    """One line of an earlier book."""

    reference = forms.CharField(
        label=_("Số ở sổ cũ"), max_length=40, help_text=_("Ví dụ 12/2024. Mỗi số chỉ vào sổ một lần.")
    )
    received_at = moment(_("Nhận lúc"))
    kind = choice(_("Loại"), KIND_WORDS)
    via = choice(_("Đến qua"), VIA_WORDS)
    title = forms.CharField(label=_("Về việc"), max_length=300)
    content = area(_("Nội dung"), 8000, required=False)
    url = forms.CharField(label=_("Địa chỉ tin, bài"), max_length=500, required=False)
    complainant = forms.CharField(label=_("Người gửi"), max_length=200, required=False)
    contact = forms.CharField(label=_("Cách liên hệ"), max_length=300, required=False)
    answered_at = moment(
        _("Trả lời lúc"), required=False, help_text=_("Bỏ trống nếu chưa trả lời. Ví dụ 21/11/2026 08:00")
    )
    outcome = choice(_("Kết quả"), OUTCOME_WORDS, required=False)
    answer = area(_("Nội dung trả lời"), 8000, required=False)
    medium = choice(
        _("Nơi đã đăng thông tin sai"),
        MEDIUM_WORDS,
        required=False,
        help_text=_("Chỉ cần khi phải cải chính."),
    )
    corrected_at = moment(_("Cải chính lúc"), required=False)
    corrected_where = forms.CharField(label=_("Cải chính tại"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the whole of an answer, or for none of it."""
        given = self.cleaned_data
        ends = ("answered_at", "outcome", "answer")
        if any(given.get(name) for name in (*ends, "corrected_at", "corrected_where")):
            for name in ends:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Việc đã trả lời phải có đủ lúc trả lời, kết quả và nội dung."))
        if given.get("outcome") == oversight.Outcome.CORRECTION and not given.get("medium"):
            self.add_error("medium", _("Hãy chọn nơi đã đăng thông tin sai: hạn cải chính tính theo đó."))
        return given


def _input(values: Values) -> oversight.ComplaintInput:
    return oversight.ComplaintInput(
        kind=oversight.ComplaintKind(values["kind"]),
        via=oversight.Via(values["via"]),
        received_at=values["received_at"],
        title=values["title"],
        content=values["content"],
        url=values["url"],
        complainant=values["complainant"],
        contact=values["contact"],
        entry=entry_of("complaint", values["reference"]),
    )


def _past(values: Values) -> oversight.PastAnswer | None:
    if not values["answered_at"]:
        return None
    medium = oversight.Medium(values["medium"] or oversight.Medium.ONLINE)
    return oversight.PastAnswer(
        given=oversight.AnswerInput(oversight.Outcome(values["outcome"]), values["answer"], medium),
        answered_at=values["answered_at"],
        corrected_at=values["corrected_at"],
        corrected_where=values["corrected_where"],
    )


def _outcome(actor: Actor, values: Values) -> SheetOutcome:
    is_there = oversight.has_complaint(actor=actor, entry=entry_of("complaint", values["reference"]))
    return SheetOutcome.SAME if is_there else SheetOutcome.NEW


def _write(actor: Actor, values: Values) -> Then:
    reference = values["reference"]
    oversight.bring_complaint(actor=actor, values=_input(values), reference=reference, past=_past(values))
    return nothing_left


def _is_agency(actor: Actor) -> bool:
    """A body above passes complaints on: it keeps no book of its own."""
    return accounts.organisation(organisation_id=actor.agency).kind == "press_agency"


COMPLAINTS = Book(
    key="khieu-nai",
    title=_("Khiếu nại, phản ánh"),
    note=_("Việc đã vào sổ không đổi khi nhập lại; tên và cách liên hệ của người gửi không rời cơ quan."),
    permission="oversight.complaints",
    home="oversight:complaints",
    form_class=lambda actor: ComplaintSheetForm,
    key_fields=("reference",),
    shown=("reference", "received_at", "kind", "title", "answered_at"),
    outcome=_outcome,
    write=_write,
    is_for=_is_agency,
)
