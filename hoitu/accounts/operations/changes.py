"""What differs between a stored row and new values, as the trail wants it."""

from collections.abc import Mapping

from django.db import models


def apply(row: models.Model, values: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """Set the values on the row and return (before, after) of those that differ."""
    changed: dict[str, tuple[object, object]] = {}
    for name, after in values.items():
        before = getattr(row, name)
        if before != after:
            changed[name] = (before, after)
            setattr(row, name, after)
    return changed
