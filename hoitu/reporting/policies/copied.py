"""Words that were taken over from last year's report."""

from collections.abc import Mapping

from hoitu.kernel.text import fold

SHINGLE = 5  # words in a row
LEAST_WORDS = 20  # shorter texts are alike by chance
COPIED_PERCENT = 80


def copied_percent(now: str, before: str) -> int:
    """Return how much of `now`, in whole percent of its runs of five words, stands in `before`. 0 for short texts."""
    words, earlier = fold(now).split(), fold(before).split()
    if len(words) < LEAST_WORDS:
        return 0
    known = set(_shingles(earlier))
    runs = _shingles(words)
    return 100 * sum(1 for run in runs if run in known) // len(runs)


def copied_sections(now: Mapping[str, str], before: Mapping[str, str]) -> dict[str, int]:
    """Return the sections whose words are mostly those of the year before, with the percentage."""
    found = {key: copied_percent(words, before.get(key, "")) for key, words in now.items()}
    return {key: percent for key, percent in found.items() if percent >= COPIED_PERCENT}


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]
