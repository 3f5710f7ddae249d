"""The verbs of the connector room."""
