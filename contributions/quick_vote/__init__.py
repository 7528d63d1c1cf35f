"""Vote rapide: one proposal at a time, the least considered first, each person on their own way round.

What is said is kept by the verbs of `contributions.operations`; here stand the rotation, what was passed over,
and the three pages.
"""
