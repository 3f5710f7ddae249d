"""Clocks of the law on a day, from the register of legal rules."""

from datetime import datetime, timedelta

from hoitu.kernel import clock
from hoitu.kernel.text import format_number
from hoitu.oversight.data import RULES, ComplaintKind, Medium
from hoitu.oversight.policies.clocks import after_working_days
from hoitu.registers import api as registers


def answer_clock(kind: ComplaintKind, received_at: datetime) -> tuple[datetime | None, str]:
    """Return until when a complaint is to be answered, and by which rule; (None, "") where no row says it."""
    day = clock.local(received_at).date()
    try:
        rule = registers.legal_rule(key=RULES[kind], on=day)
        due_at = after_working_days(received_at, rule.integer(), registers.holidays(day))
    except registers.RuleUnknown:
        return None, ""
    return due_at, f"{format_number(rule.integer())} {rule.unit}, {rule.citation}"


def correction_clock(medium: Medium, found_at: datetime) -> datetime | None:
    """Return when a correction must be out, counted from when the agency found the error; None: no row says it."""
    day = clock.local(found_at).date()
    try:
        if medium is Medium.ONLINE:
            hours = registers.legal_rule(key="correction.online_hours", on=day).integer()
            return found_at + timedelta(hours=hours)
        days = registers.legal_rule(key="correction.daily_days", on=day).integer()
        return clock.end_of_day(day + timedelta(days=days))
    except registers.RuleUnknown:
        return None
