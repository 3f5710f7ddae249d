"""Write in the house's book from where people meet the rule: beside the text, or in the list of suggestions."""

from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.language.house.shipped import suggested
from hoitu.registers import api as registers

BOOK = "quy-tac-chu"


def allow_words(*, actor: Actor, words: str) -> UUID:
    """Write down that a word is right as it is. Raises `RowRefused`, `NotAllowed`."""
    typed = {"kind": "allowed", "words": words, "explanation": _("Thêm khi soát lỗi.")}
    return registers.keep_row(actor=actor, book=BOOK, typed=typed)


def take_suggestion(*, actor: Actor, wrong: str) -> UUID:
    """Copy a suggestion of the product into the agency's book, to be changed there. Raises `NotFound`."""
    found = next((each for each in suggested() if each.wrong == wrong), None)
    if found is None:
        raise NotFound()
    typed = {"kind": "wording", "words": found.wrong, "right": found.right, "explanation": found.message}
    return registers.keep_row(actor=actor, book=BOOK, typed=typed | {"source": _("Gợi ý của Hội Tụ")})
