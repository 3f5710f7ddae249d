"""What is decided without asking the database."""
