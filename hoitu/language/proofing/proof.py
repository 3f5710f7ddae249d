"""All checks over one text: who comes first where two see the same place, and nothing offered that is wrong again."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from hoitu.kernel.text import nfc
from hoitu.language.data import Finding, Rules
from hoitu.language.proofing.doubled import doubled_words
from hoitu.language.proofing.house import names, wordings
from hoitu.language.proofing.punctuation import punctuation
from hoitu.language.proofing.spacing import spacing
from hoitu.language.proofing.spelling import misspelt
from hoitu.language.proofing.text import Taken
from hoitu.language.proofing.tone import misplaced_tones
from hoitu.language.proofing.typing import typing_mistakes

Check = Callable[[Taken, Rules], Iterator[Finding]]
# The more is known about a mistake, the earlier it is asked: a wording of the house before a misspelling.
CHECKS: Final[tuple[Check, ...]] = (
    wordings, names, typing_mistakes, misplaced_tones, misspelt, doubled_words, punctuation, spacing,
)  # fmt: skip
_AROUND_CHARACTERS: Final = 60
MOST_FINDINGS: Final = 1_000


def proof(text: str, rules: Rules, *, most: int = MOST_FINDINGS) -> list[Finding]:
    """Return what is probably wrong, in the order of the text, never two findings over the same character.

    The first `most` findings; places count code points of `nfc(text)`. No replacement is offered that would itself be
    marked.
    """
    text = nfc(text)
    return [_settled(text, finding, rules) for finding in _found(text, rules)[:most]]


def _found(text: str, rules: Rules) -> list[Finding]:
    taken = Taken(text)
    return sorted(
        _apart(finding for check in CHECKS for finding in check(taken, rules)), key=lambda each: each.start
    )


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that touch no character of an earlier one."""
    covered: set[int] = set()
    for finding in findings:
        span = range(finding.start, finding.end)
        if covered.isdisjoint(span):
            covered.update(span)
            yield finding


def _settled(text: str, finding: Finding, rules: Rules) -> Finding:
    """Return the finding with those replacements only that no check marks again where they stand."""
    good = tuple(each for each in finding.replacements if _is_settled(text, finding, each, rules))
    if good == finding.replacements:
        return finding
    return Finding(finding.start, finding.end, finding.kind, finding.message, good, finding.rule)


def _is_settled(text: str, finding: Finding, replacement: str, rules: Rules) -> bool:
    start = _blank_before(text, finding.start - _AROUND_CHARACTERS)
    stop = finding.end + _AROUND_CHARACTERS
    end = text.find(" ", stop, stop + _AROUND_CHARACTERS)
    before, after = text[start : finding.start], text[finding.end : end if end >= 0 else stop]
    if nfc(before + replacement + after) != before + replacement + after:
        return False
    stands = range(len(before), len(before) + len(replacement))
    found = _found(before + replacement + after, rules)
    return not any(
        each.start < stands.stop and stands.start < each.end for each in found if _is_about(each, finding)
    )


def _blank_before(text: str, at: int) -> int:
    if at <= 0:
        return 0
    blank = text.rfind(" ", max(0, at - _AROUND_CHARACTERS), at)
    return blank + 1 if blank >= 0 else at


def _is_about(each: Finding, finding: Finding) -> bool:
    """Say whether a mark on a replacement is its own fault.

    A bracket's partner may stand outside, and a blank's mark reaches over the letters beside it.
    """
    return each.rule != "punctuation.pair" and (each.kind != "spacing" or finding.kind == "spacing")
