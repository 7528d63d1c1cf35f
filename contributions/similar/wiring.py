"""Open the addresses of similar proposals, and join the registries of personal data."""

from flask import Flask

from consult.accounts.personal_data import on_download, on_erase
from contributions.similar import personal_data, views


def init_app(app: Flask) -> None:
    """Join before texts lose their author when an account is erased."""
    app.register_blueprint(views.blueprint)
    on_erase(app, personal_data.erase)
    on_download(app, personal_data.hand_over)
