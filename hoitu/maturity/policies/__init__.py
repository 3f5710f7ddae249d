"""The arithmetic and the rules of the index, without a database."""
