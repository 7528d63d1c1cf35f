"""Say whether every document has its file."""

from collections.abc import Iterator

from flask_babel import gettext as _

from consult.kit.checks import Finding, either
from consult.kit.db import database
from contributions.attachments.queries import missing_digests
from contributions.attachments.storage import storage


def files_are_there() -> Iterator[Finding]:
    """Look for documents whose file is gone, which only a restored backup brings back."""
    present = list(storage().names())
    with database().unit_of_work(writes=False):
        missing = missing_digests(present)
    yield either(
        not missing,
        _("Chaque pièce jointe a son fichier."),
        _("Restaurez une sauvegarde : des pièces jointes n’ont plus leur fichier."),
    )
