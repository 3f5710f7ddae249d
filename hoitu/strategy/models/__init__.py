"""What the strategy room stores."""

from hoitu.strategy.models.declarations import Declaration
from hoitu.strategy.models.plans import Body, Measure, Plan, ReportRule, Target, Task
from hoitu.strategy.models.records import Publication

__all__ = ["Body", "Declaration", "Measure", "Plan", "Publication", "ReportRule", "Target", "Task"]
