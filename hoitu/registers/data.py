"""Frozen records that cross the door of the registers room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hoitu.kernel.errors import Refused


class RuleUnknown(Refused):
    """Raised when no row states the rule for the day, or its figure is still unknown."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            _("Chưa có quy định “%(key)s” cho ngày này. Hãy bổ sung trong Sổ quy định pháp luật.")
            % {"key": key}
        )


@dataclass(frozen=True)
class LegalRule:
    """One rule of the law in force on the day asked for."""

    key: str
    label: str
    value: object
    unit: str
    effective_from: date
    effective_until: date | None
    citation: str
    confidence: str

    def integer(self) -> int:
        """Return the value as a whole number. Raises `RuleUnknown` when the figure is not known."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise RuleUnknown(self.key)
        return self.value


@dataclass(frozen=True)
class Licence:
    """A press licence as pages and reports show it."""

    id: UUID
    product: str
    name: str
    number: str
    issuer: str
    issued_on: date
    valid_until: date | None
    domain: str
    head: str
