"""Numbers as Vietnamese writes and says them."""

from decimal import Decimal
from typing import Final, Literal

from babel.numbers import format_decimal

Number = int | float | Decimal

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("", " nghìn", " triệu")
_BILLION: Final = 10**9
NO_BREAK_SPACE: Final = "\u00a0"


def format_number(number: Number, *, decimals: int | None = None) -> str:
    """Return the figure as Vietnamese prints it: 1234.5 → "1.234,5". By default at most three decimals."""
    if decimals is None:
        return str(format_decimal(number, locale="vi"))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(number, format=pattern, locale="vi"))


def format_percent(percent: Number, *, decimals: int | None = None) -> str:
    """Return percentage points as text: 30.5 → "30,5%"."""
    return format_number(percent, decimals=decimals) + "%"


def format_vnd(amount_vnd: int) -> str:
    """Return an amount of đồng: 1234000 → "1.234.000 ₫" (the space does not break)."""
    return f"{format_number(amount_vnd)}{NO_BREAK_SPACE}₫"


def number_words(
    number: int | Decimal,
    *,
    zero_ten: Literal["linh", "lẻ"] = "linh",
    thousand: Literal["nghìn", "ngàn"] = "nghìn",
) -> str:
    """Return the number in words, as a newsreader says it: 1234 → "một nghìn hai trăm ba mươi tư".

    `zero_ten` and `thousand` choose northern (linh, nghìn) or southern (lẻ, ngàn) words. A Decimal's fraction
    follows "phẩy": 3,25 → "ba phẩy hai mươi lăm".
    """
    if isinstance(number, Decimal):
        return _decimal_words(number, zero_ten, thousand)
    if number < 0:
        return "âm " + number_words(-number, zero_ten=zero_ten, thousand=thousand)
    words = _whole_words(number, is_leading=True)
    if zero_ten != "linh":
        words = words.replace("linh", zero_ten)
    return words.replace("nghìn", thousand) if thousand != "nghìn" else words


def _decimal_words(
    number: Decimal, zero_ten: Literal["linh", "lẻ"], thousand: Literal["nghìn", "ngàn"]
) -> str:
    sign, text = ("âm " if number < 0 else ""), format(abs(number), "f")
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    said = number_words(int(whole), zero_ten=zero_ten, thousand=thousand)
    if not fraction:
        return sign + said if int(whole) else said
    if len(fraction) == 2 and fraction[0] != "0":
        return f"{sign}{said} phẩy {_below_hundred(int(fraction))}"
    return f"{sign}{said} phẩy {' '.join(_DIGITS[int(digit)] for digit in fraction)}"


def _whole_words(number: int, *, is_leading: bool) -> str:
    """Say a whole number; one that follows a larger group names its zero hundreds ("không trăm linh năm")."""
    if number >= _BILLION:
        billions, rest = divmod(number, _BILLION)
        words = _whole_words(billions, is_leading=is_leading) + " tỷ"
        return f"{words} {_whole_words(rest, is_leading=False)}" if rest else words
    if number == 0:
        return _DIGITS[0]
    said: list[str] = []
    for scale in (2, 1, 0):
        group = number // 1000**scale % 1000
        if group:
            said.append(_group_words(group, is_leading=is_leading and not said) + _SCALES[scale])
    return " ".join(said)


def _group_words(group: int, *, is_leading: bool) -> str:
    hundreds, rest = divmod(group, 100)
    if hundreds == 0 and is_leading:
        return _below_hundred(rest)
    words = f"{_DIGITS[hundreds]} trăm"
    if rest == 0:
        return words
    return f"{words} linh {_DIGITS[rest]}" if rest < 10 else f"{words} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, units = divmod(number, 10)
    if tens == 0:
        return _DIGITS[units]
    said_tens = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if units == 0:
        return said_tens
    said_unit = _DIGITS[units]
    if units == 5:
        said_unit = "lăm"
    elif tens > 1 and units in (1, 4):
        said_unit = "mốt" if units == 1 else "tư"
    return f"{said_tens} {said_unit}"
