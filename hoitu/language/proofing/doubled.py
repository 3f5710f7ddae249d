"""Words written twice by mistake; Vietnamese doubles many words on purpose ("dần dần"), and those stay."""

from collections.abc import Iterator

from hoitu.language.data import Finding, Rules
from hoitu.language.proofing.lists import REDUPLICATED
from hoitu.language.proofing.text import Taken, Word


def doubled_words(taken: Taken, rules: Rules) -> Iterator[Finding]:
    """Yield a word that stands twice side by side, and two words that stand twice."""
    words = taken.words
    for index in range(1, len(words)):
        if _joined(taken, index) and _same(words[index - 1], words[index], rules):
            yield _finding(taken, words[index - 1], words[index - 1], words[index])
        elif index >= 3 and all(_joined(taken, place) for place in (index, index - 1, index - 2)):
            first, second, third, fourth = words[index - 3 : index + 1]
            if (
                first.low == third.low
                and second.low == fourth.low
                and first.text.isalpha()
                and second.text.isalpha()
            ):
                yield from _pair(taken, first, second, third, fourth)


def _pair(taken: Taken, first: Word, second: Word, third: Word, fourth: Word) -> Iterator[Finding]:
    # "từng bước từng bước": twice for weight. Capitals are names that follow one another.
    if first.low in REDUPLICATED or first.low == second.low or (first.is_capital and third.is_capital):
        return
    yield _finding(taken, first, second, fourth)


def _joined(taken: Taken, index: int) -> bool:
    return taken.follows(index) and taken.words[index - 1].end < taken.words[index].start


def _same(before: Word, word: Word, rules: Rules) -> bool:
    if before.low != word.low or not word.text.isalpha() or word.low in REDUPLICATED:
        return False
    if f"{word.low} {word.low}" in rules.allowed:
        return False
    # Ba Ba, Pom Pom: a name. A sentence's first word is a capital beside a small letter.
    return not word.is_capital


def _finding(taken: Taken, first: Word, last_kept: Word, last: Word) -> Finding:
    once = taken.text[first.start : last_kept.end]
    return Finding(
        first.start, last.end, "doubled", f"“{once}” viết hai lần liền nhau.", (once,), "doubled.word"
    )  # fmt: skip
