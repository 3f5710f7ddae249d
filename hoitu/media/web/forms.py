"""What a person asks the archive for."""

from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.media import api
from hoitu.media.models import AssetRow

SHOWN = [AssetRow.State.READY, AssetRow.State.QUARANTINED, AssetRow.State.PROCESSING]
FACET_CHOICES = {facet.name: list(facet.values.items()) for facet in api.FACETS}


class ArchiveFilter(forms.Form):
    """The filters above the grid; what cannot be understood does not filter."""

    q = forms.CharField(
        label=_("Tìm trong chú thích, nguồn, từ khóa, tên tệp"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *AssetRow.Kind.choices]
    )
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("Dùng được và đang xử lý")), *AssetRow.State.choices],
    )
    used = forms.ChoiceField(
        label=_("Đã dùng"),
        required=False,
        choices=[("", _("Tất cả")), ("1", _("Đã dùng trong bài")), ("0", _("Chưa dùng"))],
    )
    since = forms.DateField(
        label=_("Từ ngày"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Đến ngày"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    collection = forms.TypedChoiceField(
        label=_("Bộ sưu tập, buổi chụp"), required=False, coerce=UUID, empty_value=None
    )
    rights = forms.ChoiceField(
        label=_("Quyền sử dụng"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("allowed", _("Dùng được")),
            ("warned", _("Xem trước khi dùng")),
            ("refused", _("Không được dùng")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Thứ tự"),
        required=False,
        choices=[("", _("Mới nhất trước")), ("best", _("Khớp nhất trước"))],
    )
    # Chosen among the facets below the filters; kept by them in the address.
    shape = forms.ChoiceField(required=False, choices=FACET_CHOICES["shape"], widget=forms.HiddenInput)
    colour = forms.ChoiceField(required=False, choices=FACET_CHOICES["colour"], widget=forms.HiddenInput)
    length = forms.ChoiceField(required=False, choices=FACET_CHOICES["length"], widget=forms.HiddenInput)
    person = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    place = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    month = forms.RegexField(
        r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", required=False, widget=forms.HiddenInput, label=_("Tháng")
    )
    view = forms.ChoiceField(
        required=False, choices=[("grid", "grid"), ("list", "list")], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, collections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedChoiceField", self.fields["collection"])
        field.choices = [("", _("Tất cả")), *collections]

    def wanted(self) -> api.Wanted:
        """Return the question."""
        self.full_clean()
        given = self.cleaned_data
        since, until = _within(given.get("since"), given.get("until"), given.get("month") or "")
        return api.Wanted(
            words=given.get("q") or "",
            kinds=(given["kind"],) if given.get("kind") else (),
            used={"1": True, "0": False}.get(given.get("used") or ""),
            since=since,
            until=until,
            person=given.get("person") or "",
            place=given.get("place") or "",
            marks={name: (given[name],) for name in ("shape", "colour", "length") if given.get(name)},
            collection_id=given.get("collection"),
            states=(given["state"],) if given.get("state") else tuple(SHOWN),
        )

    def is_filtered(self) -> bool:
        """Say whether anything narrows the grid."""
        return any(value for name, value in self.cleaned_data.items() if name not in ("view", "order"))


def _within(since: date | None, until: date | None, month: str) -> tuple[date | None, date | None]:
    """Return the days that lie in both: the days asked for, and the month ("2026-11") when one is."""
    if not month:
        return since, until
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return max(since or first, first), min(until or last, last)
