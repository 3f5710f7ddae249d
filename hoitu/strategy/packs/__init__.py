"""The plans that come with the program: one YAML file each, read into frozen records."""

from hoitu.strategy.packs.reading import names, read, read_all, read_file, shipped_plans
from hoitu.strategy.packs.summary import Counts, summary

__all__ = ["Counts", "names", "read", "read_all", "read_file", "shipped_plans", "summary"]
