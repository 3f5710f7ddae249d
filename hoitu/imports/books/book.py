"""The declaration of what a sheet may bring, and the fields of its form: one reader for sheet and screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoitu.imports.data import SheetOutcome, Unsent
from hoitu.kernel.actor import Actor
from hoitu.kernel.fields import MomentField
from hoitu.kernel.text import fold, nfc

MOMENT = "%d/%m/%Y %H:%M"
Values = Mapping[str, Any]
# What is left to do once a row is committed: a letter. It returns the link that the letter could not bring.
Then = Callable[[], Unsent | None]


def nothing_left() -> None:
    """Be the `Then` of a book that writes to nobody."""


@dataclass(frozen=True)
class Book:
    """What rows of a sheet become. The form's fields are the sheet's columns; `shown` are those of the preview.

    `outcome` says what would come of a row (new, change, same), `write` does it inside the row's transaction: it
    raises `Refused` with the sentence that the row then carries.
    """

    key: str
    title: str | Promise
    note: str | Promise
    permission: str
    home: str
    form_class: Callable[[Actor], type[forms.Form]]
    key_fields: tuple[str, ...]
    shown: tuple[str, ...]
    outcome: Callable[[Actor, Values], SheetOutcome]
    write: Callable[[Actor, Values], Then]
    is_for: Callable[[Actor], bool] = lambda actor: True
    rows_limit: int = 1000


def moment(label: Any, **more: Any) -> MomentField:
    """Return a field for an instant in Vietnam, typed as people write it: what is wrong stays to be seen."""
    return MomentField(
        label=label,
        widget=forms.DateTimeInput(format=MOMENT),
        input_formats=[MOMENT, "%d/%m/%Y"],
        error_messages={"invalid": _("Hãy ghi ngày giờ, ví dụ 21/11/2026 08:00.")},
        **({"help_text": _("Ngày giờ, ví dụ 21/11/2026 08:00")} | more),
    )


def choice(label: Any, words: Mapping[Any, Any], **more: Any) -> forms.ChoiceField:
    """Return a field with these answers; in a sheet stand their words."""
    listed = [(str(key), said) for key, said in words.items()]
    if not more.get("required", True):
        listed = [("", "—"), *listed]
    said = {"invalid_choice": _("Không có lựa chọn “%(value)s”. Xem trang Hướng dẫn của mẫu.")}
    return forms.ChoiceField(label=label, choices=listed, error_messages=said, **more)


def area(label: Any, length: int, **more: Any) -> forms.CharField:
    """Return a field for several lines."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=length, widget=widget, **more)


def typed_of_cells(form: type[forms.Form], cells: Mapping[str, object]) -> dict[str, str]:
    """Return a sheet's row as if it had been typed into the form; what is not understood stays as it stands."""
    return {name: _typed(field, cells.get(name)) for name, field in form.base_fields.items()}


def answers_of(field: forms.Field) -> list[tuple[str, str]]:
    """Return keys and words of a field's answers, without the empty one; none where anything may be typed."""
    listed: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return [(str(key), str(said)) for key, said in listed if key]


def entry_of(kind: str, reference: str) -> UUID:
    """Return the name under which something of an old book is entered, however its number was spaced."""
    return uuid5(NAMESPACE_URL, f"{kind}:{' '.join(nfc(reference).lower().split())}")


def _typed(field: forms.Field, cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        words = cell.strftime(MOMENT)
    elif isinstance(cell, date):
        words = cell.strftime("%d/%m/%Y")
    elif isinstance(cell, float) and cell.is_integer():
        words = str(int(cell))
    else:
        words = str(cell).strip()
    by_words = {fold(said): key for key, said in answers_of(field)}
    return by_words.get(fold(words), words)
