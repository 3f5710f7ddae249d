"""What screens and neighbours read of the registers."""

from hoitu.registers.queries.licences import licences_of, licensed, magazines
from hoitu.registers.queries.rules import legal_rule

__all__ = ["legal_rule", "licences_of", "licensed", "magazines"]
