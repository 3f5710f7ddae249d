"""The figures of correspondence from the register of legal rules; a house rule stands beside what nobody knows."""

import re
from datetime import date

from hoitu.correspondence.policies.answer_clock import Rule
from hoitu.registers import api as registers
from hoitu.registers.api import RuleUnknown

LAW, HOUSE = "press.answer_hours", "press.answer_hours_proposed"
REMIND, LEAST = "correspondence.remind_days", "correspondence.compare_least"
FALLBACK_HOURS, FALLBACK_LEAST = 48, 5
MOST_DAYS = 366  # a longer reminder is a typing error


def answer_rule(on: date) -> Rule:
    """Return within how many hours the press is answered: the law's figure, while that is unknown our own."""
    for key in (LAW, HOUSE):
        try:
            rule = registers.legal_rule(key=key, on=on)
            return Rule(rule.integer(), f"{rule.integer()} {rule.unit}, {rule.citation}")
        except RuleUnknown:
            continue
    return Rule(FALLBACK_HOURS, f"{FALLBACK_HOURS} giờ")


def is_law_known(on: date) -> bool:
    """Say whether the register knows the law's own answering time."""
    try:
        registers.legal_rule(key=LAW, on=on).integer()
    except RuleUnknown:
        return False
    return True


def remind_steps(on: date) -> tuple[int, ...]:
    """Return on how many days before (above 0) and after (below 0) a deadline people are reminded."""
    try:
        words = str(registers.legal_rule(key=REMIND, on=on).value)
    except RuleUnknown:
        return ()
    return tuple(days for each in re.findall(r"-?\d+", words) if abs(days := int(each)) <= MOST_DAYS)


def compare_least(on: date) -> int:
    """Return how many must take part before a comparison is shown; never fewer than the figure we ship."""
    try:
        return max(FALLBACK_LEAST, registers.legal_rule(key=LEAST, on=on).integer())
    except RuleUnknown:
        return FALLBACK_LEAST
