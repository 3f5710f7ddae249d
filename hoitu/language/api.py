"""The front door of the language room: text in, findings out."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.language.data import KINDS, Finding, Rules
from hoitu.language.proofing import proof
from hoitu.language.queries import rules_of

__all__ = [
    "KINDS",
    "PARTS_MAX",
    "TEXT_CHARACTERS_MAX",
    "Finding",
    "Rules",
    "TextTooLong",
    "findings_of",
    "rules_of",
]

PARTS_MAX = 500
TEXT_CHARACTERS_MAX = 60_000
FINDINGS_MAX = 1_000


class TextTooLong(BadInput):
    """Raised when more text came at once than is read at once."""

    status = 413
    default_sentence = _("Gửi quá nhiều chữ một lúc. Hãy soát từng phần.")


def findings_of(*, actor: Actor, parts: Mapping[str, str]) -> dict[str, list[Finding]]:
    """Return what is probably wrong in each part, by its key, under the rules of the actor's agency.

    Places count code points of each part's NFC text.
    Raises `TextTooLong`, `NotAllowed`.
    """
    actor.require("language.proof")
    if len(parts) > PARTS_MAX or sum(map(len, parts.values())) > TEXT_CHARACTERS_MAX:
        raise TextTooLong()
    rules = rules_of(actor.agency)
    found: dict[str, list[Finding]] = {}
    left = FINDINGS_MAX
    for key, text in parts.items():
        found[key] = proof(text, rules, most=left)
        left -= len(found[key])
    return found
