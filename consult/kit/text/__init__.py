"""Read, clean, compare and mark French texts.

Every function here is pure: no request, no database, no clock. Search, moderation, similar
texts and the synthesis use the same words because they all cut them here.
"""
