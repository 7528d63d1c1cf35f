"""Give the reasons of a decision: the fact, the rule, the effect, the means, and how to contest it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from moderation.charter import cited
from moderation.models import Decision, FlagReason
from moderation.wording import EFFECTS, REASONS


@dataclass(frozen=True)
class Statement:
    """The exposé des motifs of one decision; what does not apply is empty."""

    effect: Sentence
    rule_number: int | None
    rule_title: Sentence
    rule_body: Sentence
    explanation: str
    fact: str
    also_seen: Sequence[Sentence]
    means: Sentence
    appeal_until: datetime | None


def statement_of_reasons(decision: Decision) -> Statement:
    """Return the reasons of a decision, as its author reads them (DSA, article 17)."""
    rule = cited(decision)
    return Statement(
        effect=EFFECTS[decision.verdict],
        rule_number=decision.rule_number,
        rule_title=rule.title if rule else "",
        rule_body=rule.body if rule else "",
        explanation=decision.explanation,
        fact=passages_quoted(decision.fact),
        also_seen=[REASONS[FlagReason(reason)] for reason in _others(decision) if rule],
        means=_means(decision),
        appeal_until=decision.appeal_until,
    )


def _others(decision: Decision) -> list[str]:
    """Return what the moderator upheld beside the rule cited; never what a flag alone said."""
    return [reason for reason in decision.also_seen or () if reason != decision.reason]


def passages_quoted(fact: str) -> str:
    """Put each passage, one a line, between its own guillemets."""
    pieces = [piece.strip() for piece in fact.splitlines() if piece.strip()]
    return ", ".join(f"«\u00a0{piece}\u00a0»" for piece in pieces)


def _means(decision: Decision) -> Sentence:
    if decision.is_automatic:
        return _l(
            "Cette mesure est automatique et provisoire : l’organisateur l’a choisie pour cette consultation. "
            "Une personne va lire votre texte, puis la confirmer ou la lever. Sa décision pourra être contestée."
        )
    if decision.flagged and decision.detected_automatically:
        return _l(
            "Cette décision a été prise par une personne, dont l’attention a été attirée par un signalement et "
            "par un contrôle automatique."
        )
    if decision.flagged:
        return _l(
            "Cette décision a été prise par une personne, après un signalement. "
            "Aucun outil automatique n’y a contribué."
        )
    if decision.detected_automatically:
        return _l("Cette décision a été prise par une personne, dont l’attention a été attirée automatiquement.")
    return _l("Cette décision a été prise par une personne. Aucun outil automatique n’y a contribué.")
