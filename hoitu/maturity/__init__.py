"""Maturity: the index of digital maturity, its catalogues, scores and evidence."""
