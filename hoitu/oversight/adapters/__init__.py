"""What oversight reads from outside, and the papers it makes."""
