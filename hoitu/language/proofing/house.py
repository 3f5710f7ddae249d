"""What the house wants: its wordings, names with one spelling, units of the land that are called otherwise now."""

import re
from collections.abc import Iterator
from functools import lru_cache

from hoitu.kernel.text import fold, normalise_tone_marks
from hoitu.language.data import Finding, Rules, Wording
from hoitu.language.proofing.text import Taken


def wordings(taken: Taken, rules: Rules) -> Iterator[Finding]:
    """Yield wordings that the rules write otherwise or forbid."""
    if not rules.wordings:
        return
    pattern, by_wrong = _compiled(rules.wordings)
    for match in pattern.finditer(taken.text):
        wording = by_wrong[match[0].lower()]
        if wording.keeps_case and match[0] != wording.wrong:
            continue
        after = taken.text[match.end() :].lstrip(" ")
        if wording.unless_before and after.startswith(wording.unless_before):
            continue
        if wording.wrong.lower() in rules.allowed or _stands_in_right(taken.text, match, wording):
            continue
        right = wording.right
        if right and not wording.keeps_case and match[0][:1].isupper():
            right = right[:1].upper() + right[1:]
        yield Finding(*match.span(), wording.kind, wording.message, (right,) if right else (), wording.rule)


def _stands_in_right(text: str, match: re.Match[str], wording: Wording) -> bool:
    """Say whether the wrong wording is only a part of the right one as it stands there."""
    if wording.keeps_case:
        return False
    at = wording.right.lower().find(wording.wrong.lower())
    if at < 0:
        return False
    start = match.start() - at
    return start >= 0 and text[start : start + len(wording.right)].lower() == wording.right.lower()


@lru_cache(maxsize=64)
def _compiled(found: tuple[Wording, ...]) -> tuple[re.Pattern[str], dict[str, Wording]]:
    # Later rows are the agency's own: they take the place of earlier ones.
    by_wrong = {wording.wrong.lower(): wording for wording in found}
    longest_first = sorted(by_wrong, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE), by_wrong


def names(taken: Taken, rules: Rules) -> Iterator[Finding]:
    """Yield names whose letters are right but whose marks or capitals are not."""
    known = _names(rules.names)
    folded = taken.folded
    for index, first in enumerate(folded):
        for name in known.get(first, ()):
            size = len(name.split())
            if folded[index : index + size] == fold(name).split() and _is_near(
                taken, index, size, name, rules
            ):
                start, end = taken.words[index].start, taken.words[index + size - 1].end
                message = f"Tên này trong danh sách viết là “{name}”."
                yield Finding(start, end, "name", message, (name,), "name.spelling")


def _is_near(taken: Taken, index: int, size: int, name: str, rules: Rules) -> bool:
    words = taken.words[index : index + size]
    text = taken.text[words[0].start : words[-1].end]
    # A common word of the same letters ("hòa bình") has no capital; headlines may be all capitals.
    if not words[0].is_capital or text.isupper() or text.lower() in rules.allowed:
        return False
    if taken.begins_sentence(index) and not any(word.is_capital for word in words[1:]):
        return False
    if text in rules.names or any(not taken.follows(place) for place in range(index + 1, index + size)):
        return False
    return normalise_tone_marks(text) != normalise_tone_marks(name)


@lru_cache(maxsize=64)
def _names(found: tuple[str, ...]) -> dict[str, list[str]]:
    """Return names of two words and more by their folded first word; single ones are too like other words."""
    by_first: dict[str, list[str]] = {}
    for name in found:
        words = fold(name).split()
        if len(words) > 1:
            by_first.setdefault(words[0], []).append(name)
    return by_first
