"""The front door of the registers room."""

from hoitu.registers.data import (
    Completion,
    HouseRule,
    LegalRule,
    PlatformState,
    RuleUnknown,
    SharedInitiative,
    TextProposal,
)
from hoitu.registers.models.law import holidays
from hoitu.registers.operations.keep import RowRefused, keep_row
from hoitu.registers.operations.licences import LicenceInput, save_licence
from hoitu.registers.operations.rules import RuleInput, change_rule, supersede_rule
from hoitu.registers.queries.documents import evidence_subjects
from hoitu.registers.queries.endings import Endings, endings_of
from hoitu.registers.queries.initiatives import initiatives_of, shared_initiatives
from hoitu.registers.queries.levels import level_three
from hoitu.registers.queries.licences import licences_by, licences_of, licensed, magazines
from hoitu.registers.queries.money import autonomous, ever_decided, orders
from hoitu.registers.queries.platforms import platform_states, policies_that_differ
from hoitu.registers.queries.reach import reached
from hoitu.registers.queries.rules import legal_rule
from hoitu.registers.queries.schools import courses_run, schools
from hoitu.registers.queries.texts import text_proposals
from hoitu.registers.queries.training import trained, trained_twice
from hoitu.registers.queries.wordings import house_rules

__all__ = [
    "Completion",
    "Endings",
    "HouseRule",
    "LegalRule",
    "LicenceInput",
    "PlatformState",
    "RowRefused",
    "RuleInput",
    "RuleUnknown",
    "SharedInitiative",
    "TextProposal",
    "autonomous",
    "change_rule",
    "courses_run",
    "endings_of",
    "ever_decided",
    "evidence_subjects",
    "holidays",
    "house_rules",
    "initiatives_of",
    "keep_row",
    "legal_rule",
    "level_three",
    "licences_by",
    "licences_of",
    "licensed",
    "magazines",
    "orders",
    "platform_states",
    "policies_that_differ",
    "reached",
    "save_licence",
    "schools",
    "shared_initiatives",
    "supersede_rule",
    "text_proposals",
    "trained",
    "trained_twice",
]
