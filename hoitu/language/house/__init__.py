"""Rules that the product brings along as data."""
