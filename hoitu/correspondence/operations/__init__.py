"""What people do with correspondence, one verb after the other."""
