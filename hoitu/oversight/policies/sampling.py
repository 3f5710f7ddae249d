"""A draw that anybody can repeat, and how far two reviewers agree."""

from collections import Counter
from collections.abc import Collection, Sequence
from hashlib import sha256
from uuid import UUID

Pair = tuple[str, str]
REVIEWERS = 2  # people who look at each drawn item


def drawn(ids: Collection[UUID], seed: str, size: int) -> list[UUID]:
    """Return `size` of the ids: those with the smallest SHA-256 of "seed:id". The order of `ids` means nothing."""
    return sorted(set(ids), key=lambda one: sha256(f"{seed}:{one}".encode()).digest())[: max(size, 0)]


def agreement_percent(pairs: Sequence[Pair]) -> int | None:
    """Return the share of equal answers, 0–100 cut to whole percent; None when nobody was compared."""
    return 100 * sum(one == other for one, other in pairs) // len(pairs) if pairs else None


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Return Cohen's kappa, agreement beyond chance: 1 whole, 0 chance. None when chance leaves nothing to say."""
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(one == other for one, other in pairs) / n
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[value] * second[value] for value in first) / (n * n)
    return None if chance == 1 else (observed - chance) / (1 - chance)
