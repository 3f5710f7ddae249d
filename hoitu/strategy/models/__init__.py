"""What the strategy room stores."""

from hoitu.strategy.models.calendars import CalendarAddress
from hoitu.strategy.models.plans import Body, Measure, Plan, ReportRule, Target, Task
from hoitu.strategy.models.proposals import PlanProposal, ProposalItem, ProposalLine
from hoitu.strategy.models.records import Publication

__all__ = [
    "Body",
    "CalendarAddress",
    "Measure",
    "Plan",
    "PlanProposal",
    "ProposalItem",
    "ProposalLine",
    "Publication",
    "ReportRule",
    "Target",
    "Task",
]
