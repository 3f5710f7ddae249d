"""Screens of the assurance room."""
