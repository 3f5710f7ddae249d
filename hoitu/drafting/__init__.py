"""Drafting: plans in the making, read from a file or begun from another plan, until they are issued."""
