"""What a plan is proposed to contain, each item with its source line; nothing here is confirmed yet."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Source = Literal["table", "narrative", "duty"]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The head of the document. A blank number or date is None: a draft."""

    issuer: str | None = None
    number: str | None = None
    date: dt.date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedTarget:
    """One target. `value` is None when the sentence has no quantity; `threshold` is a second number that each
    counted unit must reach ("30% cơ quan … tăng doanh thu tối thiểu 20%": value 30, threshold 20)."""

    text: str
    value: float | None
    unit: str | None
    year: int | None
    line: int
    scope: str | None = None
    threshold: float | None = None
    threshold_unit: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """One task: a row of an appendix table, a bullet of the narrative, or a duty of a named organisation."""

    text: str
    lead: str | None
    coordinators: tuple[str, ...]
    product: str | None
    time: str | None
    line: int
    part: str | None = None
    note: str | None = None
    source: Source = "narrative"


@dataclass(frozen=True, slots=True)
class ProposedReport:
    """One report duty; `when` is verbatim."""

    who: str | None
    to: tuple[str, ...]
    when: str | None
    line: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A legal text that the plan names; laws have no number."""

    text: str
    number: str | None
    date: dt.date | None
    line: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything that was found in one document, in the document's order."""

    document: DocumentFacts = field(default_factory=DocumentFacts)
    targets: tuple[ProposedTarget, ...] = ()
    tasks: tuple[ProposedTask, ...] = ()
    reports: tuple[ProposedReport, ...] = ()
    legal: tuple[LegalReference, ...] = ()
