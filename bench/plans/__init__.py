"""The truth about the five known documents, and seeded mutations of them."""
