"""What screens read of connections and packages."""
