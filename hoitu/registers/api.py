"""The front door of the registers room."""

from hoitu.registers.data import RuleUnknown
from hoitu.registers.operations.licences import LicenceInput, save_licence
from hoitu.registers.operations.rules import RuleInput, change_rule, supersede_rule
from hoitu.registers.queries import legal_rule, licences_of, licensed, magazines

__all__ = [
    "LicenceInput",
    "RuleInput",
    "RuleUnknown",
    "change_rule",
    "legal_rule",
    "licences_of",
    "licensed",
    "magazines",
    "save_licence",
    "supersede_rule",
]
