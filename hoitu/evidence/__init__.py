"""Evidence: documents that support a statement, checked by a second person."""
