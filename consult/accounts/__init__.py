"""Know who takes part: accounts, roles, sign-up and sign-in.

The cookie holds a random token; the database holds its hash, so that signing out everywhere is
immediate. Roles are given for one consultation or for all, and each change leaves a row.
"""

from flask import Flask

from consult.accounts import sessions


def init_app(app: Flask) -> None:
    """Let people sign in."""
    sessions.init_app(app)
