"""What of the index waits for one person: a cycle to open, scores to give or to send, others' scores to appraise."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.accounts import api as accounts
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.duties import Duty
from hoitu.maturity.data import State
from hoitu.maturity.models import Assessment
from hoitu.maturity.queries.catalogues import open_cycles
from hoitu.strategy import api as strategy

MOST = 100  # of one kind on the start page; the lists themselves show all
KIND, ICON = gettext_lazy("Trưởng thành số"), "chart-dots"
APPRAISED = "a body above appraises what agencies sent"


def duties(*, actor: Actor) -> list[Duty]:
    """Return what waits for the actor in this room; few queries, however much there is."""
    found: list[Duty] = []
    if actor.may("maturity.score") or actor.may("maturity.send"):
        found += _own(actor)
    if actor.may("maturity.verify"):
        found += _others(actor)
    return found


def _own(actor: Actor) -> Iterator[Duty]:
    """Only press agencies are scored. A cycle without an entry window has no day, and is never late."""
    if accounts.organisation(organisation_id=actor.agency).kind != "press_agency":
        return
    here, today = reverse("maturity:home"), clock.today()
    rows = Assessment.objects.for_agency(actor.agency).select_related("cycle").defer("frozen")
    begun = {row.cycle_id: row for row in rows.order_by("version")}
    if actor.may("maturity.score"):
        # A cycle of years ago whose window nobody knows can still be scored, but does not wait for it.
        live = Q(entry_until__isnull=False) | Q(year__gte=today.year - 1)
        begins = Q(entry_from=None) | Q(entry_from__lte=today)
        for cycle in open_cycles(actor, on=today).filter(live, begins)[:MOST]:
            if cycle.pk not in begun:
                words = _("Mở bản chấm: %s") % cycle.name
                yield Duty(KIND, here, ICON, words, here, _end(cycle.entry_until))
    for row in begun.values():
        if row.state == State.SCORING:
            url = reverse("maturity:assessment", args=[row.pk])
            words = _("Chấm và gửi: %s") % row.cycle.name
            yield Duty(KIND, here, ICON, words, url, _end(row.cycle.entry_until))


def _others(actor: Actor) -> Iterator[Duty]:
    """What an office's own cycle asks for is appraised by that office alone."""
    here = reverse("maturity:results")
    rows = Assessment.objects.unscoped(why=APPRAISED).filter(
        Q(cycle__owner=None) | Q(cycle__owner=actor.agency),
        agency__in=strategy.open_to(actor) - {actor.agency},
        state__in=(State.SENT, State.APPRAISAL),
    )
    for row in rows.select_related("cycle", "agency").defer("frozen").order_by("sent_at", "pk")[:MOST]:
        url = reverse("maturity:assessment", args=[row.pk])
        words = _("Thẩm định: %s") % row.cycle.name
        yield Duty(KIND, here, ICON, words, url, _end(row.cycle.results_on), row.agency.name)


def _end(day: date | None) -> datetime | None:
    return clock.end_of_day(day) if day else None
