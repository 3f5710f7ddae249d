"""The arithmetic of oversight, without a database."""
