"""Tell people of their tasks on plans, and of difficulties. The strategy room says whom and what."""

from django.utils.translation import gettext as _

from hoitu.strategy import api as strategy
from hoitu.strategy.data import Notice
from hoitu.strategy.events import DifficultyMoved, TaskAssigned, TaskDue, TaskEscalated
from hoitu.workspace.operations.notify import tell


def on_task_assigned(fact: TaskAssigned) -> None:
    """Tell who is to work on a case from now on."""
    _tell(strategy.assigned_notice(fact), f"{fact.subject}:assigned:{fact.at.isoformat()}")


def on_task_due(fact: TaskDue) -> None:
    """Remind those who work on a case."""
    _tell(strategy.reminder_notice(fact), f"reminder:{fact.reminder_id}")


def on_task_escalated(fact: TaskEscalated) -> None:
    """Put a late case before a head or the plan's owner."""
    _tell(strategy.reminder_notice(fact), f"reminder:{fact.reminder_id}")


def on_difficulty_moved(fact: DifficultyMoved) -> None:
    """Tell those with whom a difficulty lies now, or who wait for its answer."""
    _tell(strategy.difficulty_notice(fact), f"{fact.subject}:{fact.at.isoformat()}")


def _tell(notice: Notice | None, key: str) -> None:
    if notice is not None:
        tell(
            notice.agency_id,
            notice.person_ids,
            key,
            notice.icon,
            notice.text,
            notice.url,
            link_words=_("Mở việc"),
        )
