"""Do what moderation does: flag, read, decide, tell.

Each verb takes who acts and when, flushes, and leaves the commit to the edge. Every change of a
text's status goes through `contributions.status`.
"""
