"""The order of the floors, read from the contract that import-linter checks."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def floors() -> list[str]:
    """Return the rooms' names, highest floor first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return layers
