"""Fill a site with a demonstration: two fictitious consultations, one open and one closed.

Each room adds what is its own, in the order of the rooms, inside one transaction; `scene` is what
they share. Everything is drawn from a seed, so the same day gives the same demonstration.
"""
