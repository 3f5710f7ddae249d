"""Rules of the assurance room, as pure functions."""
