"""Tone marks on the wrong vowel: "nghìên", "qúy"."""

from collections.abc import Iterator

from hoitu.language.data import Finding, Rules
from hoitu.language.proofing.syllables import is_syllable, marked_right
from hoitu.language.proofing.text import Taken


def misplaced_tones(taken: Taken, rules: Rules) -> Iterator[Finding]:
    """Yield syllables whose tone mark stands on a vowel where no habit puts it (hòa and hoà are both right)."""
    for word in taken.words:
        if word.is_ascii or word.low in rules.allowed or not is_syllable(word.text):
            continue
        right = marked_right(word.text)
        if right != word.text:
            yield Finding(
                word.start, word.end, "tone",
                f"Dấu thanh đặt chưa đúng chỗ: “{word.text}” viết đúng là “{right}”.",
                (right,), "tone.place",
            )  # fmt: skip
