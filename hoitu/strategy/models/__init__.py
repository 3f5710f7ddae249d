"""What the strategy room stores."""

from hoitu.strategy.models.calendars import CalendarAddress
from hoitu.strategy.models.declarations import Declaration
from hoitu.strategy.models.follow_up import (
    Assignment,
    Case,
    CasePerson,
    Difficulty,
    DifficultyStep,
    DifficultyText,
    HandIn,
    Opening,
    Progress,
    Reminder,
    ReminderStep,
)
from hoitu.strategy.models.plans import Body, Measure, Plan, ReportRule, Target, Task
from hoitu.strategy.models.received import ReceivedTally
from hoitu.strategy.models.records import Publication, ServiceTopic, Subject
from hoitu.strategy.models.values import RecordsState, Snapshot, StoredTally, TallyDifference

__all__ = [
    "Assignment",
    "Body",
    "CalendarAddress",
    "Case",
    "CasePerson",
    "Declaration",
    "Difficulty",
    "DifficultyStep",
    "DifficultyText",
    "HandIn",
    "Measure",
    "Opening",
    "Plan",
    "Progress",
    "Publication",
    "ReceivedTally",
    "RecordsState",
    "Reminder",
    "ReminderStep",
    "ReportRule",
    "ServiceTopic",
    "Snapshot",
    "StoredTally",
    "Subject",
    "TallyDifference",
    "Target",
    "Task",
]
