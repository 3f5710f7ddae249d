"""Who hears which fact: one row per fact, in the order in which the rooms may be told.

A fact announced on a lower floor reaches an upper room only through this table.
"""

SUBSCRIPTIONS: dict[str, list[str]] = {}
