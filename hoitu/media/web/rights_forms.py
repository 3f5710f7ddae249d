"""What people write down about rights."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.media import api
from hoitu.media.data import Place
from hoitu.media.models import AssetRights, ConsentRow, RetentionClass, Supplier, UsageCategory
from hoitu.media.models.rights import COSTS
from hoitu.media.usability import PLACE_NAMES

NONE_YET = ("", _("Chưa ghi"))
PLACES = [(place.value, PLACE_NAMES[place]) for place in Place]
DENIES = [("allow", _("Cho dùng")), ("deny", _("Cấm dùng"))]


def day(label: Any, *, required: bool = False, **more: Any) -> forms.DateField:
    """Return a field for a day in Vietnam."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **more)


class ListedForm(forms.Form):
    """A form that chooses from the agency's categories and suppliers."""

    category = forms.TypedChoiceField(
        label=_("Loại bản quyền"), required=False, coerce=UUID, empty_value=None
    )
    supplier = forms.TypedChoiceField(
        label=_("Nguồn cung cấp"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(self, *args: Any, agency_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {str(value) for value in self.initial.values() if value}
        for name, rows in (
            ("category", api.usage_categories(agency_id=agency_id)),
            ("supplier", api.suppliers_of(agency_id=agency_id)),
        ):
            # What is no longer in use stays where it was chosen before.
            shown = [(str(row.pk), str(row)) for row in rows if row.is_active or str(row.pk) in kept]
            self.fields[name].choices = [NONE_YET, *shown]  # type: ignore[attr-defined]


class RightsForm(ListedForm):
    """Category, supplier, cost, embargo and "do not use" of one file."""

    cost = forms.ChoiceField(
        label=_("Chi phí"), required=False, choices=[("", _("Theo nguồn hoặc loại")), *COSTS]
    )
    cost_note = forms.CharField(label=_("Điều kiện hoặc mức trả"), required=False, max_length=300)
    embargo_until = forms.DateTimeField(
        label=_("Cấm dùng trước"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    do_not_use_because = forms.CharField(
        label=_("Không được dùng, vì"),
        required=False,
        max_length=500,
        help_text=_("Ghi lý do là chặn mọi nơi; xóa trắng là thôi chặn."),
    )

    @staticmethod
    def initial_of(row: AssetRights | None) -> dict[str, Any]:
        """Return what the form shows of stored rights."""
        if row is None:
            return {}
        return {
            "category": row.category_id,
            "supplier": row.supplier_id,
            "cost": row.cost,
            "cost_note": row.cost_note,
            "embargo_until": row.embargo_until,
            "do_not_use_because": row.do_not_use_because,
        }


def lease_of(given: dict[str, Any]) -> api.NewLease:
    """Return the lease of a form's clean values."""
    return api.NewLease(
        allows=given["lease"] == "allow",
        from_date=given["from_date"],
        until_date=given["until_date"],
        places=api.places_from(given["places"]),
        note=given["lease_note"],
    )


class LeaseForm(forms.Form):
    """A stretch of days in which use is allowed or denied."""

    lease = forms.ChoiceField(label=_("Thời hạn"), choices=DENIES)
    from_date = day(_("Từ ngày"), required=True)
    until_date = day(_("Đến hết ngày"), help_text=_("Để trống: không định hạn"))
    places = forms.MultipleChoiceField(
        label=_("Nơi dùng"),
        required=False,
        choices=PLACES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn: mọi nơi"),
    )
    lease_note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    def new_lease(self) -> api.NewLease:
        """Return what was written; call it on a valid form."""
        return lease_of(self.cleaned_data)


class ConsentForm(forms.Form):
    """What a person who is shown said to it."""

    person_name = forms.CharField(label=_("Người trong hình"), max_length=200)
    kind = forms.ChoiceField(label=_("Sự đồng ý"), choices=ConsentRow.Kind.choices)
    is_minor = forms.BooleanField(label=_("Là trẻ em"), required=False)
    note = forms.CharField(label=_("Ghi chú, nơi giữ giấy"), required=False, max_length=500)
    document = forms.TypedChoiceField(
        label=_("Giấy đồng ý trong kho"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(self, *args: Any, agency_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = api.search_assets(agency_id=agency_id, wanted=api.Wanted(kinds=("document",)), limit=50)
        choices = [("", _("Không kèm")), *((str(row.pk), str(row)) for row in papers)]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]


class BatchForm(ListedForm):
    """The same category, supplier and lease for many files; what is empty stays as it is."""

    lease = forms.ChoiceField(
        label=_("Thêm thời hạn"), required=False, choices=[("", _("Không thêm")), *DENIES]
    )
    from_date = day(_("Từ ngày"))
    until_date = day(_("Đến hết ngày"))
    places = forms.MultipleChoiceField(
        label=_("Nơi dùng"), required=False, choices=PLACES, widget=forms.CheckboxSelectMultiple
    )
    lease_note = forms.CharField(label=_("Ghi chú của thời hạn"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Demand a first day of a lease."""
        given = super().clean() or {}
        if given.get("lease") and not given.get("from_date"):
            self.add_error("from_date", _("Hãy ghi ngày đầu của thời hạn."))
        return given

    def new_lease(self) -> api.NewLease:
        """Return the lease that was written; call it on a valid form that has one."""
        return lease_of(self.cleaned_data)


class CategoryForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when run
    """A usage category."""

    class Meta:
        model = UsageCategory
        fields = ("name", "verdict", "note", "cost", "cost_note", "retention", "order", "is_active")

    def __init__(self, *args: Any, agency_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        api.retention_classes(agency_id=agency_id)
        self.fields["retention"].queryset = RetentionClass.objects.for_agency(agency_id)  # type: ignore[attr-defined]

    def validate_constraints(self) -> None:
        """Leave it to the operation, which says what to do."""


class SupplierForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when run
    """Whom the agency has files from."""

    class Meta:
        model = Supplier
        fields = (
            "name",
            "contact",
            "contract",
            "cost",
            "cost_note",
            "price_vnd",
            "quota_per_month",
            "over_quota_refuses",
            "is_active",
        )

    def validate_constraints(self) -> None:
        """Leave it to the operation, which says what to do."""
