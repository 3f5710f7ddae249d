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
from hoitu.media.models import AssetRow, BatchRow, DescriptionChange
from hoitu.media.operations.hold import refuse_held
from hoitu.media.operations.rewriting import stored
from hoitu.media.operations.words import LINES, LONGEST_NAME, clean_tags, folded, line
from hoitu.media.policies import may_describe
from hoitu.media.queries import as_data

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
        refuse_words(actor, [row])
        change(actor, row, new)
    return as_data(row)


def refuse_words(actor: Actor, rows: Iterable[AssetRow]) -> None:
    """Raise `NotAllowed` unless the actor may say what each of the files shows."""
    if not all(may_describe(actor, row.added_by_id) for row in rows):
        actor.require("media.edit")


def note_used(*, agency_id: UUID, asset_ids: Iterable[UUID]) -> None:
    """Remember that a kept revision of a story shows these; twice is once."""
    AssetRow.objects.for_agency(agency_id).filter(pk__in=set(asset_ids), used_at=None).update(
        used_at=clock.now()
    )


def change(actor: Actor, row: AssetRow, new: Mapping[str, object], *, batch: BatchRow | None = None) -> bool:
    """Store what is said about a locked file from now on, note who changed what, and say whether anything did."""
    before = {name: getattr(row, name) for name in new}
    changed = {name: value for name, value in new.items() if before[name] != value}
    if not changed:
        return False
    refuse_held(row)
    for name, value in changed.items():
        setattr(row, name, value)
    row.folded = folded(row)
    row.save(update_fields=[*changed, "folded"])
    DescriptionChange.objects.create(
        asset=row,
        at=clock.now(),
        person_id=actor.person_id,
        person_name=actor.name[:200],
        batch=batch,
        changes={name: [stored(before[name]), stored(value)] for name, value in changed.items()},
    )
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
