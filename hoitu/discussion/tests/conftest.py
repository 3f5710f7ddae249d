"""A newsroom for every test of the room."""

import pytest

from hoitu.discussion.testing import Newsroom


@pytest.fixture
def room(db: None) -> Newsroom:
    return Newsroom()
