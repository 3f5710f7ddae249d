"""Oversight: the monitor of published items, complaints, quality checks, the follow-up of press planning."""
