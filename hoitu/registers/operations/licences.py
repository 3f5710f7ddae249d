"""Keep the register of press licences from code: the demonstration and tests speak to it in records."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.registers.books import book_of
from hoitu.registers.operations.keep import save_row


@dataclass(frozen=True)
class LicenceInput:
    """The fields of a licence as a person gives them."""

    product: str
    name: str
    number: str
    issuer: str
    issued_on: date
    valid_until: date | None = None
    purpose: str = ""
    language: str = ""
    schedule: str = ""
    domain: str = ""
    server_place: str = ""
    provider: str = ""
    head: str = ""
    is_magazine: bool = False


def save_licence(*, actor: Actor, values: LicenceInput, licence_id: UUID | None = None) -> UUID:
    """Add a licence of the actor's agency, or change one. Raises `RowRefused`, `NotFound`."""
    typed = {name: "" if value in (None, False) else str(value) for name, value in asdict(values).items()}
    return save_row(actor=actor, book=book_of("giay-phep"), typed=typed, row_id=licence_id)
