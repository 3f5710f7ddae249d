"""The newsroom's search: a derived index on each web host, kept current from the change feed."""
