"""Pure rules of reports: their numbers, their steps, their words."""
