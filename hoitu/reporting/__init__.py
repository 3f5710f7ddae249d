"""Reporting: what an agency owes whom by when, filled from the records, sent, returned, accepted."""
