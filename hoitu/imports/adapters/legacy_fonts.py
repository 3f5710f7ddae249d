"""TCVN3 (ABC) and VNI: two font encodings in which Vietnamese was typed before Unicode.

Text in them arrives as Latin letters and signs ("TiÕng ViÖt", "Tieáng Vieät"); both convert by character.
TCVN3 fonts whose names end in H show small letters' codes as capitals; no text can tell, so those stay small.
"""

import re
from typing import Final

from hoitu.kernel.text import nfc

_TCVN3_CODES: Final = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_LETTERS: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_FROM_TCVN3: Final = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE = "\u0302", "\u0306"
# In VNI a letter is followed by a sign that carries its marks: "aù" is á, "aâ" is â, "aá" is ấ.
_VNI_SIGNS: Final = {
    "ø": GRAVE, "ù": ACUTE, "û": HOOK, "õ": TILDE, "ï": DOT,
    "â": CIRCUMFLEX, "à": CIRCUMFLEX + GRAVE, "á": CIRCUMFLEX + ACUTE, "å": CIRCUMFLEX + HOOK,
    "ã": CIRCUMFLEX + TILDE, "ä": CIRCUMFLEX + DOT,
    "ê": BREVE, "è": BREVE + GRAVE, "é": BREVE + ACUTE, "ú": BREVE + HOOK, "ü": BREVE + TILDE,
    "ë": BREVE + DOT,
}  # fmt: skip
_VNI_LETTERS: Final = {
    "ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ",
    "ò": "ị", "Ì": "Ì", "Í": "Í", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "î": "ỵ", "Î": "Ỵ",
}  # fmt: skip
_VNI_PAIR = re.compile("([AEIOUYaeiouyÔôÖö])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|([ñÑôÔöÖìíæóòÌÍÆÓÒîÎ])")


def from_tcvn3(text: str) -> str:
    """Return the text with TCVN3 codes as Vietnamese letters."""
    return text.translate(_FROM_TCVN3)


def from_vni(text: str) -> str:
    """Return the text with VNI pairs as Vietnamese letters."""
    return nfc(_VNI_PAIR.sub(_vni_letter, text))


def _vni_letter(match: re.Match[str]) -> str:
    if match[3]:
        return _VNI_LETTERS[match[3]]
    letter, sign = match[1], match[2].lower()
    return _VNI_LETTERS.get(letter, letter) + _VNI_SIGNS[sign]
