"""`make faults` runs these tests long: hundreds of kills instead of a few."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="kill hundreds of times, as make faults does")
