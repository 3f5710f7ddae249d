"""Pure arithmetic of the outlook room."""
