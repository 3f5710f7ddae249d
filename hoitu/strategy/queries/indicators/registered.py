"""What the indicators share that are counted from registers: whose rows answer for a body, and the class of them.

Rows of registers have no recorded time: the past is counted as the registers say it today, and a snapshot keeps what
it counted.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.accounts import api as accounts
from hoitu.evidence import api as evidence
from hoitu.strategy.figures import Line, Question
from hoitu.strategy.models import Publication

Provenance = Publication.Provenance
LINES = ("state_management", "governing")


def keepers_for(body_id: UUID, on: date) -> set[UUID]:
    """Return whose rows answer for a body on a day: its own, and those of the press agencies below it."""
    return {body_id} | accounts.press_agency_ids(on=on, below=body_id, kinds=LINES)


def checked(indicator: str, body_ids: Collection[UUID], question: Question) -> set[UUID]:
    """Return the bodies about whose figure of the year a document holds that a second person accepted."""
    about = f"measure:{indicator}:{question.on.year}"
    papers = evidence.evidence_about(agency_ids=body_ids, about=[about]) if body_ids else {}
    return {
        body_id
        for (body_id, _about), rows in papers.items()
        if any(row.checked_at is not None and row.holds_on(question.on) for row in rows)
    }


def line(
    title: str, *, on: date | None = None, where: str = "", note: str = "", url: str = "", amount: int = 1
) -> Line:
    """Return a row of a register as screens list it."""
    return Line(
        title,
        on=on,
        where=where,
        note=note,
        url=url,
        amount=amount,
        provenance=Provenance.COMPUTED,
        provenance_words=_("Sổ đăng ký"),
    )
