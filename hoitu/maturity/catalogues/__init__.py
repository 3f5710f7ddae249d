"""What comes with the program: versions of the index, their cycles, and the national results, with sources."""

from hoitu.maturity.catalogues.reading import blocks, national, shipped

__all__ = ["blocks", "national", "shipped"]
