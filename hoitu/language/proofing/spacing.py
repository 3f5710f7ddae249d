"""Blanks: none before a comma, one after it, never two."""

import re
from collections.abc import Iterator
from typing import Final

from hoitu.language.data import Finding, Rules
from hoitu.language.proofing.text import Taken

_LETTER: Final = r"[^\W\d_]"
# (rule, what is looked for, the group that is replaced, what stands instead, the sentence)
_CHECKS: Final = (
    ("spacing.twice", re.compile(r"(?<=\S)( {2,})(?=\S)"), " ", "Thừa dấu cách."),
    (
        "spacing.wrong-side",
        re.compile(rf"(?<=[\w)”])(?: +([,;]))(?={_LETTER})"),
        r"\1 ",
        "Dấu cách đứng sau dấu câu, không đứng trước.",
    ),
    (
        "spacing.before",
        re.compile(r"(?<=[\w)”\"%])([ \u00a0]+)(?=[,;:!?](?:\s|$)|\.(?:\s|$)|[)”…])"),
        "",
        "Không để dấu cách trước dấu câu.",
    ),
    (
        "spacing.after-comma",
        re.compile(rf"(?<={_LETTER}[,;!?:])()(?={_LETTER})|(?<=\d[,;!?])()(?={_LETTER})"),
        " ",
        "Sau dấu câu cần một dấu cách.",
    ),
    (
        "spacing.after-stop",
        re.compile(rf"(?<=[a-zà-ỹđ]{{2}}\.)()(?=[A-ZÀ-ỸĐ]{_LETTER}*[ ,.])"),
        " ",
        "Sau dấu chấm cần một dấu cách.",
    ),
    ("spacing.open", re.compile(r"(?<=[(“])([ \u00a0]+)(?=\S)"), "", "Không để dấu cách sau dấu mở."),
    ("spacing.before-open", re.compile(rf"(?<={_LETTER}{{2}})()(?=[(“]{_LETTER})"), " ",
     "Trước dấu mở cần một dấu cách."),
)  # fmt: skip


def spacing(taken: Taken, rules: Rules) -> Iterator[Finding]:
    """Yield blanks too many and blanks missing, each with the mark beside it."""
    for rule, pattern, instead, message in _CHECKS:
        for match in pattern.finditer(taken.text):
            start, end = match.span()
            if taken.is_protected(start - 1, end + 1):
                continue
            # The characters on both sides are shown too: a missing blank has no width to click on.
            left, right = max(0, start - 1), min(len(taken.text), end + 1)
            right_form = taken.text[left:start] + match.expand(instead) + taken.text[end:right]
            yield Finding(left, right, "spacing", message, (right_form,), rule)
