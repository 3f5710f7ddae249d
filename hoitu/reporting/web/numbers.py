"""Numbers as people type and paste them into the cells of a report: understood, or refused with what to do."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hoitu.reporting.data import Cell, Measure
from hoitu.reporting.policies.numbers import HUNDRED_PERCENT, shown

MOST = 10**12
# Of what somebody pasted here by mistake no more is looked at: no number of a report is as long.
LONGEST_CHARACTERS = 60
SHARE = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))? ?%?")
# Groups of three with one kind of mark between them; "0.123" is no such number, it is a fraction.
WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+")
COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
FRACTION = re.compile(r"[0-9. ]*,[0-9]+|[0-9, ]*\.[0-9]+")
NEGATIVE = re.compile(r"[-\u2010-\u2015\u2212] ?[0-9].*|\([0-9].*\)")
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
# Full-width signs stand in Unicode as far from the plain ones as "！" from "!".
PLAIN = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


class NumberField(forms.CharField):
    """A whole number as people write it: 1234, 1.234 or 1 234; for a share a percentage: 12,5 or 12,5 %."""

    def __init__(self, cell: Cell, **kwargs: Any) -> None:
        # No `max_length`: a browser would cut what is pasted, and a number without its end is another number.
        super().__init__(required=False, label=cell.label, **kwargs)
        self.cell = cell
        self.is_share = cell.measure is Measure.SHARE
        self.widget.attrs |= {
            "inputmode": "decimal" if self.is_share else "numeric",
            "autocomplete": "off",
            "class": "form-control",
            "aria-label": cell.label,
        }

    def clean(self, value: object) -> int | None:
        words = plain(str(super().clean(value)))
        if not words:
            return None
        if len(words) > LONGEST_CHARACTERS:
            raise forms.ValidationError(_("Ô này chỉ nhận một con số; hãy chuyển phần chữ xuống lời văn."))
        return _share(words) if self.is_share else _whole(words)

    def prepare_value(self, value: object) -> object:
        return shown(value, self.cell) if isinstance(value, int) else value


def plain(words: str) -> str:
    """Return what was typed with plain digits and signs, single spaces, and nothing that cannot be seen."""
    return " ".join(INVISIBLE.sub("", words).translate(PLAIN).split())


def _whole(words: str) -> int:
    if not WHOLE.fullmatch(words):
        raise forms.ValidationError(_why_not_whole(words))
    number = int(re.sub(r"[. ]", "", words))
    if number > MOST:
        raise forms.ValidationError(_("Số này lớn quá. Hãy xem lại đơn vị tính."))
    return number


def _why_not_whole(words: str) -> str:
    if NEGATIVE.fullmatch(words):
        return _("Số này không thể âm. Hãy nhập số từ 0 trở lên.")
    if "%" in words:
        return _("Ô này là số lượng, không phải tỷ lệ. Hãy nhập số nguyên và bỏ dấu phần trăm.")
    if COMMAS.fullmatch(words):
        # Read here, it is a fraction; read in English, thousands: a thousandfold apart, so nobody guesses.
        return _(
            "Dấu phẩy là dấu thập phân. Nếu là hàng nghìn, hãy nhập %(dots)s; số lẻ thì hãy làm tròn."
        ) % {"dots": words.replace(",", ".")}
    if FRACTION.fullmatch(words):
        return _("Ô này là số nguyên, không có phần lẻ. Hãy làm tròn, ví dụ 1234 hoặc 1.234.")
    return _("Hãy nhập số nguyên không âm, ví dụ 1234 hoặc 1.234.")


def _share(words: str) -> int:
    """Return a percentage in hundredths: "12,5 %" is 1250."""
    if NEGATIVE.fullmatch(words):
        raise forms.ValidationError(_("Tỷ lệ không thể âm. Hãy nhập tỷ lệ từ 0 đến 100."))
    found = SHARE.fullmatch(words)
    if found is None:
        raise forms.ValidationError(
            _("Hãy nhập tỷ lệ từ 0 đến 100, nhiều nhất hai chữ số sau dấu phẩy, ví dụ 12,5.")
        )
    number = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if number > HUNDRED_PERCENT:
        raise forms.ValidationError(_("Tỷ lệ này quá 100 %. Hãy xem lại."))
    return number
