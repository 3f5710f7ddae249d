"""What a password must be. Django asks here whenever one is set on a form."""

import unicodedata
from collections.abc import Iterable
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoitu.accounts.models import Membership, PasswordRecord, Person
from hoitu.accounts.security import policy_of
from hoitu.kernel import clock

KEPT_PASSWORDS = 24


class PolicyValidator:
    """Length, kinds of characters and no reuse, as the person's security policy says."""

    def validate(self, password: str, user: object = None) -> None:
        person = user if isinstance(user, Person) else None
        policy = policy_of(person)
        with_mfa = person is not None and has_mfa(person)
        length = policy.password_length_with_mfa if with_mfa else policy.password_length
        if len(password) < length:
            raise ValidationError(
                ngettext(
                    "Mật khẩu cần ít nhất %(count)d ký tự.", "Mật khẩu cần ít nhất %(count)d ký tự.", length
                )
                % {"count": length}
            )
        if not with_mfa and classes(password) < policy.password_classes:
            raise ValidationError(
                _("Mật khẩu cần đủ %(count)d loại ký tự: chữ thường, chữ hoa, chữ số, ký hiệu.")
                % {"count": policy.password_classes}
            )
        if person is not None and was_used(person, password, policy.password_history):
            raise ValidationError(
                _("Mật khẩu này đã dùng gần đây. Hãy chọn mật khẩu khác với %(count)d mật khẩu cuối.")
                % {"count": policy.password_history}
            )

    def password_changed(self, password: str, user: object = None) -> None:
        """Remember the password's hash; Django calls this after saving a person with a new password."""
        if not isinstance(user, Person) or not user.has_usable_password():
            return
        now = clock.now()
        PasswordRecord.objects.create(person=user, password=user.password, set_at=now)
        kept = PasswordRecord.objects.filter(person=user).order_by("-set_at")[:KEPT_PASSWORDS]
        PasswordRecord.objects.filter(person=user).exclude(pk__in=[record.pk for record in kept]).delete()
        user.password_changed_at, user.must_change_password = now, False
        Person.objects.filter(pk=user.pk).update(password_changed_at=now, must_change_password=False)

    def get_help_text(self) -> str:
        policy = policy_of(None)  # Django does not say whom it asks for: what holds everywhere
        rules = _(
            "Dùng một câu dài dễ nhớ với riêng bạn, ít nhất %(count)d ký tự; không dùng lại mật khẩu cũ."
        )
        kinds = _("Đủ %(count)d loại ký tự: chữ thường, chữ hoa, chữ số, ký hiệu.")
        words = rules % {"count": policy.password_length}
        if policy.password_classes > 1:
            words += " " + kinds % {"count": policy.password_classes}
        return words


def classes(password: str) -> int:
    """Return how many of the four kinds of characters occur: lower case, upper case, digits, others."""
    return len({_kind(character) for character in unicodedata.normalize("NFC", password)})


def was_used(person: Person, password: str, last: int) -> bool:
    """Say whether the password is one of the person's last ones."""
    records = PasswordRecord.objects.filter(person=person).order_by("-set_at")[:last]
    return _matches(password, records.values_list("password", flat=True))


def has_mfa(person: Person) -> bool:
    """Say whether the person signs in with a second step."""
    second_steps = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return (
        not person._state.adding and Authenticator.objects.filter(user=person, type__in=second_steps).exists()
    )


def people_with_mfa(*, agency_id: UUID) -> set[UUID]:
    """Return who of the agency signs in with a second step."""
    members = Membership.objects.for_agency(agency_id).values("person_id")
    steps = Authenticator.objects.filter(user_id__in=members).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(steps.values_list("user_id", flat=True))


def _kind(character: str) -> str:
    if character.islower():
        return "lower"
    if character.isupper():
        return "upper"
    return "digit" if character.isdigit() else "other"


def _matches(password: str, hashes: Iterable[str]) -> bool:
    return any(check_password(password, each) for each in hashes)
