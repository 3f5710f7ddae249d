"""What comes with the program: versions of the index, their cycles, and the national results, with sources."""

from hoitu.maturity.catalogues.reading import block_names, national, shipped

__all__ = ["block_names", "national", "shipped"]
