"""The front door of the registers room."""

from hoitu.registers.data import RuleUnknown
from hoitu.registers.operations.keep import RowRefused, keep_row
from hoitu.registers.operations.licences import LicenceInput, save_licence
from hoitu.registers.operations.rules import RuleInput, change_rule, supersede_rule
from hoitu.registers.queries.endings import Endings, endings_of
from hoitu.registers.queries.levels import level_three
from hoitu.registers.queries.licences import licences_of, licensed, magazines
from hoitu.registers.queries.money import autonomous, orders
from hoitu.registers.queries.reach import reached
from hoitu.registers.queries.rules import legal_rule
from hoitu.registers.queries.training import trained

__all__ = [
    "Endings",
    "LicenceInput",
    "RowRefused",
    "RuleInput",
    "RuleUnknown",
    "autonomous",
    "change_rule",
    "endings_of",
    "keep_row",
    "legal_rule",
    "level_three",
    "licences_of",
    "licensed",
    "magazines",
    "orders",
    "reached",
    "save_licence",
    "supersede_rule",
    "trained",
]
