"""Which syllables Vietnamese spelling allows: onset × rime × tone. Every list here is small and complete.

A list of words in use would know more; this one never calls a right word wrong (docs/decisions/0029-proofreading.md).
"""

from functools import lru_cache
from typing import Final

from hoitu.kernel.text import fold, nfc, normalise_tone_marks, split_tone

LETTERS: Final = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ONSETS: Final = _set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x") | {""}
_PLAIN: Final = _set(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y "
    "o oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uôp "
    "ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
)
_ROUNDED: Final = _set(
    "oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet "
    "uân uâng uât uây uê uêch uênh uên uêt uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu"
)
_BARE: Final = _set("yêm yên yêng yêt yêu")
_AFTER_QU: Final = _set(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et "
    "ê ên êch ênh êt i ich in inh it y ych ynh yt yên yêt yêu êu âc ơ ơi ôc ôi ôt o"
)
_FRONT: Final = frozenset("ieêy")
_BEFORE_Y: Final = _set("h k l m s t th v qu") | {""}
# Lips are not rounded twice, and c before a rounded rime is written qu.
_NEVER_ROUNDED: Final = _set("b c gi m p ph v")
# Words that came in from elsewhere and are written like nothing else.
_BORROWED: Final = _set(
    "buýt phuy voan moay kạn đắk lắk kon xoong boong goòng coong toong moóc soóc loong boóng"
    " choòng coóc toòng"
)
_STOPS: Final = ("c", "ch", "p", "t", "k")
SAC, NANG = "\u0301", "\u0323"


def _fits(onset: str, rime: str) -> bool:
    """Say whether spelling lets this onset stand before this rime."""
    if rime in _BARE:
        return onset == ""
    if rime == "y":
        return onset in _BEFORE_Y
    if onset == "gi":
        return rime not in _ROUNDED and rime[0] not in "iy"
    if onset in ("k", "gh", "ngh"):
        return rime[0] in _FRONT
    if onset in ("c", "g", "ng") and rime[0] in _FRONT:
        return onset == "g" and rime[0] == "i"
    if rime in _ROUNDED:
        return onset not in _NEVER_ROUNDED
    return not (onset == "" and rime.startswith("iê"))


def _bases() -> frozenset[str]:
    rimes = _PLAIN | _ROUNDED | _BARE
    built = {onset + rime for onset in ONSETS - {"qu"} for rime in rimes if _fits(onset, rime)}
    built |= {"qu" + rime for rime in _AFTER_QU}
    # giê- is gi before ê; the i is not written twice.
    built |= {"gi" + rime for rime in ("êc", "êm", "ên", "êng", "êt", "êu")}
    return frozenset(built)


BASES: Final = _bases()


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Say whether the word (NFC, any case) is a syllable that spelling allows, wherever its tone mark stands."""
    if word.lower() in _BORROWED:
        return True
    base, tones = split_tone(word.lower())
    if base not in BASES or len(tones) > 1:
        return False
    return not base.endswith(_STOPS) or tones in (SAC, NANG)


@lru_cache(maxsize=20_000)
def marked_right(word: str) -> str:
    """Return the syllable with its tone mark on the right vowel; unchanged when either habit puts it there."""
    old, new = normalise_tone_marks(word, "traditional"), normalise_tone_marks(word, "modern")
    return word if word in (old, new) else old


def is_vietnamese_spelling(word: str) -> bool:
    """Say whether all letters are of the Vietnamese alphabet."""
    return LETTERS.issuperset(split_tone(word.lower())[0])


def with_case_of(model: str, word: str) -> str:
    """Return the word in the capitals of the model: nguoif → người, Nguoif → Người, NGUOIF → NGƯỜI."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def toned(base: str, tone: str) -> str:
    """Return a bare syllable with a tone mark where it belongs."""
    # Any vowel will do to begin with; the tone is then put in its place.
    at = next((index for index, letter in enumerate(base) if fold(letter) in "aeiouy"), -1)
    return base if at < 0 or not tone else normalise_tone_marks(nfc(base[: at + 1] + tone + base[at + 1 :]))
