"""Notice words that vanished with a passage which another joined, cut or deleted while they were being typed."""

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from hoitu.kernel import clock
from hoitu.stories.document import lost
from hoitu.stories.document.lost import Letters, Ranges
from hoitu.stories.models import DocumentUpdate, LostWords, Story

# Letters corrected while they were typed leave a gap in the count of operations; a longer one is another place.
LONGEST_GAP = 40
MOST_LOOKED_THROUGH = 5_000


def keep_lost(
    story: Story, before: bytes, after: bytes, arrived: Sequence[DocumentUpdate]
) -> list[LostWords]:
    """Keep the words that are gone from `after` although neither their writer nor anybody who saw them deleted them.

    `arrived` are the updates that turned the document `before` into `after`.
    """
    gone = lost.taken_along(before, after, [bytes(row.update) for row in arrived])
    if not gone:
        return []
    rows = DocumentUpdate.objects.for_agency(story.agency_id).filter(story=story).order_by("-id")
    newest = list(islice(rows.iterator(200), MOST_LOOKED_THROUGH))
    kept = [
        LostWords(
            story=story,
            upto=upto,
            words=words,
            person_id=person,
            taken_by_id=_taker(newest, found, person),
            at=clock.now(),
        )
        for person, upto, found in _by_writer(newest, gone)
        if (words := _text(found)).strip()
    ]
    return LostWords.objects.bulk_create(kept)


def _by_writer(
    newest: Sequence[DocumentUpdate], gone: Ranges
) -> list[tuple[UUID | None, int, list[Letters]]]:
    """Return who typed what of it, and the last update that brought any; whoever sent a letter first wrote it."""
    found: dict[UUID | None, tuple[int, list[Letters]]] = {}
    brought: dict[tuple[int, int], tuple[DocumentUpdate, Letters]] = {}
    for row in newest:
        for one in lost.letters_in(bytes(row.update), gone):
            brought[one.client, one.clock] = row, one  # an older update takes the place of a newer one
    ends: dict[int, int] = {}
    for (client, clock_), (row, one) in sorted(brought.items(), key=lambda item: item[0]):
        if clock_ < ends.get(client, 0):
            continue  # sent again as part of more
        ends[client] = clock_ + len(one.text.encode("utf-16-le")) // 2
        upto, letters = found.get(row.person_id, (0, []))
        found[row.person_id] = max(upto, row.pk), [*letters, one]
    return [(person, upto, letters) for person, (upto, letters) in found.items()]


def _text(letters: Sequence[Letters]) -> str:
    words = ""
    client, end = None, 0
    for one in letters:
        if words and (one.client != client or one.clock - end > LONGEST_GAP):
            words += " … "
        words += one.text
        client, end = one.client, one.clock + len(one.text.encode("utf-16-le")) // 2
    return words


def _taker(newest: Sequence[DocumentUpdate], letters: Sequence[Letters], writer: UUID | None) -> UUID | None:
    """Return who deleted what the letters were typed beside; None when it cannot be told."""
    own = {one.client for one in letters}
    beside = {one.beside for one in letters if one.beside and one.beside[0] not in own}
    for row in newest:
        if row.person_id is None or row.person_id == writer:
            continue
        named = lost.deleted_in(bytes(row.update))
        if named and any(lost.holds(named, each) for each in beside):
            return row.person_id
    return None
