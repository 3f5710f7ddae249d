"""What waits for a person, as the rooms say it: the start page gathers it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Duty:
    """One line of work that waits for a person now.

    `kind` names the list that it stands in, `list_url` opens that list. `due_at` is the first instant that is too
    late, None where nobody set a day. `is_late`: late without one day that could be named. `count`: how many things
    the line stands for.
    """

    kind: str | Promise
    list_url: str
    icon: str
    words: str
    url: str
    due_at: datetime | None = None
    note: str = ""
    count: int = 1
    is_late: bool = False

    def late_at(self, now: datetime) -> bool:
        """Say whether it should have been done before this instant."""
        return self.is_late or (self.due_at is not None and self.due_at <= now)
