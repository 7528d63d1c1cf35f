"""Ask twice before something goes online that was pointed at as private, or taken away at once."""

from flask_babel import gettext as _

from consult.kit.languages import full_date
from moderation.models import Evidence, Verdict
from moderation.statement import passages_quoted

_ONLINE = frozenset({Verdict.PUBLISH, Verdict.KEEP, Verdict.RESTORE})


def doubt(verdict: Verdict, to_mask: str, evidence: Evidence | None) -> str:
    """Say why a decision that puts words online should be taken twice; empty when nothing speaks against it."""
    if verdict not in _ONLINE:
        return ""
    if evidence is not None:
        return " ".join([_taken_away(evidence), _("Une seconde pression le remet en ligne.")])
    if to_mask.strip():
        return _(
            "Des mots restent à masquer\u00a0: %(words)s. Une seconde pression publie le texte avec eux\u202f; "
            "«\u00a0Publier en masquant ces mots\u00a0» (K) les masque.",
            words=passages_quoted(to_mask),
        )
    return ""


def _taken_away(evidence: Evidence) -> str:
    day = full_date(evidence.kept_at)
    if evidence.alerts:
        alerted = ", ".join(evidence.alerts.splitlines())
        return _(
            "Ce texte a été ôté de la vue en urgence le %(day)s. Alerte notée\u00a0: %(who)s.",
            day=day,
            who=alerted,
        )
    return _("Ce texte a été ôté de la vue en urgence le %(day)s. Personne n’a noté d’alerte.", day=day)
