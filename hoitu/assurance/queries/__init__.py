"""What screens and other rooms read of the assurance room."""
