"""How the indicators of the plans are measured: versioned data, read into frozen records."""

from hoitu.strategy.definitions.data import Definition, Provenance
from hoitu.strategy.definitions.reading import catalogue, definition_of, definitions, name_of

__all__ = ["Definition", "Provenance", "catalogue", "definition_of", "definitions", "name_of"]
