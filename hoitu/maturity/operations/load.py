"""Store the versions of the index that come with the program. What stands there already keeps its words."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.apps import apps
from django.db import models

from hoitu.maturity.catalogues import shipped
from hoitu.maturity.catalogues.reading import Shipped

Find = Callable[[str], Any]
PARTS = {"pillars", "sub_indices", "bands", "cycles"}


def load_shipped(find: Find | None = None) -> int:
    """Store every shipped catalogue and cycle that is missing; return how many catalogues are new.

    `find` returns a model by its name: migrations hand over the models of their time.
    """
    find = find or (lambda name: apps.get_model("maturity", name))
    return sum(_store(each, find) for each in shipped())


def _store(one: Shipped, find: Find) -> bool:
    values = {name: value for name, value in vars(one).items() if name not in PARTS}
    row, is_new = find("Catalogue").objects.get_or_create(key=one.key, defaults=values)
    if is_new:
        _parts(row, one, find)
    for cycle in one.cycles:
        find("Cycle").objects.get_or_create(key=cycle.key, defaults={**asdict(cycle), "catalogue": row})
    return bool(is_new)


def _parts(row: models.Model, one: Shipped, find: Find) -> None:
    pillars = {
        pillar.number: find("PillarRow").objects.create(catalogue=row, **asdict(pillar))
        for pillar in one.pillars
    }
    for position, part in enumerate(one.sub_indices, start=1):
        values = asdict(part) | {"pillar": pillars[part.pillar], "position": position}
        find("SubIndex").objects.create(**values)
    for position, band in enumerate(one.bands, start=1):
        find("LevelBand").objects.create(catalogue=row, position=position, **asdict(band))
