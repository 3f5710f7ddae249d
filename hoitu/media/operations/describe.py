"""Change what is said about files of the archive."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.live import notify_live
from hoitu.kernel.text import nfc
from hoitu.media.data import About, Asset
from hoitu.media.models import AssetRow
from hoitu.media.operations.hold import refuse_held
from hoitu.media.operations.words import LINES, LONGEST_NAME, clean_tags, folded, line
from hoitu.media.queries import as_data

AT_ONCE_MAX = 500
ABOUT_LINES = ("headline", "creator", "place", "event")


def describe_asset(
    *,
    actor: Actor,
    asset_id: UUID,
    caption: str,
    credit: str,
    alt: str,
    rights_note: str,
    tags: Iterable[str] | None = None,
    about: About | None = None,
) -> Asset:
    """Replace caption, credit, alternative text, rights note; tags and what it is about (None: as they are).

    Raises `NotFound`, `NotAllowed`.
    """
    actor.require("media.edit")
    new: dict[str, object] = {
        "caption": nfc(caption),
        "credit": nfc(credit)[:200],
        "alt": nfc(alt),
        "rights_note": nfc(rights_note),
    }
    if tags is not None:
        new["tags"] = clean_tags(tags)
    if about is not None:
        new |= {name: line(getattr(about, name), LINES[name]) for name in ABOUT_LINES}
        new |= {
            "people": clean_tags(about.people, longest=LONGEST_NAME),
            "taken_at": about.taken_at,
        }
    with transaction.atomic():
        row = AssetRow.objects.for_agency(actor.agency).select_for_update().filter(pk=asset_id).first()
        if row is None:
            raise NotFound()
        _change(actor, row, new)
    return as_data(row)


def describe_many(
    *,
    actor: Actor,
    asset_ids: Iterable[UUID],
    caption: str = "",
    credit: str = "",
    rights_note: str = "",
    add_tags: Iterable[str] = (),
    drop_tags: Iterable[str] = (),
) -> int:
    """Write the same words on many files and return how many changed; what is empty stays as it is.

    All of them change or none. Raises `NotAllowed`, `NotFound` when one is not the agency's.
    """
    actor.require("media.edit")
    ids = set(asset_ids)
    given = {"caption": nfc(caption), "credit": nfc(credit)[:200], "rights_note": nfc(rights_note)}
    words = {name: value for name, value in given.items() if value.strip()}
    dropped = {tag.casefold() for tag in clean_tags(drop_tags)}
    added = clean_tags(add_tags)
    with transaction.atomic():
        rows = list(
            AssetRow.objects.for_agency(actor.agency)
            .select_for_update()
            .filter(pk__in=ids)
            .order_by("pk")[:AT_ONCE_MAX]
        )
        if len(rows) != len(ids):
            raise NotFound()
        return sum(_change(actor, row, words | {"tags": _tags(row, added, dropped)}) for row in rows)


def note_used(*, agency_id: UUID, asset_ids: Iterable[UUID]) -> None:
    """Remember that a kept revision of a story shows these; twice is once."""
    AssetRow.objects.for_agency(agency_id).filter(pk__in=set(asset_ids), used_at=None).update(
        used_at=clock.now()
    )


def _tags(row: AssetRow, added: list[str], dropped: set[str]) -> list[str]:
    return clean_tags([*(tag for tag in row.tags if tag.casefold() not in dropped), *added])


def _change(actor: Actor, row: AssetRow, new: Mapping[str, object]) -> bool:
    before = {name: getattr(row, name) for name in new}
    changed = {name: value for name, value in new.items() if before[name] != value}
    if not changed:
        return False
    refuse_held(row)
    for name, value in changed.items():
        setattr(row, name, value)
    row.folded = folded(row)
    row.save(update_fields=[*changed, "folded"])
    notify_live(actor.agency, "media", str(row.pk))
    audit.record(
        actor=actor,
        verb="media.describe",
        object_key=f"asset:{row.pk}",
        object_label=str(row)[:200],
        changes={name: (_shown(before[name]), _shown(value)) for name, value in changed.items()},
    )
    return True


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return clock.local(value).strftime("%d/%m/%Y %H:%M")
    return ", ".join(value) if isinstance(value, list) else value
