"""What people do in the assurance room."""
