"""Show contributions and receive what people type, noun by noun.

A view loads, requires, acts and answers; what is allowed is in `rules`, what is done in `operations`.
"""
