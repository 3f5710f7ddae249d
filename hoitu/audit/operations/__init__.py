"""What writes and checks the trail."""
