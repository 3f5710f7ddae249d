"""What changes catalogues, cycles and assessments."""
