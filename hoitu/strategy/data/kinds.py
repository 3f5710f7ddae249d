"""The kinds that records of a plan have; what is stored and what packs say are their values."""

from enum import StrEnum


class DocumentState(StrEnum):
    """How far a document has come. Only issued plans count in roll-ups; a replaced one stays readable."""

    DRAFT = "draft"
    ISSUED = "issued"
    REPLACED = "replaced"


class Confidence(StrEnum):
    """How a fact was learnt; the same marks as the register of legal rules."""

    TEXT = "S"
    SCAN = "S-ocr"
    SECONDARY = "S2"
    UNVERIFIED = "R"


class Unit(StrEnum):
    """What the number of a measure counts. Shares are percent of the denominator."""

    SHARE_OF_AGENCIES = "share_of_agencies"
    SHARE_OF_PEOPLE = "share_of_people"
    SHARE_OF_INSTITUTIONS = "share_of_institutions"
    SHARE_OF_SYSTEMS = "share_of_systems"
    GROWTH_PER_UNIT_A_YEAR = "growth_per_unit_a_year"
    GROWTH_A_YEAR = "growth_a_year"
    GROWTH_SINCE_BASE_YEAR = "growth_since_base_year"
    NAMED_UNITS = "named_units"
    COUNT_OF_AGENCIES = "count_of_agencies"
    BOOLEAN = "boolean"
    MILESTONE = "milestone"


class Op(StrEnum):
    """How the value is meant: at least, exactly (all of them), about; `achieved` has no number."""

    AT_LEAST = ">="
    EXACTLY = "="
    ABOUT = "~"
    ACHIEVED = "achieved"


class TaskKind(StrEnum):
    """Where a task stands in its document."""

    APPENDIX = "A"  # a row of the appendix
    NARRATIVE = "N"  # a solution of the text without a row of its own
    DUTY = "O"  # a duty of a named body
    ASSIGNMENT = "G"  # the sentence that hands the whole document to a body
    DETAIL = "D"  # words of the text that its row of the appendix drops


class ClosedBy(StrEnum):
    """What shows that a task is done."""

    AUTO = "auto"  # records of this platform
    DOC = "doc"  # a document that a second person checked


class DeviationKind(StrEnum):
    """How a target differs from its parent's; `same_as_2025` compares with the plan's own earlier target."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    KIND = "kind"
    DROPPED = "dropped"
    ADDED = "added"
    WORDING = "wording"
    SAME_AS_2025 = "same_as_2025"


class BodyKind(StrEnum):
    """What an organisation is; the kinds of `accounts`, and roles of people that plans name."""

    PRESS_AGENCY = "press_agency"
    GOVERNING_BODY = "governing_body"
    DEPARTMENT = "department"
    MINISTRY = "ministry"
    TRAINING_SCHOOL = "training_school"
    OTHER = "other"
    ROLE = "role"


class EdgeKind(StrEnum):
    """What the other organisation is to this one: its governing body, manager for the state, whole, or reader."""

    GOVERNING = "governing"
    STATE_MANAGEMENT = "state_management"
    PART_OF = "part_of"
    REPORTS_TO = "reports_to"


class RemarkKind(StrEnum):
    """Why a person should look at a place of the source."""

    DUPLICATE = "duplicate"
    AMBIGUITY = "ambiguity"
    DAMAGE = "damage"
    NUMBERING = "numbering"
    DIFFERENCE = "difference"
