"""How a person looks on the screen: their picture, or initials on a colour that stays theirs."""

from functools import lru_cache
from hashlib import blake2s

from django.utils.html import format_html
from django.utils.safestring import SafeString

from hoitu.kernel import text

HUES = 8  # `face-hue-0` … in the shell's styles


def initials(name: str) -> str:
    """Return the letters that stand for a person: the first ones of the last two parts of the name."""
    return "".join(part[0] for part in text.nfc(name).split()[-2:]).upper()


def hue(name: str) -> int:
    """Return the number of a person's colour, 0 to HUES - 1, the same on every machine."""
    return blake2s(text.nfc(name).encode(), digest_size=2).digest()[0] % HUES


def picture(url: str, size: int) -> SafeString:
    """Return the face of a person who has a picture, `size` pixels wide and high."""
    return format_html(
        '<img class="face face-{0}" src="{1}" alt="" width="{0}" height="{0}" loading="lazy">', size, url
    )


@lru_cache(maxsize=2_000)  # lists show the same people again and again
def letters(name: str, size: int) -> SafeString:
    """Return the face of a person without a picture, `size` pixels wide and high."""
    return format_html(
        '<span class="face face-{} face-hue-{}" aria-hidden="true">{}</span>', size, hue(name), initials(name)
    )
