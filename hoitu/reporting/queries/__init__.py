"""What is owed, what was sent, and the numbers of a report."""
