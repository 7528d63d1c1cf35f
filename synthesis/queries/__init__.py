"""Read what a synthesis is computed from, and syntheses themselves, as each person may see them."""
