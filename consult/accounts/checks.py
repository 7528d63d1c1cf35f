"""Look at what accounts need of this machine: the key that reads the second factors."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.accounts import queries
from consult.kit import schema
from consult.kit.checks import Finding, Gravity, either
from consult.kit.db import database
from consult.kit.sealing import SealedError, sealer


def second_factors_are_readable() -> Iterator[Finding]:
    """Say whether the codes people show can still be checked, and whether a former key is still needed."""
    if schema.missing(database()):
        return
    with database().unit_of_work(writes=False):
        sealed = queries.sealed_secrets()
    lost = sum(not _opens(secret) for secret in sealed)
    yield either(
        not lost,
        _("Les codes de la validation en deux étapes peuvent être vérifiés."),
        ngettext(
            "Remettez l’ancienne clé dans CONSULT_PREVIOUS_SECRET_KEYS : "
            "%(num)s compte ne peut plus montrer de code.",
            "Remettez l’ancienne clé dans CONSULT_PREVIOUS_SECRET_KEYS : "
            "%(num)s comptes ne peuvent plus montrer de code.",
            lost,
        ),
    )
    former = sum(not sealer().is_present(secret) for secret in sealed) - lost
    if former:
        sentence = ngettext(
            "Gardez l’ancienne clé : %(num)s compte ne s’est pas reconnecté par un code depuis le changement.",
            "Gardez l’ancienne clé : %(num)s comptes ne se sont pas reconnectés par un code depuis le changement.",
            former,
        )
        yield Finding(Gravity.WARNING, sentence)


def _opens(sealed: str) -> bool:
    try:
        sealer().open(sealed)
    except SealedError:
        return False
    return True
