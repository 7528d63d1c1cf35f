"""Give documents their pages, rights, jobs and registries."""

from flask import Flask

from consult.accounts.personal_data import on_download, on_erase
from consult.kit import permissions
from consult.kit.checks import checks
from consult.kit.jobs import handle, repeat
from contributions.attachments import personal_data, storage, views
from contributions.attachments.checks import files_are_there
from contributions.attachments.rules import RULES


def init_app(app: Flask) -> None:
    """Open the documents' pages; called before texts lose their author when an account is erased."""
    storage.init_app(app, app.extensions["consult_settings"].data_dir)
    permissions.register(app, RULES)
    app.register_blueprint(views.blueprint)
    handle(app, "attachments.sweep", "contributions.attachments.jobs:sweep", long=True)
    repeat(app, "attachments.sweep", seconds=3600)
    on_erase(app, personal_data.erase)
    on_download(app, personal_data.hand_over)
    checks.add(app, files_are_there)
