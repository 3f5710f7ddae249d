"""Connector: records from other systems, and signed packages between installations."""
