"""Frozen records of a plan as it is printed. Lines are 1-based line numbers of the document's source file.

Everything called `verbatim` stands in the source letter for letter (whitespace aside), slips included; `reading`
is the same text as a person should read it, and empty where the two do not differ.
"""

from dataclasses import dataclass
from datetime import date

from hoitu.kernel.errors import Refused
from hoitu.strategy.data.kinds import (
    BodyKind,
    ClosedBy,
    Confidence,
    DeviationKind,
    DocumentState,
    EdgeKind,
    Op,
    RemarkKind,
    TaskKind,
    Unit,
)


class PackRefused(Refused):
    """Raised when a pack cannot be taken as it stands. The sentence names the file, the record and the key."""

    def __init__(self, file: str, record: str, key: str, what: str) -> None:
        self.file, self.record, self.key = file, record, key
        place = ", ".join(
            part for part in (f"tệp {file}", record and f"mục {record}", key and f"khóa “{key}”") if part
        )
        super().__init__(f"Không nạp được kế hoạch: {place}: {what}")


@dataclass(frozen=True)
class Span:
    """The days over which a plan runs, and the years with which its phases end."""

    starts_on: date
    ends_on: date
    phase_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Document:
    """A plan's identity. `known_through` names the document whose text is the only source for this one.

    `stated_units` are the organisations the plan itself counts, `stated_n` their number; None when the text does not
    say it, and the register has to. `number` and `issued_on` are empty in a draft.
    """

    id: str
    issuer: str
    number: str
    issued_on: date | None
    title: str
    title_lines: tuple[int, ...]
    state: DocumentState
    scope: str
    span: Span
    source_file: str
    source_sha256: str
    provenance: str
    missing: tuple[str, ...]
    signed_by: str = ""
    parent: str | None = None
    known_through: str | None = None
    stated_n: int | None = None
    stated_units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Threshold:
    """What one unit must reach to count in a share, e.g. revenue growth of at least 20 percent."""

    what: str
    op: Op
    value: int


@dataclass(frozen=True)
class Measure:
    """One number that a target asks for: percent for shares and growth, a count for units, or None.

    `denominator` are the plan's own words for what is counted, `stated_n` how many the plan itself says they are
    (None: the register has to say). `base_year` is None where the plan prints none.
    """

    indicator: str
    op: Op
    value: int | None
    unit: Unit
    denominator: str
    stated_n: int | None = None
    threshold: Threshold | None = None
    named_units: tuple[str, ...] = ()
    base_year: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Target:
    """One printed target line. `parent` is the target of the parent document that it adapts."""

    id: str
    year: int
    verbatim: str
    lines: tuple[int, ...]
    measures: tuple[Measure, ...]
    reading: str = ""
    waiver_allowed: bool = False
    parent: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number that binds although it stands outside the list of targets."""

    id: str
    verbatim: str
    lines: tuple[int, ...]
    measures: tuple[Measure, ...]
    reading: str = ""
    note: str = ""


@dataclass(frozen=True)
class Closing:
    """What closes a task: our proposal, in words."""

    by: ClosedBy
    what: str


@dataclass(frozen=True)
class Task:
    """One task, duty or solution. Empty cells were not printed; `inherits` is the task whose lead it takes over.

    `parent` is the task of the parent document that it was taken over from.
    """

    id: str
    kind: TaskKind
    verbatim: str
    lines: tuple[int, ...]
    features: tuple[str, ...]
    reading: str = ""
    number: str = ""
    part: str = ""
    lead: str = ""
    coordinators: str = ""
    product: str = ""
    time: str = ""
    time_note: str = ""
    closes_when: tuple[Closing, ...] = ()
    inherits: str | None = None
    parent: str | None = None
    flags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ReportRule:
    """A duty to report or submit. Each recipient accepts on its own; `via` is who passes it on.

    `when` is printed; `rule` says in words how it is read, `proposed` what we suggest where the plan names no day.
    """

    id: str
    who: str
    to: tuple[str, ...]
    what: str
    when: str
    rule: str
    lines: tuple[int, ...]
    via: str = ""
    task: str | None = None
    proposed: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class Mention:
    """Where a name is printed: document and lines."""

    document: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Edge:
    """A relation to another organisation. `since` and `until` (exclusive) are None where the day is not known."""

    kind: EdgeKind
    to: str
    source: str
    confidence: Confidence
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Successor:
    """Who has one duty of an organisation now, from which day (None: not known), and by which text."""

    organisation: str
    duty: str
    source: str
    confidence: Confidence
    since: date | None = None


@dataclass(frozen=True)
class Organisation:
    """A body or role as printed. `ended` says that it exists no more under this name; the day may be unknown."""

    id: str
    name: str
    kind: BodyKind
    mentions: tuple[Mention, ...]
    short_name: str = ""
    ended: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    edges: tuple[Edge, ...] = ()
    successors: tuple[Successor, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class LegalReference:
    """A legal text that the document cites, in its words."""

    id: str
    verbatim: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Deviation:
    """How a plan departs from its parent, in one sentence. `target` is None for what it drops."""

    kind: DeviationKind
    target: str | None
    parent: str | None
    sentence: str


@dataclass(frozen=True)
class Remark:
    """A place of the source that needs a person's eye. `about` are ids of records."""

    kind: RemarkKind
    lines: tuple[int, ...]
    about: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Pack:
    """One plan with everything it says."""

    name: str
    document: Document
    targets: tuple[Target, ...]
    quantities: tuple[Quantity, ...]
    tasks: tuple[Task, ...]
    report_rules: tuple[ReportRule, ...]
    organisations: tuple[Organisation, ...]
    legal_references: tuple[LegalReference, ...]
    deviations: tuple[Deviation, ...]
    remarks: tuple[Remark, ...]
