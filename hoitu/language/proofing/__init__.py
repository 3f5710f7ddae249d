"""Proofreading as pure functions: text and rules in, findings out. Nothing here reads a database or a clock."""

from hoitu.language.proofing.proof import proof

__all__ = ["proof"]
