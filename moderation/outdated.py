"""Answer a decision that came too late: what changed, the case as it now is, and the next one."""

from collections.abc import Sequence

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Conflict, Sentence
from consult.kit.typed_again import is_ours
from moderation.asked import kept_filters
from moderation.offered import is_offered

_WRITTEN: dict[str, Sentence] = {
    "fact": _l("Passage en cause"),
    "masked": _l("Mots à masquer"),
    "explanation": _l("Explication pour son auteur"),
    "quote": _l("Phrase à citer"),
    "tags": _l("Étiquettes"),
}
"""The fields of the desk in which people write, by the name they have on the page."""


def show_outdated(error: Conflict) -> tuple[str, int]:
    """Say on the desk why nothing was done, keep what was typed, and lead on; nothing is a dead end."""
    number = (request.view_args or {}).get("contribution_id")
    values = {"sentence": error.sentence, "contribution_id": number, "typed": _written()}
    values["asked"] = kept_filters(request.args)
    return render_template("moderation/outdated.html", **values), error.status


def _written() -> Sequence[tuple[Sentence, str]]:
    """Return what was written in this request's form, field by field; nothing of what the page had filled in."""
    held = request.form if is_ours() else {}
    marks = held.get("offered", "")
    written = [(label, held.get(name, "").strip()) for name, label in _WRITTEN.items()]
    return [(label, words) for label, words in written if words and not is_offered(words, marks)]
