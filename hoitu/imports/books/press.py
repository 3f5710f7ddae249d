"""Questions of the press from an earlier book, with what was answered there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.correspondence import api as correspondence
from hoitu.imports.books.book import Book, Then, Values, area, choice, entry_of, moment, nothing_left
from hoitu.imports.data import SheetOutcome
from hoitu.kernel.actor import Actor

ENDINGS = {"answered": _("Đã trả lời"), "declined": _("Từ chối, có lý do")}


class PressSheetForm(forms.Form):
    """One line of an earlier book."""

    reference = forms.CharField(
        label=_("Số ở sổ cũ"), max_length=40, help_text=_("Ví dụ 12/2024. Mỗi số chỉ vào sổ một lần.")
    )
    asker_name = forms.CharField(label=_("Cơ quan báo chí hỏi"), max_length=200)
    asked_at = moment(_("Nhận lúc"))
    subject = forms.CharField(label=_("Vấn đề"), max_length=300)
    questions = area(_("Câu hỏi"), 20_000)
    journalist = forms.CharField(label=_("Nhà báo, phóng viên"), max_length=150, required=False)
    contact = forms.CharField(label=_("Liên hệ"), max_length=200, required=False)
    wanted_by = moment(_("Mong được trả lời trước"), required=False)
    answered_at = moment(
        _("Trả lời lúc"),
        required=False,
        help_text=_("Bỏ trống nếu chưa trả lời. Chỉ người phát ngôn nhập được câu hỏi đã trả lời."),
    )
    state = choice(_("Kết quả"), ENDINGS, required=False)
    answer = area(_("Nội dung trả lời, lý do từ chối"), 20_000, required=False)
    approved_by = forms.CharField(label=_("Người đã phát ngôn"), max_length=150, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the whole of an answer, or for none of it."""
        given = self.cleaned_data
        ends = ("answered_at", "state", "answer", "approved_by")
        if any(given.get(name) for name in ends):
            for name in ends:
                if not given.get(name) and name not in self.errors:
                    words = _("Câu hỏi đã xong phải có đủ lúc trả lời, kết quả, nội dung và người phát ngôn.")
                    self.add_error(name, words)
        return given


def _outcome(actor: Actor, values: Values) -> SheetOutcome:
    is_there = correspondence.has_question(actor=actor, entry=entry_of("press", values["reference"]))
    return SheetOutcome.SAME if is_there else SheetOutcome.NEW


def _write(actor: Actor, values: Values) -> Then:
    names = ("subject", "questions", "journalist", "contact", "wanted_by")
    past = None
    if values["answered_at"]:
        past = correspondence.PastReply(
            state=values["state"],
            words=values["answer"],
            answered_at=values["answered_at"],
            approved_by=values["approved_by"],
        )
    correspondence.bring_question(
        actor=actor,
        asker_name=values["asker_name"],
        asked_at=values["asked_at"],
        values=correspondence.PressInput(**{name: values[name] for name in names}),
        entry=entry_of("press", values["reference"]),
        reference=values["reference"],
        past=past,
    )
    return nothing_left


PRESS = Book(
    key="cau-hoi-bao-chi",
    title=_("Câu hỏi của báo chí"),
    note=_("Câu hỏi đã vào sổ không đổi khi nhập lại."),
    permission="correspondence.press",
    home="correspondence:press",
    form_class=lambda actor: PressSheetForm,
    key_fields=("reference",),
    shown=("reference", "asker_name", "asked_at", "subject", "state"),
    outcome=_outcome,
    write=_write,
)
