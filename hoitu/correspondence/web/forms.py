"""What people type in correspondence. The forms parse; what is allowed is decided by the operations."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.correspondence.data import KIND_WORDS, NEEDS_WORDS, PAPER_KINDS, Audience
from hoitu.correspondence.models import Experience, Guide, PaperReceipt, Statement
from hoitu.kernel import clock

ACCEPT = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"
Choices = Iterable[tuple[Any, Any]]


def text_area(label: object, rows: int = 3, **more: Any) -> forms.CharField:
    """Return a field for several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=20_000, **more)  # type: ignore[arg-type]


def line(label: object, length: int = 200, **more: Any) -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(label=label, max_length=length, **more)  # type: ignore[arg-type]


def day(label: object, **more: Any) -> forms.DateField:
    """Return a field for a day that may stay empty, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **({"required": False} | more))  # type: ignore[arg-type]


def moment(label: object, **more: Any) -> forms.DateTimeField:
    """Return a field for an instant in Vietnam."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **({"required": False} | more))  # type: ignore[arg-type]


def upload(label: object = _("Tệp kèm theo")) -> forms.FileField:
    """Return a field for one file that may stay empty."""
    return forms.FileField(
        label=label,  # type: ignore[arg-type]
        required=False,
        max_length=300,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, Word, Excel, ảnh PNG hoặc JPEG; tối đa 30 MB."),
    )


def several(label: object, coerce: Any = str, **more: Any) -> forms.TypedMultipleChoiceField:
    """Return a field for several of some choices, as boxes to tick."""
    return forms.TypedMultipleChoiceField(
        label=label,  # type: ignore[arg-type]
        coerce=coerce,
        widget=forms.CheckboxSelectMultiple,
        **({"required": False} | more),
    )


class AudienceForm(forms.Form):
    """To whom something goes. The choices are those of the organisation that writes."""

    kinds = several(_("Mọi đơn vị thuộc loại"))
    provinces = several(_("Ở tỉnh, thành phố"))
    plan = forms.TypedChoiceField(
        label=_("Có tên trong kế hoạch"), coerce=UUID, empty_value=None, required=False
    )
    organisations = several(_("Thêm từng đơn vị"), coerce=UUID)

    def offer(self, *, kinds: Choices, provinces: Choices, plans: Choices, organisations: Choices) -> None:
        """Fill the fields with what can be chosen; a field without a choice goes."""
        for name, choices in (("kinds", kinds), ("provinces", provinces), ("organisations", organisations)):
            self._offer(name, list(choices))
        self._offer("plan", list(plans), first=[("", _("Không lọc theo kế hoạch"))])

    def _offer(self, name: str, choices: list[Any], first: Iterable[Any] = ()) -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*first, *choices]

    @property
    def audience(self) -> Audience:
        """Return what was chosen."""
        given = self.cleaned_data
        return Audience(
            tuple(given.get("kinds", ())),
            tuple(given.get("provinces", ())),
            given.get("plan"),
            tuple(given.get("organisations", ())),
        )

    @staticmethod
    def initial_of(audience: Audience) -> dict[str, Any]:
        """Return what the fields show of an audience."""
        return {
            "kinds": list(audience.kinds),
            "provinces": list(audience.provinces),
            "plan": audience.plan_id,
            "organisations": list(audience.organisations),
        }


class WordingForm(forms.Form):
    """The wording of a circular, as a correction may change it."""

    title = line(_("Trích yếu"), 400)
    bases = text_area(_("Căn cứ"), 2, required=False, help_text=_("Mỗi căn cứ một dòng."))
    body = text_area(_("Nội dung"), 10, help_text=_("Mỗi dòng là một đoạn của văn bản."))
    needs = forms.ChoiceField(label=_("Yêu cầu nơi nhận"), choices=list(NEEDS_WORDS.items()))
    deadline = day(_("Hạn (ngày cuối cùng còn đúng hạn)"))
    place = line(_("Địa danh"), 100, required=False)
    signer_authority = line(_("Quyền hạn ký"), 10, required=False, help_text=_("TM., KT., TL.…"))
    signer_title = line(_("Chức vụ người ký"), required=False)
    signer_name = line(_("Người ký"), 150, required=False)


class CircularForm(WordingForm, AudienceForm):
    """A whole circular, with its head, its recipients and the tasks that it is about."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=list(PAPER_KINDS.items()), required=False)
    number = line(_("Số"), 20, required=False)
    code = line(_("Ký hiệu"), 60, required=False, help_text=_("Ví dụ: SVHTTDL-BC."))
    issued_on = day(_("Ngày ban hành"), help_text=_("Bỏ trống: lấy ngày gửi."))
    tasks = several(_("Nhiệm vụ liên quan"), coerce=UUID)
    remove = several(_("Bỏ tệp"), coerce=UUID)
    file = upload()

    def offer_more(self, *, tasks: Choices, files: Choices) -> None:
        """Fill the fields of tasks and of files that are there."""
        self._offer("tasks", list(tasks))
        self._offer("remove", list(files))


class CorrectionForm(WordingForm):
    """A correction with its reason."""

    reason = text_area(_("Lý do đính chính"), 2)


class ReasonForm(forms.Form):
    """Why something is taken back or declined."""

    reason = text_area(_("Lý do"), 2)


class AnswerForm(forms.Form):
    """The organisation's answer to a circular."""

    words = text_area(_("Nội dung trả lời, kết quả thực hiện"), 4)
    number = line(_("Số, ký hiệu văn bản trả lời"), 100, required=False)
    file = upload()


class PaperForm(forms.Form):
    """What came back on paper."""

    kind = forms.ChoiceField(label=_("Ghi nhận"), choices=PaperReceipt.Kind.choices)
    on = day(_("Ngày trên bản ký nhận hoặc văn bản trả lời"), required=True)
    way = forms.ChoiceField(label=_("Giao bằng cách nào"), choices=PaperReceipt.Way.choices)
    note = line(_("Số văn bản, người ký nhận"), 300, required=False)
    file = upload(_("Bản quét"))


class HandOnForm(forms.Form):
    """To whom inside the organisation a circular goes."""

    people = several(_("Người xử lý"), coerce=UUID, required=True)
    note = line(_("Việc cần làm"), 500, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(people)


class GuideForm(AudienceForm):
    """A document for the library. Nobody chosen: all whom the organisation may write to."""

    title = line(_("Tên tài liệu"), 300)
    kind = forms.ChoiceField(label=_("Loại tài liệu"), choices=Guide.Kind.choices)
    summary = text_area(_("Tóm tắt"), 2, required=False)
    basis = line(_("Căn cứ"), 300, required=False)
    last_day = day(_("Dùng đến hết ngày"), help_text=_("Bỏ trống nếu không thời hạn."))
    words = text_area(_("Nội dung"), 6, required=False)
    file = upload(_("Tệp"))


class VersionForm(forms.Form):
    """A new version of a library document."""

    note = line(_("Có gì mới"), 500)
    words = text_area(_("Nội dung"), 6, required=False)
    file = upload(_("Tệp"))


class ReplaceForm(forms.Form):
    """Which document takes the place of this one."""

    by = forms.TypedChoiceField(label=_("Thay bằng"), coerce=UUID)

    def __init__(self, *args: Any, guides: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(guides)


class SpokespersonForm(forms.Form):
    """Who speaks from when, by which decision."""

    person = forms.TypedChoiceField(label=_("Người phát ngôn"), coerce=UUID)
    title = line(_("Chức vụ"))
    decision = line(_("Số, ngày quyết định"))
    contact = line(_("Điện thoại, thư điện tử"), required=False)
    valid_from = day(_("Từ ngày"), required=True)
    last_day = day(_("Đến hết ngày"), help_text=_("Bỏ trống nếu chưa định ngày thôi."))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(people)
        self.fields["valid_from"].initial = clock.today()


class PressForm(forms.Form):
    """What the press asks."""

    subject = line(_("Vấn đề"), 300)
    questions = text_area(_("Câu hỏi"), 5)
    journalist = line(_("Nhà báo, phóng viên"), 150, required=False)
    contact = line(_("Liên hệ"), required=False)
    wanted_by = moment(_("Mong được trả lời trước"))


class AskForm(PressForm):
    """A question to an organisation of this installation."""

    field_order = ("organisation",)
    organisation = forms.TypedChoiceField(label=_("Hỏi đơn vị"), coerce=UUID)

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(organisations)


class TakeDownForm(PressForm):
    """A question from outside, written down by the desk."""

    field_order = ("asker_name", "asked_at")
    asker_name = line(_("Cơ quan báo chí hỏi"))
    asked_at = moment(_("Nhận lúc"), required=True)


class DraftForm(forms.Form):
    """The desk's draft of an answer."""

    words = text_area(_("Dự thảo trả lời"), 6)


class ApproveForm(forms.Form):
    """The answer as the spokesperson gives it."""

    words = text_area(_("Nội dung trả lời"), 6)
    file = upload()


class StatementForm(AudienceForm):
    """A press release or statement. Nobody chosen: the press agencies of the province or sector."""

    kind = forms.ChoiceField(label=_("Loại"), choices=Statement.Kind.choices)
    title = line(_("Tiêu đề"), 300)
    body = text_area(_("Nội dung"), 10)
    file = upload()


class ExperienceForm(forms.Form):
    """A case."""

    title = line(_("Tên kinh nghiệm"), 300)
    problem = text_area(_("Vấn đề gặp phải"), 4)
    done = text_area(_("Đã làm gì"), 5)
    lessons = text_area(_("Bài học"), 4)
    indicators = several(
        _("Số liệu của đơn vị kèm theo"), help_text=_("Số liệu được lấy và giữ nguyên lúc công bố.")
    )
    reach = forms.ChoiceField(label=_("Chia sẻ với"), choices=Experience.Reach.choices)

    def __init__(self, *args: Any, indicators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["indicators"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(indicators)


class WordsForm(forms.Form):
    """A question, or the answer to one."""

    words = text_area(_("Nội dung"), 3)


def kind_choices(kinds: Iterable[str]) -> list[tuple[str, Any]]:
    """Return the kinds of organisations as choices, in their usual order."""
    here = set(kinds)
    return [(key, label) for key, label in KIND_WORDS.items() if key in here]
