"""The page of benchmarks says what the results say, and whether an aim is met follows from its figures."""

import json
from pathlib import Path

import pytest

from bench.record import RESULTS
from bench.table import PAGE, is_met, page

FILES = sorted(RESULTS.glob("*.json"))
FIELDS = {
    "what", "figure", "unit", "peer", "peer_figure", "ratio", "aim", "met", "command", "measured_at", "machine",
}  # fmt: skip


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m bench.table"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_has_its_shape_and_its_verdict(path: Path) -> None:
    for row in json.loads(path.read_text(encoding="utf-8")):
        assert set(row) == FIELDS
        assert row["met"] == is_met(row)
        assert row["aim"] is None or set(row["aim"]) == {"op", "value", "of"}
