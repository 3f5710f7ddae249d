"""Assurance: random draws of evidence that anybody can verify, and what never leaves an agency."""
