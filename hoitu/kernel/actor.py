"""Who acts, for which agency, with which permissions: the value that every operation takes."""

from dataclasses import dataclass, field
from uuid import UUID

from hoitu.kernel.errors import NotAllowed


@dataclass(frozen=True)
class Actor:
    """A person at work for one agency, or the system itself (`person_id` None)."""

    person_id: UUID | None
    name: str
    agency_id: UUID | None
    permissions: frozenset[str] = frozenset()
    desk_ids: frozenset[UUID] = frozenset()
    titles: tuple[str, ...] = ()
    is_system: bool = field(default=False)

    @classmethod
    def system(cls, *, agency_id: UUID | None, name: str = "Hội Tụ") -> "Actor":
        """Return the actor of jobs that nobody asked for in person; it may do everything."""
        return cls(person_id=None, name=name, agency_id=agency_id, is_system=True)

    def may(self, permission: str) -> bool:
        """Say whether this actor holds the named permission in the agency it works for."""
        return self.is_system or permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise `NotAllowed` unless the actor holds the permission."""
        if not self.may(permission):
            raise NotAllowed()

    @property
    def agency(self) -> UUID:
        """Return the agency worked for; `NotAllowed` when the actor works for none."""
        if self.agency_id is None:
            raise NotAllowed()
        return self.agency_id

    @property
    def person(self) -> UUID:
        """Return the person who acts; `NotAllowed` when it is the system."""
        if self.person_id is None:
            raise NotAllowed()
        return self.person_id
