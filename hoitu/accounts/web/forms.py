"""Forms of the accounts screens."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from hoitu.accounts.data import TITLES
from hoitu.accounts.models import Desk, Organisation, OrganisationLink, Person, Role, SecurityProfile
from hoitu.accounts.models.organisations import Kind, LinkKind
from hoitu.accounts.models.people import LANGUAGES
from hoitu.accounts.operations.kinds import services_of
from hoitu.accounts.operations.tokens import MAX_DAYS
from hoitu.accounts.provinces import province_choices
from hoitu.kernel.access import permissions
from hoitu.kernel.actor import Actor
from hoitu.kernel.fields import DayField
from hoitu.kernel.text import nfc


class WorkForm(forms.Form):
    """Titles, roles and desks of one person in one agency."""

    title = forms.ChoiceField(label=_("Chức danh"), required=False)
    second_title = forms.ChoiceField(label=_("Kiêm nhiệm"), required=False)
    other_title = forms.CharField(
        label=_("Chức danh khác"),
        required=False,
        max_length=80,
        help_text=_("Ghi khi không có trong danh sách, ví dụ: Trưởng đại diện tại Cần Thơ."),
    )
    roles = forms.ModelMultipleChoiceField(
        Role.objects.none(), label=_("Vai trò"), required=False, widget=forms.CheckboxSelectMultiple
    )
    desks = forms.ModelMultipleChoiceField(
        Desk.objects.none(), label=_("Ban, phòng"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, agency_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "second_title"):
            self.fields[name].choices = [("", "—"), *TITLES.items()]  # type: ignore[attr-defined]
        roles = Role.objects.for_agency(agency_id)
        desks = Desk.objects.for_agency(agency_id).filter(closed_at=None)
        self.fields["roles"].queryset = roles  # type: ignore[attr-defined]
        self.fields["desks"].queryset = desks  # type: ignore[attr-defined]

    @property
    def work(self) -> dict[str, Any]:
        """Return what the operation takes."""
        given = [self.cleaned_data[name] for name in ("title", "second_title", "other_title")]
        return {
            "titles": list(dict.fromkeys(nfc(title) for title in given if title)),
            "role_ids": [role.id for role in self.cleaned_data["roles"]],
            "desk_ids": [desk.id for desk in self.cleaned_data["desks"]],
        }


class InviteForm(WorkForm):
    """Whom to invite, as what."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("Thư điện tử"))
    field_order = ["full_name", "email", "title", "second_title", "other_title", "roles", "desks"]


class IdentityForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an administrator may correct about a person."""

    class Meta:
        model = Person
        fields = ["full_name", "email", "phone"]


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people may change about themselves."""

    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=LANGUAGES)

    class Meta:
        model = Person
        fields = ["full_name", "phone", "language"]


class JoinForm(forms.Form):
    """A new person's name and first password."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    password = forms.CharField(
        label=_("Mật khẩu"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Dùng một câu dài dễ nhớ với riêng bạn."),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Person(email=self.email, full_name=self.data.get("full_name", "")))
        return password

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("password") and (
            self.cleaned_data["password"] != self.cleaned_data.get("again")
        ):
            self.add_error("again", _("Hai lần nhập mật khẩu phải giống nhau."))
        return self.cleaned_data


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A role; its permissions are the check marks of the matrix, read by the view."""

    class Meta:
        model = Role
        fields = ["name", "description", "mfa_required"]


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]
    """A desk."""

    position = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=999, initial=0, required=False)

    class Meta:
        model = Desk
        fields = ["name", "short_name", "position"]


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """A body's plain fields."""

    class Meta:
        model = Organisation
        fields = [
            "kind", "name", "short_name", "valid_from", "valid_until", "province", "address", "phone", "email",
        ]  # fmt: skip
        field_classes = {"valid_from": DayField, "valid_until": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"] = forms.ChoiceField(
            label=_("Tỉnh, thành phố"),
            choices=province_choices(self.instance.province),
            required=False,
            help_text=_("Để trống nếu là cơ quan ở trung ương."),
        )
        if self.instance.kind == Kind.PRESS_AGENCY:
            del self.fields["kind"]
        else:
            kinds = [choice for choice in Kind.choices if choice[0] != Kind.PRESS_AGENCY]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class LinkForm(forms.ModelForm):  # type: ignore[type-arg]
    """An edge to the body that governs, manages or succeeds."""

    class Meta:
        model = OrganisationLink
        fields = ["kind", "to_organisation", "valid_from", "valid_until", "note"]
        labels = {
            "kind": _("Quan hệ"),
            "to_organisation": _("Với tổ chức"),
            "valid_from": _("Từ ngày"),
            "valid_until": _("Đến ngày"),
            "note": _("Ghi chú"),
        }
        field_classes = {"valid_from": DayField, "valid_until": DayField}

    def __init__(self, *args: Any, organisation_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.exclude(pk=organisation_id)
        self.fields["to_organisation"].queryset = others  # type: ignore[attr-defined]
        self.fields["kind"].choices = LinkKind.choices  # type: ignore[attr-defined]


class FoundForm(forms.Form):
    """A new agency and its first head."""

    name = forms.CharField(label=_("Tên cơ quan báo chí"), max_length=200)
    short_name = forms.CharField(label=_("Tên viết tắt"), max_length=60, required=False)
    valid_from = DayField(label=_("Hoạt động từ ngày"), required=False)
    head_name = forms.CharField(label=_("Họ tên người đứng đầu"), max_length=120)
    head_email = forms.EmailField(label=_("Thư điện tử người đứng đầu"))


class SecurityForm(forms.Form):
    """The agency's own profile."""

    profile = forms.ChoiceField(label=_("Chính sách"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(profile.key, profile.name) for profile in SecurityProfile.objects.order_by("lock_minutes")]
        choices = [("", _("Theo chính sách chung của hệ thống")), *own]
        self.fields["profile"].choices = choices  # type: ignore[attr-defined]


class ServiceForm(forms.Form):
    """An account for a program."""

    name = forms.CharField(label=_("Tên phần mềm"), max_length=120)
    purpose = forms.CharField(label=_("Dùng để làm gì"), max_length=80)
    roles = forms.ModelMultipleChoiceField(
        Role.objects.none(), label=_("Vai trò"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, agency_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = Role.objects.for_agency(agency_id)  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("Dùng cho"), max_length=80, help_text=_("Tên phần mềm sẽ dùng khóa này."))
    days = forms.IntegerField(label=_("Có hiệu lực (ngày)"), min_value=1, max_value=MAX_DAYS, initial=90)
    scopes = forms.MultipleChoiceField(label=_("Được phép"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [(each.code, _(str(each.label))) for each in permissions() if actor.may(each.code)]
        self.fields["scopes"].choices = allowed  # type: ignore[attr-defined]
        services = services_of(agency_id=actor.agency) if actor.may("accounts.people") else []
        if services:
            choices = [("", _("Chính tôi")), *((str(each.pk), each.full_name) for each in services)]
            self.fields["service_id"] = forms.TypedChoiceField(
                label=_("Tài khoản"), required=False, choices=choices, coerce=UUID, empty_value=None
            )
            self.order_fields(["name", "service_id", "days", "scopes"])
