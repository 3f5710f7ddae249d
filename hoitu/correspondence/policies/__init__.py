"""What holds in correspondence, as pure functions."""
