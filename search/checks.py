"""Say whether the search index can be read."""

from collections.abc import Iterator

from flask_babel import gettext as _

from consult.kit.checks import Finding, Gravity, either
from search.engines import engine


def index_is_sound() -> Iterator[Finding]:
    """Say whether people find what is published; the worker makes a lost index again by itself."""
    yield either(
        engine().is_sound(),
        _("L’index de recherche est en état."),
        _("Lancez « consult index rebuild », ou laissez le worker le faire : l’index de recherche manque."),
        Gravity.WARNING,
    )
