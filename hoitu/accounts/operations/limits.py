"""How often one caller may ask the API, counted in the database: every web process sees the same figure."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Case, F, Value, When

from hoitu.accounts.models import RequestWindow
from hoitu.kernel import clock
from hoitu.kernel.errors import Refused

REQUESTS_PER_MINUTE = 600
WINDOW = timedelta(minutes=1)


class TooManyRequests(Refused):
    """Raised when a token or a signed-in person asks more often than the limit allows."""

    status = 429


def count_request(*, person_id: UUID) -> None:
    """Count one API request of a person's browser. Raises `TooManyRequests`."""
    now = clock.now()
    own = RequestWindow.objects.filter(pk=person_id)
    is_new_window = {"started_at__lte": now - WINDOW}
    counted = own.update(
        requests=Case(When(**is_new_window, then=Value(1)), default=F("requests") + 1),
        started_at=Case(When(**is_new_window, then=Value(now)), default=F("started_at")),
    )
    if not counted:
        first = RequestWindow(person_id=person_id, started_at=now, requests=1)
        RequestWindow.objects.bulk_create([first], ignore_conflicts=True)
    if own.filter(requests__gt=REQUESTS_PER_MINUTE).exists():
        raise TooManyRequests()
