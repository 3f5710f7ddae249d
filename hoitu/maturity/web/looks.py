"""How levels and states look: a colour beside the words, never instead of them."""

from collections.abc import Sequence

from hoitu.kernel.templatetags.ui import Tone
from hoitu.maturity.data import Band

FROM_THE_TOP: tuple[Tone, ...] = ("green", "teal", "blue", "amber")


def level_tone(name: str, bands: Sequence[Band]) -> Tone:
    """Return the colour of a level: green for the highest, red for the lowest, grey for a span of several."""
    names = [band.name for band in bands]
    if name not in names:
        return "slate"
    at = names.index(name)
    if at == 0 and len(names) > 1:
        return "red"
    from_top = len(names) - 1 - at
    return FROM_THE_TOP[min(from_top, len(FROM_THE_TOP) - 1)]
