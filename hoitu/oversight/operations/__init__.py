"""What oversight does, one verb per module."""
