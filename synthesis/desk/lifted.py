"""Say, after a change, that it lifted the signature of its theme."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash
from flask_babel import gettext as _

from synthesis.models import Synthesis
from synthesis.queries.edits import signatures_of


@contextmanager
def telling_lifted(synthesis: Synthesis, section_id: str) -> Iterator[None]:
    """Tell who had signed a theme when what is done inside lifts their signature."""
    before = signatures_of(synthesis).get(section_id)
    yield
    if before is not None and section_id not in signatures_of(synthesis):
        name = before.actor.display_name
        flash(_("La signature de %(name)s sur ce thème est levée : relisez-le et signez de nouveau.", name=name))
