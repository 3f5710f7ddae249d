"""Forms of the imports room."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.imports.models import ImportRun
from hoitu.kernel.text import sort_key

MAX_SHOWN_NAMES = 60


class NewRunForm(forms.Form):
    """A file to upload or an address to fetch."""

    kind = forms.ChoiceField(
        label=_("Nguồn"), choices=ImportRun.KINDS, widget=forms.RadioSelect, initial=ImportRun.KINDS[0][0]
    )
    file = forms.FileField(
        label=_("Tệp"),
        required=False,
        help_text=_(
            "Tệp xuất .xml của WordPress, tệp RSS hoặc JSON; tệp .zip nếu kèm ảnh hoặc gồm nhiều bài viết."
        ),
    )
    url = forms.URLField(
        label=_("Địa chỉ nguồn tin"),
        required=False,
        assume_scheme="https",
        help_text=_("Chỉ dùng cho RSS, Atom, JSON Feed."),
    )
    label = forms.CharField(label=_("Tên nguồn"), required=False, max_length=200)
    with_pictures = forms.BooleanField(label=_("Lấy cả ảnh"), required=False, initial=True)
    with_redirects = forms.BooleanField(
        label=_("Chuyển hướng địa chỉ cũ về bài mới"),
        required=False,
        initial=True,
        help_text=_("Bỏ chọn khi nguồn là trang của đơn vị khác."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("file")) == bool(given.get("url")):
            raise forms.ValidationError(_("Hãy chọn một tệp hoặc nhập một địa chỉ."))
        if given.get("url") and given.get("kind") != "feed":
            self.add_error("url", _("Chỉ nguồn tin RSS, Atom, JSON Feed mới lấy được theo địa chỉ."))
        return given


class NamesForm(forms.Form):
    """How each name of the source is written here; empty keeps it, "-" leaves it out."""

    def __init__(
        self,
        names: Mapping[str, int],
        chosen: Mapping[str, str],
        *args: Any,
        suggestions: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # The database keeps no order in JSON objects.
        self.names = sorted(names, key=lambda name: (-names[name], sort_key(name)))[:MAX_SHOWN_NAMES]
        for index, name in enumerate(self.names):
            attributes = {"placeholder": name, "autocomplete": "off"} | (
                {"list": suggestions} if suggestions else {}
            )
            self.fields[f"name{index}"] = forms.CharField(
                label=f"{name} ({names[name]})",
                required=False,
                max_length=100,
                initial=chosen.get(name, ""),
                widget=forms.TextInput(attrs=attributes),
            )

    def mapping(self) -> dict[str, str]:
        """Return the chosen names by the source's names."""
        return {name: self.cleaned_data[f"name{index}"] for index, name in enumerate(self.names)}


class SheetForm(forms.Form):
    """A workbook to read."""

    file = forms.FileField(
        label=_("Tệp .xlsx"),
        help_text=_("Theo mẫu. Tối đa 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class ReasonForm(forms.Form):
    """Why a row is given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
