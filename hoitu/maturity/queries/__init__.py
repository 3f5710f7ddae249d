"""What screens and neighbours read of the index."""
