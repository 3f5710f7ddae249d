"""Rules as shipped: suggested wordings, provinces of before July 2025, names of provinces."""

from functools import cache
from pathlib import Path

import yaml

from hoitu.language.data import Rules, Wording

_FOLDER = Path(__file__).parent
_STILL_SAID = ("cũ", "(cũ", "(nay", "trước")
SOURCE = "Nghị quyết 202/2025/QH15"


def _read(name: str) -> object:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def suggested() -> tuple[Wording, ...]:
    """Return the wordings that the product suggests."""
    rows = _read("suggested.yaml")
    assert isinstance(rows, list)
    return tuple(Wording(rule="house.suggested", **row) for row in rows)


@cache
def old_units() -> tuple[Wording, ...]:
    """Return "tỉnh" with each province that ended, as a wording; "(cũ)" behind it says that the past is meant."""
    rows = _read("units-2025.yaml")
    assert isinstance(rows, dict)
    return tuple(
        Wording(
            wrong=f"tỉnh {old}",
            right=new,
            message=f"Từ 01/7/2025, {old} thuộc {new} ({SOURCE}). Nếu nói về trước đó, ghi thêm “(cũ)”.",
            kind="unit",
            rule="unit.2025",
            unless_before=_STILL_SAID,
        )
        for new, olds in rows.items()
        for old in olds
    )


@cache
def shipped_rules(provinces: tuple[str, ...] = ()) -> Rules:
    """Return the rules of an agency that has none of its own."""
    return Rules(wordings=(*suggested(), *old_units()), names=provinces)
