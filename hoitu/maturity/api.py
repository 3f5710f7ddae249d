"""The front door of the maturity room."""

from hoitu.maturity.data import Basis, Level, ScoreInput, State, Totals, VerdictInput
from hoitu.maturity.operations.annex import enter_draft, read_draft
from hoitu.maturity.operations.appraise import (
    OthersCycle,
    OwnAssessment,
    accept_rest,
    correct,
    send_back,
    take,
    verify,
)
from hoitu.maturity.operations.assess import (
    NothingToScore,
    OutsideWindow,
    PointsRefused,
    score,
    send,
    start,
)
from hoitu.maturity.operations.catalogue import (
    BandInput,
    CriterionInput,
    NotTheKeeper,
    PillarInput,
    PointsInUse,
    copy_catalogue,
    remove_criterion,
    save_bands,
    save_criterion,
    save_pillar,
)
from hoitu.maturity.operations.cycles import CycleInput, save_cycle
from hoitu.maturity.operations.load import load_shipped
from hoitu.maturity.operations.publish import NotVerified, publish
from hoitu.maturity.policies.moves import Move, WrongStep
from hoitu.maturity.queries.assessments import assessment, level, own_assessments, sheet_of, sums
from hoitu.maturity.queries.catalogues import catalogue, catalogues, cycle, cycles
from hoitu.maturity.queries.duties import duties
from hoitu.maturity.queries.proofs import evidence_subjects
from hoitu.maturity.queries.results import AgencyResult, Result, results

__all__ = [
    "AgencyResult",
    "BandInput",
    "Basis",
    "CriterionInput",
    "CycleInput",
    "Level",
    "Move",
    "NotTheKeeper",
    "NotVerified",
    "NothingToScore",
    "OthersCycle",
    "OutsideWindow",
    "OwnAssessment",
    "PillarInput",
    "PointsInUse",
    "PointsRefused",
    "Result",
    "ScoreInput",
    "State",
    "Totals",
    "VerdictInput",
    "WrongStep",
    "accept_rest",
    "assessment",
    "catalogue",
    "catalogues",
    "copy_catalogue",
    "correct",
    "cycle",
    "cycles",
    "duties",
    "enter_draft",
    "evidence_subjects",
    "level",
    "load_shipped",
    "own_assessments",
    "publish",
    "read_draft",
    "remove_criterion",
    "results",
    "save_bands",
    "save_criterion",
    "save_cycle",
    "save_pillar",
    "score",
    "send",
    "send_back",
    "sheet_of",
    "start",
    "sums",
    "take",
    "verify",
]
