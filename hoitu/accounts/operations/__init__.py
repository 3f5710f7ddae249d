"""What changes accounts: one subject per module, every verb writes to the trail."""
