"""Nothing in the repository ties it to one machine's package index."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.layers import ROOT

LISTS = sorted(ROOT.glob("requirements/*.txt"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_python_lists_hold_hashes_and_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"https?://\S+", text) == []
    assert "--hash=sha256:" in text


def test_the_npm_lock_holds_hashes_and_no_address_of_a_registry() -> None:
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []
