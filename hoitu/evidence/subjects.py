"""What documents are about, in the words of the room above that owns the statement.

`project/subscriptions.py` says which room answers for which kind: `EVIDENCE_SUBJECTS`, first word of `about` → the
dotted path of an api function. It takes pairs of agency and `about` and returns a `Subject` for those that it knows.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from uuid import UUID

from django.utils.module_loading import import_string

from hoitu.evidence.data import Subject

Pair = tuple[UUID, str]
Answer = Callable[[Collection[Pair]], dict[Pair, Subject]]


def subjects_of(pairs: Collection[Pair], *, reader: UUID) -> dict[Pair, Subject]:
    """Return the subject of each agency's `about`, without pages that the organisation `reader` may not open.

    One that no room answers for is called by its own name.
    """
    by_kind: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_kind[pair[1].partition(":")[0]].append(pair)
    found = {pair: Subject(pair[1]) for pair in pairs}
    for kind, group in by_kind.items():
        if path := _table().get(kind):
            answer: Answer = import_string(path)
            found |= answer(group)
    return {pair: _as_seen(subject, reader) for pair, subject in found.items()}


def _as_seen(subject: Subject, reader: UUID) -> Subject:
    is_open = subject.open_to is None or reader in subject.open_to
    return subject if is_open else replace(subject, url="")


def is_private(about: str) -> bool:
    """Say whether documents about this never leave their agency: bodies above neither see nor check them."""
    return about.partition(":")[0] in private_kinds()


@lru_cache(maxsize=1)
def private_kinds() -> frozenset[str]:
    """Return the kinds that `EVIDENCE_PRIVATE` of `project/subscriptions.py` names."""
    kinds: frozenset[str] = import_module("hoitu.project.subscriptions").EVIDENCE_PRIVATE
    return kinds


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table: dict[str, str] = import_module("hoitu.project.subscriptions").EVIDENCE_SUBJECTS
    return table
