"""What the strategy room stores."""

from hoitu.strategy.models.plans import Body, Measure, Plan, ReportRule, Target, Task
from hoitu.strategy.models.records import Publication, ServiceTopic, Subject
from hoitu.strategy.models.values import RecordsState, Snapshot, StoredTally, TallyDifference

__all__ = [
    "Body",
    "Measure",
    "Plan",
    "Publication",
    "RecordsState",
    "ReportRule",
    "ServiceTopic",
    "Snapshot",
    "StoredTally",
    "Subject",
    "TallyDifference",
    "Target",
    "Task",
]
