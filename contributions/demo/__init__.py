"""Fill the demonstration's consultations with what its people say: texts written by hand, votes drawn from a seed.

The texts stand in `data`, one file a theme; `direction.toml` says who speaks and what divides.
"""
