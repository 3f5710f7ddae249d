"""The law's figures on a day."""

from datetime import date

from hoitu.registers import data
from hoitu.registers.models.law import rule_in_force


def legal_rule(*, key: str, on: date) -> data.LegalRule:
    """Return the rule in force on a day. Raises `RuleUnknown`."""
    return rule_in_force(key, on)


def rule_integer(key: str, on: date) -> int:
    """Return a rule's whole number on a day. Raises `RuleUnknown`."""
    return legal_rule(key=key, on=on).integer()
