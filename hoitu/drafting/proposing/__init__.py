"""The plan importer: a file of an administrative plan → a proposal with the source line of each item."""
