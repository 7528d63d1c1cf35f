"""Word the default charter: nine rules, the law first, each with what a person is told when a text breaks it.

A consultation may adopt its own (`Charter`); its rules answer the same names. A rule keeps its
number for good in one version: decisions cite it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from moderation.models import Decision, FlagReason, Suspension

DEFAULT_VERSION = 1
"""Raise it whenever a rule of the default charter changes its meaning."""


class Rule(Protocol):
    """What a rule of any charter says."""

    @property
    def number(self) -> int:
        """Return the number decisions cite."""
        ...

    @property
    def reason(self) -> FlagReason:
        """Return what a text that breaks it is reproached with."""
        ...

    @property
    def title(self) -> Sentence:
        """Return the rule in one line."""
        ...

    @property
    def body(self) -> Sentence:
        """Return what the rule means, in plain words."""
        ...

    @property
    def statement(self) -> Sentence:
        """Return what the author of a text that breaks it is told."""
        ...


@dataclass(frozen=True)
class DefaultRule:
    """A rule of the default charter."""

    number: int
    reason: FlagReason
    title: Sentence
    body: Sentence
    statement: Sentence


@dataclass(frozen=True)
class RulesInForce:
    """The charter of a consultation at this moment; `charter_id` is None for the default one."""

    version: int
    rules: Sequence[Rule]
    charter_id: int | None = None
    adopted_at: datetime | None = None

    def rule(self, number: int) -> Rule | None:
        """Return the rule of this number."""
        return next((one for one in self.rules if one.number == number), None)


DEFAULT = RulesInForce(
    DEFAULT_VERSION,
    (
        DefaultRule(
            1,
            FlagReason.INSULT,
            _l("Ni insulte, ni attaque contre une personne"),
            _l(
                "Critiquez les idées et les décisions, même vivement. "
                "N’insultez ni les participants, ni les élus, ni les agents."
            ),
            _l("Votre texte insulte une personne ou s’en prend à elle plutôt qu’à ce qu’elle défend."),
        ),
        DefaultRule(
            2,
            FlagReason.HATE,
            _l("Ni haine, ni discrimination"),
            _l(
                "La loi interdit les propos qui s’en prennent à des personnes en raison de leur origine, leur "
                "religion, leur sexe, leur orientation sexuelle ou leur handicap."
            ),
            _l("Votre texte s’en prend à des personnes en raison de ce qu’elles sont, ce que la loi interdit."),
        ),
        DefaultRule(
            3,
            FlagReason.DEFAMATION,
            _l("Pas d’accusation sans preuve"),
            _l("N’accusez pas une personne ou une entreprise d’un fait précis que vous ne pouvez pas prouver."),
            _l("Votre texte accuse une personne ou une entreprise d’un fait précis sans que rien ne le prouve."),
        ),
        DefaultRule(
            4,
            FlagReason.THREAT,
            _l("Ni menace, ni appel à la violence"),
            _l("Menacer quelqu’un ou appeler à la violence est un délit, transmis à la justice s’il le faut."),
            _l("Votre texte menace quelqu’un ou appelle à la violence."),
        ),
        DefaultRule(
            5,
            FlagReason.PERSONAL_DATA,
            _l("Pas d’information privée"),
            _l(
                "Ne donnez ni adresse, ni téléphone, ni information sur la santé ou la vie privée, "
                "les vôtres ou celles d’une autre personne : cette page est lue par tous."
            ),
            _l(
                "Votre texte donne une information privée : une adresse, un téléphone ou un fait de la vie "
                "d’une personne."
            ),
        ),
        DefaultRule(
            6,
            FlagReason.ADVERTISING,
            _l("Pas de publicité"),
            _l(
                "Ne faites pas la promotion d’un produit, d’un service ou d’un site. "
                "Un lien qui étaye votre propos est bienvenu."
            ),
            _l("Votre texte fait la promotion d’un produit, d’un service ou d’un site."),
        ),
        DefaultRule(
            7,
            FlagReason.OFF_TOPIC,
            _l("Dans le sujet"),
            _l("Répondez à la question posée, ou au texte que vous commentez."),
            _l("Votre texte ne répond pas à la question posée par cette consultation."),
        ),
        DefaultRule(
            8,
            FlagReason.UNREADABLE,
            _l("Un texte que l’on peut lire"),
            _l(
                "Écrivez des phrases qui se comprennent. Un texte vide de sens, tout en capitales ou répété en "
                "rafale empêche de lire les autres."
            ),
            _l("Votre texte ne se comprend pas, ou il est répété au point d’empêcher de lire les autres."),
        ),
        DefaultRule(
            9,
            FlagReason.DUPLICATE,
            _l("Une idée, une seule fois"),
            _l("Avant d’écrire, regardez si votre idée est déjà là : soutenez-la ou complétez-la."),
            _l("Une contribution déjà publiée dit la même chose que la vôtre."),
        ),
    ),
)


def cited(decision: Decision | Suspension) -> Rule | None:
    """Return the rule a decision rests on, as its charter worded it; None when it rests on none."""
    if decision.rule is not None:
        return decision.rule
    return DEFAULT.rule(decision.rule_number) if decision.rule_number is not None else None


def default_title(number: int | None) -> str:
    """Return the title of a rule of the default charter; nothing when there is none of this number."""
    rule = DEFAULT.rule(number) if number is not None else None
    return str(rule.title) if rule else ""


def default_rules() -> list[Rule]:
    """Return the rules of the default charter, for the page that shows it to whoever signs up."""
    return list(DEFAULT.rules)
