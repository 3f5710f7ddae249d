"""Forms of the story page. They parse; what is allowed is decided by the operations."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.accounts import api as accounts
from hoitu.kernel.errors import BadInput
from hoitu.stories.data import EventLink
from hoitu.stories.event_links import checked, from_lines, to_lines
from hoitu.stories.models import AiLabel, BylineRow, Genre, InterviewReview, LockKind, Section, Story

URGENCIES = [
    (1, _("1 · Khẩn cấp")),
    (2, _("2 · Rất gấp")),
    (3, _("3 · Gấp")),
    (4, _("4 · Thường")),
    (5, _("5 · Không gấp")),
]


class NewStoryForm(forms.Form):
    """What is asked before the first word."""

    genre = forms.ChoiceField(label=_("Thể loại"), choices=Genre.choices, initial=Genre.NEWS)
    section = forms.ChoiceField(label=_("Chuyên mục"), required=False)
    desk = forms.ChoiceField(label=_("Ban"), required=False)
    headline = forms.CharField(label=_("Tít tạm"), max_length=300, required=False)

    def __init__(self, *args: Any, agency_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = section_choices(agency_id)  # type: ignore[attr-defined]
        self.fields["desk"].choices = desk_choices(agency_id)  # type: ignore[attr-defined]


class DetailsForm(forms.Form):
    """A story's fields besides its words."""

    genre = forms.ChoiceField(label=_("Thể loại"), choices=Genre.choices)
    section = forms.ChoiceField(label=_("Chuyên mục"), required=False)
    desk = forms.ChoiceField(label=_("Ban"), required=False)
    urgency = forms.TypedChoiceField(label=_("Độ khẩn"), choices=URGENCIES, coerce=int)
    topics = forms.CharField(
        label=_("Chủ đề, sự kiện"), required=False, help_text=_("Cách nhau bằng dấu phẩy"), max_length=500
    )
    tags = forms.CharField(
        label=_("Từ khóa"), required=False, help_text=_("Cách nhau bằng dấu phẩy"), max_length=500
    )
    location = forms.CharField(label=_("Địa điểm"), required=False, max_length=150)
    source_credit = forms.CharField(label=_("Nguồn ghi trên bài"), required=False, max_length=200)
    rights_note = forms.CharField(
        label=_("Ghi chú bản quyền"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    event_links = forms.CharField(
        label=_("Sự kiện liên quan"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một sự kiện: địa chỉ web, dấu cách, rồi tên sự kiện"),
    )
    ai_label = forms.ChoiceField(label=_("Nhãn AI"), choices=AiLabel.choices, required=False)
    due_at = forms.DateTimeField(
        label=_("Hạn"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    slug = forms.CharField(label=_("Tên gọi trong tòa soạn"), required=False, max_length=120)
    editor_note = forms.CharField(
        label=_("Ghi chú nội bộ"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_live = forms.BooleanField(label=_("Đang tường thuật trực tuyến"), required=False)

    def __init__(self, *args: Any, agency_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = section_choices(agency_id)  # type: ignore[attr-defined]
        self.fields["desk"].choices = desk_choices(agency_id)  # type: ignore[attr-defined]

    @property
    def shown(self) -> dict[str, str]:
        """Return each field as a browser sends it back when nobody touches it."""
        return {name: _as_sent(self[name]) for name in self.fields}

    def clean_event_links(self) -> tuple[EventLink, ...]:
        """Return the links; what is wrong with them is said beside the field."""
        links = from_lines(self.cleaned_data["event_links"])
        try:
            checked(links)
        except BadInput as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        return links

    @staticmethod
    def initial_of(story: Story) -> dict[str, Any]:
        """Return what the form shows of a story."""
        return {
            "genre": story.genre,
            "section": str(story.section_id or ""),
            "desk": str(story.desk_id or ""),
            "urgency": story.urgency,
            "topics": ", ".join(topic.name for topic in story.topics.all()),
            "tags": ", ".join(tag.name for tag in story.tags.all()),
            "location": story.location,
            "source_credit": story.source_credit,
            "rights_note": story.rights_note,
            "event_links": to_lines(story.event_links),
            "ai_label": story.ai_label,
            "due_at": story.due_at,
            "slug": story.slug,
            "editor_note": story.editor_note,
            "is_live": story.is_live,
        }


def _as_sent(bound: forms.BoundField) -> str:
    value = bound.value()
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, datetime):
        return str(bound.field.widget.format_value(value))
    return "" if value is None else "\n".join(str(value).splitlines())


class ReviewForm(forms.Form):
    """An interviewee who asked to see the text."""

    interviewee = forms.CharField(label=_("Người được phỏng vấn"), max_length=150)
    contact = forms.CharField(label=_("Liên hệ"), max_length=200, required=False)


class AnswerForm(forms.Form):
    """What the interviewee said."""

    state = forms.ChoiceField(label=_("Trả lời"), choices=InterviewReview.State.choices)
    note = forms.CharField(label=_("Ý kiến"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class CorrectionForm(forms.Form):
    """The notice of a correction."""

    false_content = forms.CharField(label=_("Nội dung sai"), widget=forms.Textarea(attrs={"rows": 3}))
    corrected_content = forms.CharField(
        label=_("Nội dung cải chính"), widget=forms.Textarea(attrs={"rows": 3})
    )
    apology = forms.BooleanField(label=_("Có lời xin lỗi"), required=False, initial=True)


class LockForm(forms.Form):
    """Why nobody may change the words, and how long."""

    kind = forms.ChoiceField(label=_("Loại khóa"), choices=LockKind.choices)
    reason = forms.CharField(label=_("Lý do khóa"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)
    until = forms.DateTimeField(
        label=_("Tự mở lúc"),
        required=False,
        help_text=_("Để trống: khóa đến khi có người mở"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class ReasonForm(forms.Form):
    """A reason, where one must be given."""

    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


BYLINE_ROLES = BylineRow.Role.choices


def section_choices(agency_id: UUID) -> list[tuple[str, str]]:
    """Return the agency's sections, with an empty choice first."""
    rows = Section.objects.for_agency(agency_id).filter(is_active=True)
    return [("", "—"), *((str(row.pk), row.name) for row in rows)]


def desk_choices(agency_id: UUID) -> list[tuple[str, str]]:
    """Return the agency's desks, with an empty choice first."""
    return [("", "—"), *((str(desk.id), desk.name) for desk in accounts.desks(agency_id=agency_id))]
