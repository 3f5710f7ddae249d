"""What people and jobs do in the outlook room."""
