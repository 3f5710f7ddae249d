"""Which publications count for the indicators that are counted from them, in SQL and as a queryset."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext as _

from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.figures import Line, Question
from hoitu.strategy.models import Publication

REMOVED_WITHIN = "strategy.ind01.removed_within_hours"
WHY = "the state side counts what is published"


def counting(question: Question) -> ScopedQuerySet[Publication]:
    """Return the publications that count: as known then, read back by somebody, not taken down at once."""
    known = Publication.objects.unscoped(why=WHY)
    if question.known_at is None:
        known = known.filter(superseded_at=None)
    else:
        known = known.filter(recorded_at__lte=question.known_at).exclude(superseded_at__lte=question.known_at)
    at_least = timedelta(hours=question.rules[REMOVED_WITHIN])
    stayed = Q(removed_at=None) | Q(removed_at__gte=F("published_at") + at_least)
    return known.filter(stayed, confirmed_at__isnull=False, published_at__lt=question.until)


def select(
    sql: str, rows: ScopedQuerySet[Publication], *columns: str, **values: object
) -> list[tuple[Any, ...]]:
    """Run SQL that reads the rows' columns from `{rows}`; names in `%(…)s` are filled from `values`."""
    inner, found = rows.order_by().values(*columns).query.sql_with_params()
    named = {f"row{number}": value for number, value in enumerate(found)}
    for name in named:
        inner = inner.replace("%s", f"%({name})s", 1)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(rows=f"({inner}) AS counted"), named | values)
        found_rows: list[tuple[Any, ...]] = cursor.fetchall()
    return found_rows


def as_line(row: Publication) -> Line:
    """Return a publication as screens list it."""
    note = _("trong nước") if row.is_domestic else ""
    words = row.get_provenance_display()
    if row.source:
        words = f"{words}: {row.source}"
    return Line(row.title, row.published_at, row.platform, row.url, note, row.provenance, words)
