"""Strategy: plans of press digital transformation, as printed, and what follows from them."""
