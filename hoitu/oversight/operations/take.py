"""Take in what a source shows now: new items, changed words, items that are gone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from hoitu.kernel import clock
from hoitu.kernel.errors import NotFound
from hoitu.kernel.facts import announce
from hoitu.kernel.text import fold, nfc
from hoitu.oversight.data import SeenItem
from hoitu.oversight.events import SourceSilent
from hoitu.oversight.models import Change, Item, Source
from hoitu.oversight.policies.notices import is_notice
from hoitu.oversight.policies.silence import patience
from hoitu.oversight.policies.similarity import ALIKE_PERCENT, Runs, alike_percent, bands, runs
from hoitu.oversight.policies.spelling import suspects

TITLE, SUMMARY, SECTION = 500, 1_000, 120
LAST_ITEMS = 60
COMPARED_WITHIN = timedelta(days=30)
MOST_COMPARED = 200
WHY = "an item is compared with those of other agencies"


@transaction.atomic
def take(source: Source, seen: Sequence[SeenItem], *, is_whole_feed: bool = False) -> int:
    """Store what a source shows, and say how many items are new. The same again changes nothing.

    `is_whole_feed`: what the feed would still have to show and does not is gone.
    """
    now = clock.now()
    Source.objects.for_agency(source.agency_id).select_for_update().get(pk=source.pk)
    by_key = {_key(one.guid): one for one in seen if one.guid and one.title.strip()}
    rows = Item.objects.for_agency(source.agency_id)
    known = {row.key: row for row in rows.filter(key__in=by_key)}
    new = [_added(source, key, one, now) for key, one in by_key.items() if key not in known]
    for key, row in known.items():
        _renew(row, by_key[key], now)
    if is_whole_feed:
        _mark_gone(source, set(by_key), now)
    _hear(source)
    return len(new)


@transaction.atomic
def judge_silence(source: Source) -> None:
    """Judge again whether a source is silent; announce it once when it falls silent."""
    now = clock.now()
    if source.last_item_at is None or not source.is_active:
        return
    rows = Item.objects.for_agency(source.agency_id).filter(source=source).order_by("-published_at")
    published = list(rows.values_list("published_at", flat=True)[:LAST_ITEMS])
    limit = source.last_item_at + patience(published)
    was, source.silent_since = source.silent_since, limit if now > limit else None
    if source.silent_since == was:
        return
    source.save(update_fields=["silent_since"])
    if was is None:
        announce(
            SourceSilent(
                subject=f"source:{source.pk}",
                agency_id=source.agency_id,
                source_id=source.pk,
                label=source.label,
                last_item_at=source.last_item_at,
            )
        )


def _key(guid: str) -> str:
    return sha256(guid.encode()).hexdigest()


def _words(one: SeenItem) -> dict[str, str]:
    return {"title": nfc(one.title.strip())[:TITLE], "summary": nfc(one.summary.strip())[:SUMMARY]}


def _added(source: Source, key: str, one: SeenItem, now: datetime) -> Item:
    row = Item(agency_id=source.agency_id, source=source, key=key, first_seen_at=now, **_words(one))
    # A date in the future is a slip of the feed: it would stand on top for ever.
    row.published_at = min(one.published_at or now, now)
    row.url, row.section, row.story_id = one.url, one.section.strip()[:SECTION], one.story_id
    found = _judge(row)
    row.save()
    _link(row, found)
    return row


def _renew(row: Item, one: SeenItem, now: datetime) -> None:
    """Keep what the words were before they changed; an item that shows again is not gone."""
    changes = [
        Change(
            agency_id=row.agency_id, item=row, seen_at=now, field=name, before=getattr(row, name), after=after
        )
        for name, after in _words(one).items()
        if getattr(row, name) != after
    ]
    row.gone_at, row.url = None, one.url or row.url
    row.section = one.section.strip()[:SECTION] or row.section
    if changes:
        Change.objects.bulk_create(changes)
        for change in changes:
            setattr(row, change.field, change.after)
        row.changed_at = now
        _link(row, _judge(row))
    row.save()


def _judge(row: Item) -> Runs:
    """Compute what follows from an item's words; return its runs."""
    text = f"{row.title}. {row.summary}"
    found = runs(text)
    row.folded = fold(row.title)[:TITLE]
    row.bands, row.suspects, row.is_notice = (
        bands(found),
        suspects(text),
        row.is_notice or is_notice(row.title),
    )
    return found


def _link(row: Item, found: Runs) -> None:
    """Find the first of the near-duplicates at other agencies, and tell later ones that this was before them."""
    row.first, row.similarity_percent = None, None
    for other, percent in _alike(row, found):
        if other.published_at <= row.published_at:
            if row.first is None or other.published_at < row.first.published_at:
                row.first, row.similarity_percent = other, percent
        elif other.first is None or other.first.published_at > row.published_at:
            other.first, other.similarity_percent = row, percent
            other.save(update_fields=["first", "similarity_percent"])
    row.save(update_fields=["first", "similarity_percent"])


def _alike(row: Item, found: Runs) -> list[tuple[Item, int]]:
    if not found:
        return []
    near = (row.published_at - COMPARED_WITHIN, row.published_at + COMPARED_WITHIN)
    others = (
        Item.objects.unscoped(why=WHY)
        .filter(bands__overlap=row.bands, published_at__range=near)
        .exclude(agency_id=row.agency_id)
        .select_related("first")
        .order_by("published_at")[:MOST_COMPARED]
    )
    compared = ((other, alike_percent(found, runs(f"{other.title}. {other.summary}"))) for other in others)
    return [(other, percent) for other, percent in compared if percent >= ALIKE_PERCENT]


def _mark_gone(source: Source, shown: set[str], now: datetime) -> None:
    """Items that are newer than the oldest one shown should still be there."""
    rows = Item.objects.for_agency(source.agency_id).filter(source=source)
    oldest = rows.filter(key__in=shown).order_by("published_at").first()
    if oldest is not None:
        newer = rows.filter(published_at__gt=oldest.published_at, gone_at=None)
        newer.exclude(key__in=shown).update(gone_at=now)


def _hear(source: Source) -> None:
    newest = Item.objects.for_agency(source.agency_id).filter(source=source).order_by("-published_at").first()
    if newest is not None:
        source.last_item_at = newest.published_at
        source.save(update_fields=["last_item_at"])
    judge_silence(source)


def take_shown(*, source_id: UUID, seen: Sequence[SeenItem], is_whole_feed: bool = False) -> int:
    """Take in what somebody else read of a watched source; return how many items are new. Raises `NotFound`."""
    source = Source.objects.unscoped(why=WHY).filter(pk=source_id).first()
    if source is None:
        raise NotFound()
    return take(source, seen, is_whole_feed=is_whole_feed)
