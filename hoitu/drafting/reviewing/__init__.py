"""A plan under review: what was proposed, what people type over it, and the pack that comes out of it."""
