"""Tell the operator which legal duties of a publisher are not written yet."""

from collections.abc import Iterator

from flask_babel import gettext as _

from consult.kit import schema
from consult.kit.checks import Finding, Gravity, either
from consult.kit.db import database
from consult.kit.identity import present_identity


def duties_are_written() -> Iterator[Finding]:
    """Say whether the page of legal notices names the director of publication and the host (LCEN, article 6)."""
    if schema.missing(database()):
        return
    with database().unit_of_work(writes=False):
        region = present_identity()
    yield either(
        region.publisher and region.host,
        _("Les mentions légales nomment le directeur de la publication et l’hébergeur."),
        _("Écrivez au bureau, dans « Identité du site », le directeur de la publication et l’hébergeur."),
        Gravity.WARNING,
    )
