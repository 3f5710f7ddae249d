"""What documents are about, in the words of the room above that owns the statement.

`project/subscriptions.py` says which room answers for which kind: `EVIDENCE_SUBJECTS`, first word of `about` → the
dotted path of an api function that takes several `about` and returns their `Subject` by `about`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from functools import lru_cache
from importlib import import_module

from django.utils.module_loading import import_string

from hoitu.evidence.data import Subject

Answer = Callable[[Collection[str]], dict[str, Subject]]


def subjects_of(abouts: Collection[str]) -> dict[str, Subject]:
    """Return the subject of each `about`; one that no room answers for is called by its own name."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for about in abouts:
        by_kind[about.partition(":")[0]].append(about)
    found = {about: Subject(about) for about in abouts}
    for kind, group in by_kind.items():
        if path := _table().get(kind):
            answer: Answer = import_string(path)
            found |= answer(group)
    return found


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = import_module("hoitu.project.subscriptions").EVIDENCE_SUBJECTS
    return table
