"""What the connector room announces."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ConnectionSilent(Fact):
    """Nothing has come through a connection for longer than usual. `agency_id` is who looks after it."""

    connection_id: UUID
    name: str
    last_heard_at: datetime
