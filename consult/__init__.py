"""Step one: what a consultation is and who takes part.

This is the ground floor; every later step stands on it and it names none of them.
Its floors are the kit, the territories, the accounts and the consultations.
"""

from flask import Flask

from consult import accounts, consultations, gallery, territories


def init_app(app: Flask) -> None:
    """Open the ground floor, from the bottom up."""
    territories.init_app(app)
    accounts.init_app(app)
    consultations.init_app(app)
    gallery.init_app(app)
