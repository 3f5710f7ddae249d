"""IND-03: which agencies work as a converged newsroom.

Counted so far: the share of the year's stories that came out in several media types. Each is one story with one
approval, because a release is made of an approved revision only. A copy on a social platform is no second media type.
The other half of the rule, a planning desk at work in most weeks, has no records yet: nobody passes on half a rule.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy.data import Unit
from hoitu.strategy.figures import Asked, Basis, Lines, Question, Tally, UnitFigure
from hoitu.strategy.models import Publication
from hoitu.strategy.queries.indicators import published

INDICATOR = "IND-03"
UNITS = (Unit.SHARE_OF_AGENCIES, Unit.NAMED_UNITS)
MEDIA = ("print", "web", "radio", "tv")
PERCENT, MEDIA_TYPES = "strategy.ind03.items_percent", "strategy.ind03.media_types"
RULES = (published.REMOVED_WITHIN, PERCENT, MEDIA_TYPES)
COUNTING_RULES = (published.REMOVED_WITHIN, MEDIA_TYPES)
PARTS = {
    "numerator": gettext_lazy("Bài gốc ra nhiều loại hình"),
    "denominator": gettext_lazy("Bài gốc đã đăng trong kỳ"),
}
ROWS_HAVE_RECORDED_TIME = True

# A set of media types as bits: a hash of groups counts them in one pass, COUNT(DISTINCT) would sort every row.
TALLIES = """
SELECT agency_id, count(*) FILTER (WHERE bit_count(media::bit(8)) >= %(least)s), count(*), max(provenance)
FROM (
    SELECT agency_id, root, max(provenance) AS provenance,
           bit_or(1 << array_position(%(media)s::text[], medium::text) >> 1) AS media
    FROM {rows} GROUP BY agency_id, root
) AS stories
GROUP BY agency_id
"""


def tallies(agency_ids: Collection[UUID], question: Question) -> dict[UUID, Tally]:
    """Count each agency's stories of the year, and those in several media types."""
    rows = published.select(
        TALLIES,
        _of_the_year(question).filter(agency_id__in=agency_ids),
        "agency_id", "root", "medium", "provenance",
        least=question.rules[MEDIA_TYPES],
        media=list(MEDIA),
    )  # fmt: skip
    return {
        agency_id: Tally({"numerator": several, "denominator": every}, provenance)
        for agency_id, several, every, provenance in rows
    }


def lines(agency_id: UUID, part: str, question: Question) -> Lines:
    """Return one publication for each story of a part, the first one, newest first."""
    rows = _of_the_year(question).filter(agency_id=agency_id)
    if part == "numerator":
        types = Count("medium", filter=Q(medium__in=MEDIA), distinct=True)
        several = rows.order_by().values("root").annotate(types=types)
        rows = rows.filter(root__in=several.filter(types__gte=question.rules[MEDIA_TYPES]).values("root"))
    first = rows.order_by("root", "published_at", "pk").distinct("root").values("pk")
    stories = Publication.objects.unscoped(why=published.WHY).filter(pk__in=first)
    return Lines(stories.order_by("-published_at", "pk"), published.as_line)


def judge(agency_id: UUID, tally: Tally | None, basis: Basis, asked: Asked | None) -> UnitFigure:
    """Compare the share with what is asked; a share that is enough is still only half of the rule."""
    least = basis.rules[PERCENT]
    if tally is None:
        return UnitFigure(None, least=least, reason=_("Chưa có tin, bài nào được xác nhận trong kỳ."))
    several, every = tally.parts["numerator"], tally.parts["denominator"]
    said = {"k": several, "n": every, "least": least, "media": basis.rules[MEDIA_TYPES]}
    enough = 100 * several >= least * every
    if enough:
        reason = _(
            "Chưa đủ để kết luận: %(k)d/%(n)d bài gốc ra từ %(media)d loại hình, đủ mức %(least)d %%; "
            "còn thiếu nửa kia của quy tắc là bàn điều phối đa loại hình theo tuần, chưa có bản ghi."
        )
    else:
        reason = _("%(k)d/%(n)d bài gốc ra từ %(media)d loại hình trở lên, cần %(least)d %%.")
    return UnitFigure(
        None if enough else False, tally.parts, (), least, tally.provenance, reason % said, is_partial=enough
    )


def _of_the_year(question: Question) -> ScopedQuerySet[Publication]:
    start = year_start(question.until)
    return published.counting(question).filter(published_at__gte=start)


def year_start(until: datetime) -> datetime:
    """Return when the year began to which the last moment before `until` belongs, in Vietnam."""
    last = clock.local(until - timedelta(microseconds=1))
    return last.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
