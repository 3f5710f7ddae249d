"""Correspondence: circulars with receipts, the library of guidance, the spokesperson's desk."""
