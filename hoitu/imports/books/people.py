"""The people of an agency, by their address: invited, changed, or left as they are. No file holds a password."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoitu.accounts import api as accounts
from hoitu.imports.books.book import Book, Then, Values, nothing_left
from hoitu.imports.data import SheetOutcome, Unsent
from hoitu.kernel.actor import Actor
from hoitu.kernel.text import fold, nfc

TITLE_LENGTH = 80
Named = Iterable[tuple[UUID, str]]


class NamesField(forms.CharField):
    """Names from a list, several of them with a semicolon between; cleaned to their ids."""

    def __init__(self, named: Named, unknown: Any, **more: Any) -> None:
        self.named = list(named)
        self.unknown = unknown
        super().__init__(required=False, max_length=1000, **more)

    def clean(self, value: Any) -> frozenset[UUID]:
        """Return the ids. Raises `ValidationError` that names what is not in the list, and the list."""
        by_name = {fold(name): key for key, name in self.named}
        asked = _parts(super().clean(value))
        strange = [name for name in asked if fold(name) not in by_name]
        if strange:
            there = "; ".join(name for _key, name in self.named) or "—"
            raise ValidationError(self.unknown, params={"names": "; ".join(strange), "there": there})
        return frozenset(by_name[fold(name)] for name in asked)


class TitlesField(forms.CharField):
    """Titles, several of them with a semicolon between; known ones become their keys."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return the titles. Raises `ValidationError` for one that is too long to be a title."""
        by_words = {fold(str(words)): key for key, words in accounts.TITLES.items()}
        titles = [by_words.get(fold(words), nfc(words)) for words in _parts(super().clean(value))]
        if any(len(title) > TITLE_LENGTH for title in titles):
            raise ValidationError(_("Chức danh dài quá 80 chữ. Hãy ngăn các chức danh bằng dấu chấm phẩy."))
        return tuple(dict.fromkeys(titles))


def _form(actor: Actor) -> type[forms.Form]:
    roles = [(one.id, one.name) for one in accounts.roles(agency_id=actor.agency)]
    desks = [(one.id, one.name) for one in accounts.desks(agency_id=actor.agency)]
    fields: dict[str, Any] = {
        "email": forms.EmailField(label=_("Thư điện tử")),
        "full_name": forms.CharField(
            label=_("Họ và tên"),
            max_length=120,
            help_text=_("Người đã có tài khoản tự sửa tên của mình: tên trong tệp không thay tên đó."),
        ),
        "titles": TitlesField(
            label=_("Chức danh"),
            required=False,
            max_length=400,
            help_text=_("Ví dụ: Phóng viên. Nhiều chức danh thì ngăn bằng dấu chấm phẩy."),
        ),
        "roles": NamesField(
            roles,
            _("Chưa có vai trò “%(names)s”. Các vai trò: %(there)s."),
            label=_("Vai trò"),
            help_text=_(
                "Tên vai trò như ở trang Vai trò, ngăn bằng dấu chấm phẩy. Bỏ trống: giữ như đang có."
            ),
        ),
        "desks": NamesField(
            desks,
            _("Chưa có ban, phòng “%(names)s”. Các ban, phòng: %(there)s."),
            label=_("Ban, phòng"),
            help_text=_("Tên ban, phòng của cơ quan, ngăn bằng dấu chấm phẩy. Bỏ trống: giữ như đang có."),
        ),
    }
    return type("PeopleForm", (forms.Form,), fields)


def _input(values: Values) -> accounts.StaffInput:
    return accounts.StaffInput(
        email=values["email"].lower(),
        full_name=nfc(values["full_name"]),
        titles=values["titles"],
        role_ids=values["roles"],
        desk_ids=values["desks"],
    )


def _outcome(actor: Actor, values: Values) -> SheetOutcome:
    return SheetOutcome(accounts.would_change_staff(actor=actor, values=_input(values)).value)


def _write(actor: Actor, values: Values) -> Then:
    person = _input(values)
    sent = accounts.enter_staff(actor=actor, values=person)
    if sent is None:
        return nothing_left

    def write_to_them() -> Unsent | None:
        link, was_sent = accounts.send_invitation(
            actor=actor, email=person.email, full_name=person.full_name, secret=sent.secret
        )
        return None if was_sent else Unsent(person.full_name, person.email, link)

    return write_to_them


def _parts(words: str) -> list[str]:
    return [part for each in words.replace("\n", ";").split(";") if (part := " ".join(each.split()))]


PEOPLE = Book(
    key="nhan-su",
    title=_("Nhân sự"),
    note=_("Người mới nhận thư mời và tự đặt mật khẩu; tệp không chứa mật khẩu."),
    permission="accounts.people",
    home="accounts:people",
    form_class=_form,
    key_fields=("email",),
    shown=("full_name", "email", "titles", "roles", "desks"),
    outcome=_outcome,
    write=_write,
    rows_limit=200,  # each new one is a letter that is sent at once
)
