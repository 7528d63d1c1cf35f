"""Write what happens to accounts: sign-up, links sent by mail, profile, roles, erasure.

Whatever depends on an address being known is done by the worker, so that the page answers the
same, in the same time, to everyone.
"""
