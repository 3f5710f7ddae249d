"""Where the tone mark stands in a syllable: hòa or hoà, and never nghìên."""

import re
from typing import Final, Literal

from hoitu.kernel.text.letters import nfc, split_tone

Style = Literal["traditional", "modern"]

_NUCLEI: Final = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oă|oe|oi|oo|oai|oay|oao|oeo|ôi|ôô|ơi|ua|uâ"
    "|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu"
)
# Long onsets first: the i of "gi" and the u of "qu" belong to the onset whenever another vowel follows.
_SYLLABLE = re.compile(
    "(ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?" + f"({_NUCLEI})" + "(ch|nh|ng|c|m|n|p|t)?"
)
_OPEN_STYLE_RIMES: Final = frozenset({"oa", "oe", "uy"})
_TONED_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+")


def normalise_tone_marks(text: str, style: Style = "traditional") -> str:
    """Return NFC text with each tone mark where the style puts it.

    Traditional writes hòa, khỏe, thúy (older habit, most newspapers); modern hoà, khoẻ, thuý (school books).
    Misplaced marks ("nghìên", "qúy") are put right in both. Words that are no Vietnamese syllable stay.
    """
    return _TONED_WORD.sub(lambda match: _place(match[0], style), nfc(text))


def _place(word: str, style: Style) -> str:
    bare, tones = split_tone(word)
    if len(tones) != 1:
        return word
    found = _SYLLABLE.fullmatch(bare.lower())
    if found is None or len(bare) != len(bare.lower()):
        return word
    at = found.start(2) + _marked_vowel(found[2], has_coda=found[3] is not None, style=style)
    return nfc(bare[: at + 1] + tones + bare[at + 1 :])


def _marked_vowel(nucleus: str, *, has_coda: bool, style: Style) -> int:
    """Return the index inside the nucleus of the vowel that carries the tone."""
    shaped = [index for index, letter in enumerate(nucleus) if letter in "ăâêôơư"]
    if shaped:
        return shaped[-1]
    if len(nucleus) == 1:
        return 0
    if len(nucleus) == 3 or has_coda:
        return 1
    return 1 if nucleus in _OPEN_STYLE_RIMES and style == "modern" else 0


def is_syllable(word: str) -> bool:
    """Tell whether a word is built like a Vietnamese syllable, with at most one tone mark."""
    bare, tones = split_tone(word)
    return len(tones) <= 1 and _SYLLABLE.fullmatch(bare.lower()) is not None
