"""What screens and operations read of correspondence."""
