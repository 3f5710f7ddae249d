"""The reference pages that follow from code say what the code says."""

import importlib.util

from tests.architecture.layers import ROOT


def test_the_pages_of_reference_are_current() -> None:
    place = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "reference.py")
    assert place is not None
    assert place.loader is not None
    reference = importlib.util.module_from_spec(place)
    place.loader.exec_module(reference)
    assert reference.stale_pages() == [], "run: .venv/bin/python scripts/reference.py"
