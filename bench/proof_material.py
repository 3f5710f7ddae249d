"""The labelled set: sentences of our own demonstration with one injected mistake each, split once by chance.

Nobody tuning the checks looks at the held-out third: `labelled(held_out=False)` gives the other two.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hoitu.kernel.text import nfc, split_tone
from hoitu.language.house.shipped import old_units, suggested

SEED = 20261122
STORIES = Path(__file__).parent.parent / "hoitu" / "workspace" / "demo" / "stories"
TRAPS = Path(__file__).parent / "proof_traps.txt"
TONE_KEYS = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
TONE_DIGITS = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "1", "\u0323": "5"}
TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "w", "đ": "dd"}
VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")


@dataclass(frozen=True)
class Labelled:
    """A sentence, and where its mistake is: of which class, characters start to end. "" for a right sentence."""

    text: str
    kind: str = ""
    start: int = 0
    end: int = 0


def sentences(*, held_out: bool) -> list[str]:
    """Return our sentences of one side of the split."""
    found: list[str] = []
    for path in sorted(STORIES.glob("*.md")):
        text = nfc(path.read_text(encoding="utf-8"))
        head, body = text.split("+++")[1:3]
        if 'genre = "tho"' in head:
            continue
        for line in body.splitlines():
            if line[:1].isalpha() and not re.search(r"[\[\]{}*|<>_]|::", line):
                found += re.split(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])", line.strip())
    found += [line for line in nfc(TRAPS.read_text(encoding="utf-8")).splitlines() if line and line[0] != "#"]
    whole = [each for each in dict.fromkeys(found) if len(each.split()) >= 5 and each.count('"') % 2 == 0]
    chance = random.Random(SEED)
    return [each for each in whole if (chance.random() < 1 / 3) == held_out]


def labelled(*, held_out: bool) -> list[Labelled]:
    """Return right sentences and, for each class, sentences with one mistake."""
    chance = random.Random(SEED + held_out)
    clean = sentences(held_out=held_out)
    rows = [Labelled(each) for each in clean]
    for kind, spoil in SPOILERS.items():
        chosen = chance.sample(clean, min(len(clean), 300 if not held_out else 150))
        rows += [row for each in chosen if (row := spoil(each, chance)) is not None and row.kind == kind]
    return rows


def _replaced(text: str, kind: str, start: int, end: int, words: str) -> Labelled:
    return Labelled(text[:start] + words + text[end:], kind, start, start + len(words))


def _word(text: str, chance: random.Random, fits: Callable[[str], bool]) -> re.Match[str] | None:
    found = [match for match in WORD.finditer(text) if fits(match[0])]
    return chance.choice(found) if found else None


def _keys(word: str, letters: dict[str, str], tones: dict[str, str], chance: random.Random) -> str:
    bare, tone = split_tone(word.lower())
    typed = "".join(letters.get(letter, letter) for letter in bare)
    if letters is TELEX:
        typed = typed.replace("uwow", "uow").replace("wow", "uow" if "ươ" in bare else "wow")
    mark = tones.get(tone, "")
    typed = typed + mark if chance.random() < 0.8 or not mark else typed[:-1] + mark + typed[-1]
    return typed[:1].upper() + typed[1:] if word[:1].isupper() else typed


def _typing(text: str, chance: random.Random) -> Labelled | None:
    match = _word(text, chance, lambda word: len(word) > 2 and not word.isascii() and not word.isupper())
    if match is None:
        return None
    telex = chance.random() < 0.7
    typed = _keys(match[0], TELEX if telex else VNI, TONE_KEYS if telex else TONE_DIGITS, chance)
    return None if typed == match[0] else _replaced(text, "typing", *match.span(), typed)


def _misspell(word: str, chance: random.Random) -> str:
    choice = chance.randrange(5)
    if choice == 0:
        at = chance.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if choice == 1:
        at = chance.randrange(len(word))
        return word[:at] + word[at] * 2 + word[at + 1 :]
    if choice == 2:
        for old, new in (("ngh", "ng"), ("ng", "ngh"), ("gh", "g"), ("c", "k"), ("k", "c"), ("iê", "ie")):
            if word.startswith(old) or (old == "iê" and old in word):
                return word.replace(old, new, 1)
    if choice == 3:
        at = chance.randrange(1, len(word))
        return word[:at] + chance.choice("bcdghklmnpqrstvx") + word[at:]
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _spelling(text: str, chance: random.Random) -> Labelled | None:
    # A slip that makes another word of the language cannot be called a non-word, so it is drawn again.
    for _attempt in range(12):
        match = _word(text, chance, lambda word: len(word) > 2 and word.islower() and not word.isascii())
        if match is None:
            return None
        made = nfc(_misspell(match[0], chance))
        if made != match[0] and _is_no_word(made):
            return _replaced(text, "spelling", *match.span(), made)
    return None


def _is_no_word(made: str) -> bool:
    """Say whether the letters cannot be a syllable, judged by simple rules of our own and not by the checks."""
    bare, tones = split_tone(made)
    onset = re.match("[bcdđghklmnpqrstvx]*", bare)
    coda = re.search("[bcdđghklmnpqrstvx]*$", bare)
    first, last = onset[0] if onset else "", coda[0] if coda else ""
    known = [
        "",
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "gh",
        "h",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "ngh",
        "nh",
        "p",
        "ph",
        "q",
        "r",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
        "",
    ]
    if first == bare or len(tones) > 1:
        return True
    front = bare[len(first) : len(first) + 1] in "ieêy"
    return (
        first not in known
        or last not in ("", "c", "ch", "m", "n", "ng", "nh", "p", "t")
        or (first in ("ngh", "gh", "k") and not front)
        or (first in ("ng", "c") and front)
        or re.search("[âăaeêoôơuưiy]{4}|aa|ee|uu|ii|yy|ăă|ơơ|ưư|êê|ââ|ie[mnpt]", bare) is not None
        or (last in ("c", "ch", "p", "t") and tones not in ("\u0301", "\u0323"))
    )


def _tone(text: str, chance: random.Random) -> Labelled | None:
    vowels = re.compile("[aăâeêioôơuưy]{2,}")

    def fits(word: str) -> bool:
        bare, tones = split_tone(word.lower())
        return bool(tones) and vowels.search(re.sub("^(gi|qu)(?=.*[aăâeêoôơuưiy])", "  ", bare)) is not None

    match = _word(text, chance, fits)
    if match is None:
        return None
    bare, tone = split_tone(match[0])
    group = vowels.search(re.sub("^(gi|qu)(?=[aăâeêoôơuưiy])", "  ", bare.lower()))
    if group is None:
        return None
    made = {nfc(bare[: at + 1] + tone + bare[at + 1 :]) for at in range(*group.span())} - {match[0]}
    # òa and oà, ủy and uỷ are two habits and both right.
    if bare.lower().endswith(("oa", "oe", "uy")):
        return None
    return _replaced(text, "tone", *match.span(), chance.choice(sorted(made))) if made else None


def _doubled(text: str, chance: random.Random) -> Labelled | None:
    match = _word(text, chance, str.islower)
    return match and _replaced(text, "doubled", *match.span(), f"{match[0]} {match[0]}")


def _spacing(text: str, chance: random.Random) -> Labelled | None:
    places = [match.start() for match in re.finditer(r"(?<=\w)[,;](?= \w)", text)]
    blanks = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    choice = chance.randrange(3)
    if choice == 0 and blanks:
        at = chance.choice(blanks)
        return _replaced(text, "spacing", at, at + 1, "  ")
    if choice == 1 and places:
        at = chance.choice(places)
        return _replaced(text, "spacing", at, at + 1, " " + text[at])
    if places:
        at = chance.choice(places)
        return _replaced(text, "spacing", at, at + 2, text[at])
    return None


def _punctuation(text: str, chance: random.Random) -> Labelled | None:
    places = [match.start() for match in re.finditer(r"(?<=\w\w)[,;](?= )|(?<=\w\w)[.!?]$", text)]
    if not places:
        return None
    at = chance.choice(places)
    mark = text[at]
    wrong = {",": (",,", ",.", ";,"), ";": (";;", ";,"), ".": ("..", ",."), "!": ("!!",), "?": ("??",)}[mark]
    return _replaced(text, "punctuation", at, at + 1, chance.choice(wrong))


def _wording(text: str, chance: random.Random) -> Labelled | None:
    row = chance.choice([each for each in suggested() if each.right])
    return _inserted(text, "wording", row.wrong, chance)


def _unit(text: str, chance: random.Random) -> Labelled | None:
    return _inserted(text, "unit", chance.choice(old_units()).wrong, chance)


def _name(text: str, chance: random.Random) -> Labelled | None:
    name = chance.choice(NAMES)
    words = name.split()
    at = chance.randrange(1, len(words))
    if chance.random() < 0.5:
        words[at] = words[at].lower()
    else:
        marks = "\u0301\u0300\u0323".replace(split_tone(words[at])[1] or " ", "")
        bare = split_tone(words[at])[0]
        first = next(
            index
            for index, letter in enumerate(bare)
            if unicodedata.normalize("NFD", letter)[0].lower() in "aeiouy"
        )
        words[at] = nfc(bare[: first + 1] + chance.choice(marks) + bare[first + 1 :])
    wrong = " ".join(words)
    return None if wrong == name else _inserted(text, "name", f"ở {wrong}", chance, skip=2)


def _inserted(text: str, kind: str, words: str, chance: random.Random, skip: int = 0) -> Labelled | None:
    blanks = [match.start() for match in re.finditer(r"(?<=[^\W\d_]) (?=[a-zà-ỹ])", text)]
    if not blanks:
        return None
    at = chance.choice(blanks) + 1
    made = text[:at] + words + " " + text[at:]
    return Labelled(made, kind, at + skip, at + len(words))


NAMES = (
    "Hà Nội",
    "Quảng Ninh",
    "Lâm Đồng",
    "Đà Nẵng",
    "Cà Mau",
    "Lò Văn Pành",
    "Nông Thị Kiều",
    "Trần Đức Thắng",
)
SPOILERS: dict[str, Callable[[str, random.Random], Labelled | None]] = {
    "typing": _typing,
    "spelling": _spelling,
    "tone": _tone,
    "doubled": _doubled,
    "spacing": _spacing,
    "punctuation": _punctuation,
    "wording": _wording,
    "name": _name,
    "unit": _unit,
}
