"""Proofreading: how long a story of 1,000 words takes, and how many mistakes of each class are found, rightly.

python -m bench.proof           the held-out third: figures only
python -m bench.proof --open    the other two thirds, with what went wrong; nothing is written
python -m bench.proof --words   writes the list of frequent syllables from the other two thirds
"""

import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from bench.proof_material import NAMES, SPOILERS, Labelled, labelled, sentences
from bench.record import Aim, Row, write
from hoitu.language.data import Finding, Rules
from hoitu.language.house.shipped import old_units, suggested
from hoitu.language.proofing import proof
from hoitu.language.proofing.syllables import is_syllable

RULES = Rules(wordings=(*suggested(), *old_units()), names=NAMES)
COMMON = Path(__file__).parent.parent / "hoitu" / "language" / "proofing" / "common.txt"
ROUNDS = 15


def main() -> None:
    """Measure one side of the split."""
    if "--words" in sys.argv:
        return frequent()
    is_open = "--open" in sys.argv
    set_ = labelled(held_out=not is_open)
    found = [(row, proof(row.text, RULES)) for row in set_]
    rows = [Row("a story of 1,000 words", time_of_a_story(), "ms", aim=Aim("<=", 300))]
    for kind in SPOILERS:
        precision, recall, count = quality(kind, found, show=is_open)
        rows.append(Row(f"{kind}: precision, {count} mistakes", precision, "", aim=Aim(">=", 0.9)))
        rows.append(Row(f"{kind}: recall, {count} mistakes", recall, "", aim=Aim(">=", 0.8)))
    if is_open or "--print" in sys.argv:
        for row in rows:
            print(row.what, row.figure)
    else:
        write("proof", rows, command="python -m bench.proof")


def quality(
    kind: str, found: list[tuple[Labelled, list[Finding]]], *, show: bool
) -> tuple[float, float, int]:
    """Return precision and recall of one class, and how many mistakes of it there are."""
    right = wrong = hit = labels = 0
    for row, findings in found:
        own = [each for each in findings if each.kind == kind]
        meets = [each for each in own if row.kind == kind and each.start < row.end and row.start < each.end]
        right, wrong = right + len(meets), wrong + len(own) - len(meets)
        labels, hit = labels + (row.kind == kind), hit + bool(meets)
        if show and (len(own) > len(meets) or (row.kind == kind and not meets)):
            seen = [(each.kind, row.text[each.start : each.end]) for each in findings]
            print(kind, "|", row.kind, repr(row.text[row.start : row.end]), "|", seen, "|", row.text[:90])
    return round(right / max(1, right + wrong), 3), round(hit / max(1, labels), 3), labels


def time_of_a_story() -> float:
    """Return the median milliseconds for 1,000 words with a mistake in every fifth sentence, nothing remembered."""
    spoilt = [row.text for row in labelled(held_out=True) if row.kind]
    clean = sentences(held_out=True)
    parts = [spoilt[at] if at % 5 == 0 else clean[at % len(clean)] for at in range(400)]
    text = " ".join(" ".join(parts).split(" ")[:1000])
    times = []
    for _round in range(ROUNDS):
        is_syllable.cache_clear()
        begun = time.perf_counter()
        proof(text, RULES)
        times.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(times), 1)


def frequent() -> None:
    """Write which syllables stand in the open part of the material, and how often."""
    words = Counter(
        word.lower()
        for each in sentences(held_out=False)
        for word in re.findall(r"[^\W\d_]+", each)
        if word.islower() and is_syllable(word)
    )
    lines = [f"{word} {count}" for word, count in words.most_common() if count > 1]
    note = "# Syllables of the open two thirds of bench/proof_material.py; written by python -m bench.proof --words"
    COMMON.write_text("\n".join([note, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
