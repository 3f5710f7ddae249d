"""What screens of the workspace read of the rooms below."""
