"""What people type about catalogues and cycles."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.fields import DayField
from hoitu.maturity.api import BandInput, CriterionInput, CycleInput, PillarInput
from hoitu.maturity.models import Catalogue, Confidence, Criterion, Cycle, LevelBand, PillarRow

MAX_BANDS = 7


def points_field(label: object, *, required: bool = True) -> forms.DecimalField:
    """Return a field for points, typed with a comma or a point."""
    return forms.DecimalField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


class SourceForm(forms.Form):
    """Where something was read."""

    citation = forms.CharField(label=_("Căn cứ, nguồn"), max_length=300)
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=Confidence.choices)


class PillarForm(SourceForm):
    """A pillar as its decision has it."""

    name = forms.CharField(label=_("Tên trụ cột"), max_length=200)
    maximum = points_field(_("Điểm tối đa"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ["name", "maximum", "citation", "confidence", "note"]

    @staticmethod
    def initial_of(row: PillarRow) -> dict[str, Any]:
        """Return what the form shows of a pillar."""
        return {name: getattr(row, name) for name in PillarForm.base_fields}

    @property
    def values(self) -> PillarInput:
        """Return what the operation takes."""
        return PillarInput(**self.cleaned_data)


class CriterionForm(SourceForm):
    """A criterion as its annex prints it."""

    pillar_id = forms.ModelChoiceField(
        label=_("Trụ cột"), queryset=PillarRow.objects.none(), empty_label=None
    )
    sub_index = forms.CharField(label=_("Chỉ số thành phần"), max_length=200)
    code = forms.CharField(label=_("Mã tiêu chí"), max_length=20)
    text = forms.CharField(
        label=_("Nội dung tiêu chí"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    maximum = points_field(_("Điểm tối đa"))
    step = points_field(_("Bước điểm"))
    evidence_asked = forms.CharField(
        label=_("Tài liệu kiểm chứng"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    indicator = forms.ChoiceField(label=_("Chỉ tiêu tính được"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = [
        "pillar_id", "sub_index", "code", "text", "maximum", "step", "evidence_asked", "indicator",
        "citation", "confidence", "note",
    ]  # fmt: skip

    def __init__(self, catalogue: Catalogue, indicators: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.fields["pillar_id"].queryset = catalogue.pillars.all()  # type: ignore[attr-defined]
        self.fields["indicator"].choices = [("", "—"), *indicators.items()]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(row: Criterion | None) -> dict[str, Any]:
        """Return what the form shows of a criterion."""
        if row is None:
            return {"step": Decimal("0.5"), "confidence": Confidence.TEXT.value}
        names = [name for name in CriterionForm.base_fields if name not in ("pillar_id", "sub_index")]
        values = {name: getattr(row, name) for name in names}
        return values | {"pillar_id": row.sub_index.pillar_id, "sub_index": row.sub_index.name}

    @property
    def values(self) -> CriterionInput:
        """Return what the operation takes."""
        return CriterionInput(**{**self.cleaned_data, "pillar_id": self.cleaned_data["pillar_id"].pk})


class BandForm(forms.Form):
    """A level and from which total it holds; without a name the line is left out."""

    name = forms.CharField(label=_("Tên mức"), max_length=60, required=False)
    floor = points_field(_("Từ điểm"), required=False)
    citation = forms.CharField(label=_("Căn cứ, nguồn"), max_length=300, required=False)
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=Confidence.choices)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=1000)

    @staticmethod
    def initial_of(row: LevelBand) -> dict[str, Any]:
        """Return what the form shows of a level."""
        return {name: getattr(row, name) for name in BandForm.base_fields}

    @property
    def values(self) -> BandInput | None:
        """Return what the operation takes, None for an empty line."""
        return BandInput(**self.cleaned_data) if self.cleaned_data.get("name") else None


class AnnexForm(forms.Form):
    """A workbook with criteria."""

    file = forms.FileField(
        label=_("Tệp phụ lục (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Theo mẫu tải về bên cạnh; tối đa 2 MB, 1.000 dòng."),
    )


class CycleForm(forms.Form):
    """A cycle of assessment; days that no source states stay empty."""

    year = forms.IntegerField(label=_("Năm"), min_value=2023, max_value=2100)
    name = forms.CharField(label=_("Tên kỳ"), max_length=200)
    catalogue_id = forms.ModelChoiceField(
        label=_("Bộ chỉ số"), queryset=Catalogue.objects.none(), empty_label=None
    )
    entry_from = DayField(label=_("Nhập liệu từ ngày"), required=False)
    entry_until = DayField(label=_("Nhập liệu đến hết ngày"), required=False)
    figures_from = DayField(label=_("Số liệu từ ngày"), required=False)
    figures_until = DayField(label=_("Số liệu đến hết ngày"), required=False)
    results_on = DayField(label=_("Ngày công bố"), required=False)
    citation = forms.CharField(label=_("Căn cứ, nguồn"), max_length=300, required=False)
    confidence = forms.ChoiceField(label=_("Độ tin cậy"), choices=Confidence.choices)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, catalogues: Any, **options: Any) -> None:
        super().__init__(**options)
        self.fields["catalogue_id"].queryset = catalogues  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(row: Cycle | None) -> dict[str, Any]:
        """Return what the form shows of a cycle."""
        if row is None:
            return {"confidence": Confidence.UNVERIFIED.value}
        return {name: getattr(row, name) for name in CycleForm.base_fields}

    @property
    def values(self) -> CycleInput:
        """Return what the operation takes."""
        return CycleInput(**{**self.cleaned_data, "catalogue_id": self.cleaned_data["catalogue_id"].pk})
