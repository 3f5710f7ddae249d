"""Say once that a connection has been silent for longer than usual."""

from django.db import transaction

from hoitu.connector.events import ConnectionSilent
from hoitu.connector.models import Connection
from hoitu.kernel import clock
from hoitu.kernel.facts import announce

WHY = "a job looks at the connections of every agency"


def tell_silence() -> int:
    """Announce connections that fell silent since the last look; return how many. One that speaks again may again."""
    told = 0
    rows = Connection.objects.unscoped(why=WHY).filter(is_paused=False, silence_told_at=None)
    for row in rows.exclude(kind=Connection.Kind.SHEET).select_related("partner"):
        if not row.is_silent or (row.partner and not row.partner.is_trusted):
            continue
        with transaction.atomic():
            locked = Connection.objects.unscoped(why=WHY).select_for_update().get(pk=row.pk)
            if locked.silence_told_at is not None or not locked.is_silent:
                continue
            locked.silence_told_at = clock.now()
            locked.save(update_fields=["silence_told_at"])
            announce(
                ConnectionSilent(
                    subject=f"connection:{row.pk}",
                    agency_id=row.partner.agency_id if row.partner else row.agency_id,
                    connection_id=row.pk,
                    name=row.name,
                    last_heard_at=row.last_heard_at or row.made_at,
                )
            )
            told += 1
    return told
