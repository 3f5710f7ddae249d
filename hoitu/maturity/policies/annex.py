"""What must be right in an annex before its criteria may enter a catalogue."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from hoitu.kernel.text import format_number
from hoitu.maturity.data import AnnexRow, Pillar, Problem, points_of

# What a pillar can hold; the index of every decision so far has 100 points in all.
LARGEST_PILLAR = Decimal("999.99")


def problems_of(
    rows: Sequence[AnnexRow],
    pillars: Sequence[Pillar],
    *,
    total: Decimal | None = None,
    stated_criteria: int | None = None,
) -> list[Problem]:
    """Return what contradicts itself or the pillars: repeated codes, pillars that do not sum up, wrong counts.

    Only the number of criteria is a remark that does not block: it is known from reports, not from the text.
    """
    found = _repeated(rows) + _unequal_pillars(rows, pillars)
    whole = points_of(rows)
    if total is not None and whole != total:
        found.append(
            Problem(
                None,
                _("Tổng điểm của tệp là %(found)s, bộ chỉ số có %(total)s điểm.")
                % {"found": format_number(whole), "total": format_number(total)},
            )
        )
    if stated_criteria is not None and len(rows) != stated_criteria:
        words = _("Tệp có %(found)d tiêu chí; các nguồn đã đọc nói bộ chỉ số có %(stated)d.")
        found.append(Problem(None, words % {"found": len(rows), "stated": stated_criteria}, blocks=False))
    return found


def _repeated(rows: Sequence[AnnexRow]) -> list[Problem]:
    counts = Counter(row.code for row in rows)
    words = _("Mã tiêu chí “%(code)s” có nhiều lần trong tệp.")
    return [Problem(row.line, words % {"code": row.code}) for row in rows if counts[row.code] > 1]


def _unequal_pillars(rows: Sequence[AnnexRow], pillars: Sequence[Pillar]) -> list[Problem]:
    found = []
    for pillar in pillars:
        own = [row for row in rows if row.pillar == pillar.number]
        given = points_of(own)
        if given > LARGEST_PILLAR:
            words = _("Trụ cột %(number)d: các tiêu chí cộng lại %(found)s điểm, quá %(most)s điểm.")
            sums = {"found": format_number(given), "most": format_number(LARGEST_PILLAR)}
            found.append(Problem(None, words % ({"number": pillar.number} | sums)))
        elif not own:
            words = _("Trụ cột %(number)d chưa có tiêu chí nào trong tệp.") % {"number": pillar.number}
            found.append(Problem(None, words))
        elif pillar.maximum is not None and given != pillar.maximum:
            words = _(
                "Trụ cột %(number)d: các tiêu chí cộng lại %(found)s điểm, trụ cột có %(maximum)s điểm."
            )
            found.append(
                Problem(
                    None,
                    words
                    % {
                        "number": pillar.number,
                        "found": format_number(given),
                        "maximum": format_number(pillar.maximum),
                    },
                )
            )
    return found
