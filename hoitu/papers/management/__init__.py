"""What operators ask of the papers room on the command line."""
