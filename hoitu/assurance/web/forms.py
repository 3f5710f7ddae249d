"""What people type on the screens of the assurance room."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.accounts.data import Organisation
from hoitu.assurance.data import VERDICT_WORDS, AnnouncementInput
from hoitu.assurance.models import HostPlace
from hoitu.assurance.operations.announce import K_MAX
from hoitu.kernel import clock
from hoitu.strategy.api import Countable

DAYS_UNTIL_DRAW, DAYS_FOR_PROOF, USUAL_K = 3, 10, 10


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class AnnounceForm(forms.Form):
    """A draw to be announced."""

    measure = forms.ChoiceField(label=_("Số cần kiểm chứng"))
    agency = forms.ChoiceField(label=_("Bản ghi của"), required=False)
    until = _day(_("Tính đến hết ngày"), _("Danh sách bản ghi chốt ngay khi công bố, đến hết ngày này."))
    k = forms.IntegerField(
        label=_("Số bản ghi rút"),
        min_value=1,
        max_value=K_MAX,
        help_text=_("Danh sách ngắn hơn số này thì kiểm tra cả danh sách."),
    )
    draw_on = _day(_("Ngày rút"))
    proof_due = _day(_("Hạn nộp minh chứng (hết ngày)"))
    public_source = forms.CharField(
        label=_("Giá trị công khai sẽ dùng"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Một con số chưa ai biết hôm nay và ai cũng tra được vào ngày rút, ví dụ giải đặc biệt của một kỳ xổ số "
            "(ghi rõ đài, ngày, trang công bố)."
        ),
    )

    def __init__(
        self, numbers: Iterable[Countable], agencies: Iterable[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        today = clock.today()
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {
            "until": today - timedelta(days=1),
            "k": USUAL_K,
            "draw_on": today + timedelta(days=DAYS_UNTIL_DRAW),
            "proof_due": today + timedelta(days=DAYS_UNTIL_DRAW + DAYS_FOR_PROOF),
        } | kwargs["initial"]
        super().__init__(*args, **kwargs)
        by_plan: dict[str, list[tuple[str, str]]] = {}
        for one in numbers:
            words = f"{one.year or ''} · {one.name}: {one.words}"[:160].lstrip(" ·")
            by_plan.setdefault(one.plan, []).append((str(one.measure_id), words))
        self.fields["measure"].choices = list(by_plan.items())  # type: ignore[attr-defined]
        everybody = [("", _("mọi cơ quan trong phạm vi của đơn vị"))]
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            *everybody,
            *((str(one.id), one.name) for one in agencies),
        ]

    @property
    def values(self) -> AnnouncementInput:
        given = self.cleaned_data
        return AnnouncementInput(
            measure_id=UUID(given["measure"]),
            until=given["until"],
            k=given["k"],
            draw_on=given["draw_on"],
            proof_due=given["proof_due"],
            public_source=given["public_source"],
            agency_ids=(UUID(given["agency"]),) if given["agency"] else (),
        )


class DrawForm(forms.Form):
    """The public value of the day."""

    public_value = forms.CharField(label=_("Giá trị công khai"), max_length=500)
    found_at = forms.CharField(
        label=_("Tra ở đâu"),
        max_length=500,
        help_text=_("Địa chỉ trang hoặc số báo, ngày, để ai cũng tra lại được."),
    )


class ReasonForm(forms.Form):
    """Why a draw is cancelled."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class JudgeForm(forms.Form):
    """What a second person says of a drawn record."""

    verdict = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[(key.value, words) for key, words in VERDICT_WORDS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Căn cứ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PlaceForm(forms.Form):
    """Where a machine stands."""

    host = forms.ChoiceField(label=_("Máy chủ"))
    country = forms.ChoiceField(label=_("Đặt ở đâu"), choices=HostPlace.Country.choices, initial="unknown")
    note = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Phải ghi, trừ khi chưa rõ: hợp đồng, thông báo của nhà cung cấp, nơi đặt máy."),
    )

    def __init__(self, hosts: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].choices = list(hosts)  # type: ignore[attr-defined]
