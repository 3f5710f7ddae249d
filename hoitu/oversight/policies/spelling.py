"""Which words cannot be Vietnamese syllables. The rules of the script are closed: onset, rhyme and tone.

A word that breaks them may still be right (a foreign word, a dialect, a brand): it is shown as a suspicion.
Names (capital letters) and words without any Vietnamese letter are passed over.
"""

import re
from typing import Final

from hoitu.kernel.text import has_diacritics, nfc, normalise_tone_marks, split_tone


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_RHYMES: Final = _listed(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong "
    "ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych "
    "uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
    "y yêm yên yêng yêt yêu"
)
_AFTER_QU: Final = _listed(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eng eo et "
    "ê êch ên ênh êt i ich in inh it ôc ơ ơn y ych yên yêt ynh yt yu"
)
# Written with y only when nothing stands before, or after these.
_BEFORE_Y: Final = frozenset(("", "h", "k", "l", "m", "s", "t", "v"))
_ONSET = re.compile("(ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?(.*)", re.DOTALL)
_FRONT: Final = ("e", "ê", "i", "y")
_ONLY_FRONT: Final = frozenset(("gh", "ngh", "k"))
_NEVER_FRONT: Final = frozenset(("g", "ng", "c"))
_SHARP_OR_HEAVY: Final = frozenset(("\u0301", "\u0323"))
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[aăâeêioôơuưy]")
MOST_SUSPECTS: Final = 10
_LONGEST_SHOWN: Final = 40


def suspects(text: str) -> list[str]:
    """Return the words of a text that are no Vietnamese syllables, in their order, each once, at most ten."""
    found = dict.fromkeys(word for word in _WORD.findall(nfc(text)) if _is_suspect(word))
    return [word[:_LONGEST_SHOWN] for word in found][:MOST_SUSPECTS]


def is_syllable(word: str) -> bool:
    """Tell whether a lower-case word can be a Vietnamese syllable: onset, rhyme and tone fit, the mark in place."""
    bare, tones = split_tone(word)
    if len(tones) > 1 or not _fits(bare):
        return False
    if bare.endswith(("c", "ch", "p", "t")) and tones not in _SHARP_OR_HEAVY:
        return False
    styles = ("traditional", "modern")
    return not tones or any(normalise_tone_marks(word, style) == nfc(word) for style in styles)  # type: ignore[arg-type]


def _is_suspect(word: str) -> bool:
    if len(word) == 1 or not word.islower() or not has_diacritics(word):
        return False
    # Without a vowel it is an abbreviation: "đt", "đkxl".
    return _VOWEL.search(split_tone(word)[0]) is not None and not is_syllable(word)


def _fits(bare: str) -> bool:
    matched = _ONSET.fullmatch(bare)
    assert matched is not None  # the rest takes anything
    onset, rhyme = matched[1] or "", matched[2]
    if onset == "gi":
        # The i belongs to the rhyme in "gì", "gìn" and "giếng", to the onset in "gia" and "giường".
        return rhyme in _RHYMES or "i" + rhyme in _RHYMES
    if onset == "qu":
        return rhyme in _AFTER_QU
    if rhyme not in _RHYMES or (rhyme[0] == "y" and not (onset in _BEFORE_Y and (not onset or rhyme == "y"))):
        return False
    is_front = rhyme.startswith(_FRONT)
    return not ((onset in _ONLY_FRONT and not is_front) or (onset in _NEVER_FRONT and is_front))
