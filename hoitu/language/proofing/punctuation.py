"""Marks of punctuation: doubled, unclosed, and small letters after a full stop."""

import re
from collections.abc import Iterator
from typing import Final

from hoitu.language.data import Finding, Rules
from hoitu.language.proofing.lists import ABBREVIATIONS
from hoitu.language.proofing.text import Taken

_DOUBLED: Final = re.compile(
    r"([,;:])[ ]?[,;:.]|(?<![.…])\.[ ]?[,;:]|(?<![.\w/]{2}[.])(?<!\.)\.\.(?!\.)|\.{4,}|([!?])\2+"
)
_AFTER_STOP: Final = re.compile(r"(?<=[^\W\d_])[.!?] +([a-zà-ỹđ])(?=[a-zà-ỹđ ])")
_BEFORE: Final = re.compile(r"[^\W_]+$")
_PAIRS: Final = {"(": ")", "[": "]", "“": "”"}
_LONGEST_QUOTE: Final = 3000


def punctuation(taken: Taken, rules: Rules) -> Iterator[Finding]:
    """Yield doubled marks, brackets and quotes without their partner, sentences that begin small."""
    yield from _doubled(taken)
    yield from _small_beginnings(taken)
    yield from _unpaired(taken)


def _doubled(taken: Taken) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(taken.text):
        marks = match[0].replace(" ", "")
        before = _BEFORE.search(taken.text[max(0, match.start() - 30) : match.start()])
        if taken.is_protected(*match.span()) or (
            marks[0] == "." and marks != ".." and before and _is_short(before[0])
        ):
            continue
        meant = _meant(marks)
        yield Finding(
            *match.span(), "punctuation", f"Dấu câu “{match[0]}” thừa hoặc nhầm.", meant, "punctuation.twice"
        )


def _meant(marks: str) -> tuple[str, ...]:
    if marks.startswith("...."):
        return ("…",)
    if marks == "..":
        return (".", "…")
    return tuple(dict.fromkeys(marks))


def _is_short(word: str) -> bool:
    return word.lower() in ABBREVIATIONS or len(word) == 1


def _small_beginnings(taken: Taken) -> Iterator[Finding]:
    for match in _AFTER_STOP.finditer(taken.text):
        before = _BEFORE.search(taken.text[max(0, match.start() - 30) : match.start()])
        if (
            before is None
            or _is_short(before[0])
            or before[0][:1].isupper()
            or taken.is_protected(*match.span())
        ):
            continue
        start, end = match.span(1)
        yield Finding(
            start, end, "punctuation", "Đầu câu viết hoa.", (match[1].upper(),), "punctuation.capital"
        )  # fmt: skip


def _unpaired(taken: Taken) -> Iterator[Finding]:
    closers = {closing: opening for opening, closing in _PAIRS.items()}
    waiting: list[tuple[str, int]] = []
    for at, mark in enumerate(taken.text):
        if mark == "\n" and len(waiting) == 0:
            continue
        if mark in _PAIRS:
            waiting.append((mark, at))
        elif mark in closers:
            if waiting and waiting[-1][0] == closers[mark]:
                waiting.pop()
            elif not _is_list_mark(taken.text, at):
                yield Finding(
                    at, at + 1, "punctuation", f"Thiếu dấu mở cho “{mark}”.", (), "punctuation.pair"
                )
    for mark, at in waiting:
        message = f"Thiếu dấu đóng cho “{mark}”."
        yield Finding(at, at + 1, "punctuation", message, (), "punctuation.pair")


def _is_list_mark(text: str, at: int) -> bool:
    """Say whether the bracket belongs to "a)" or "1)"."""
    return text[at] == ")" and bool(re.search(r"(?:^|[\s;,.])\w{1,2}$", text[max(0, at - 4) : at]))
