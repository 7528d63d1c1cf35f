"""Names for groups of sentences: the words that set a group apart from the others, as people wrote them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from synthesis.analysis.units import Unit
from synthesis.analysis.words import Token, lemma, tokens

TERMS = 3
_FEWEST_USES = 2
_SMALLEST_SHARE = 0.06
_PAIR_BONUS = 1.6
_VERB_MALUS = 0.25
_ALREADY_SAID, _OWN = 0.25, 0.7
# Words about the consultation itself, which every topic holds.
_ABOUT_THE_CONSULTATION = """
article alinéa loi projet texte proposition contribution consultation argument débat avis idée mot question
problème commentaire phrase paragraphe ajouter remplacer supprimer modifier préciser rédiger proposer
disposition mesure objectif lien accord intérêt cause solution fin place base début
"""
# Words of time, of quantity and of manner, which tell of no subject by themselves.
_VAGUE = """
an année mois semaine jour journée heure minute seconde soir matin nuit lendemain veille hier demain époque passé
futur avenir durée date fois euro pourcent million milliard dizaine centaine millier quart moitié tiers reste
gens monde homme femme monsieur madame besoin envie chance peine raison sens point vue fait exemple situation
existant relatif long court gauche droite bout côté haut bas milieu autour cher sûr clair simple facile difficile
compliqué réel actuel ancien prochain précédent ultérieur suivant divers commun courant majeur principe notion
impact contexte pratique usage utilisation utilisateur développement favoriser permettre choix moyen manière code
and for from in is of on the to with
"""
_NAMES_NOTHING = frozenset(lemma(word) for word in (_ABOUT_THE_CONSULTATION + _VAGUE).split())
_INFINITIVE = ("er", "ir", "oir", "re")

Term = tuple[str, ...]
Written = tuple[Term, str]
Spelled = Mapping[int, list[Written]]


@dataclass(frozen=True)
class _Words:
    """What is known of the terms of all groups: how often they stand, how they are written, which are verbs."""

    overall: Counter[Term]
    average: float
    surfaces: Mapping[Term, str]
    verbs: frozenset[Term]


@dataclass(frozen=True)
class Name:
    """What a group is called: its terms as they are written, and the contributions that use one of them."""

    label: tuple[str, ...]
    users: frozenset[str]


def label_groups(groups: Sequence[Sequence[Unit]], units: Sequence[Unit]) -> list[tuple[str, ...]]:
    """Give the terms each group is named by."""
    return [name.label for name in name_groups(groups, units)]


def spelled(units: Iterable[Unit]) -> Spelled:
    """List the terms of each unit, by its identity: what may name a group it falls in."""
    return {id(unit): _terms(unit) for unit in units}


def name_groups(
    groups: Sequence[Sequence[Unit]], units: Sequence[Unit], known: Spelled | None = None
) -> list[Name]:
    """Name each group by three terms that set it apart and that, together, most of it uses (after c-TF-IDF).

    Terms listed before are `known`: the parts of a topic are made of its own units.
    """
    written = spelled(units) if known is None else known
    held = [_held(group, written) for group in groups]
    overall: Counter[Term] = Counter()
    for one in held:
        overall.update({term: len(refs) for term, refs in one.items()})
    forms = _forms(written[id(unit)] for unit in units)
    words = _Words(
        overall=overall,
        average=overall.total() / max(1, len(held)),
        surfaces={term: min(one, key=lambda form: (-one[form], form)) for term, one in forms.items()},
        verbs=frozenset(term for term, one in forms.items() if _is_verb(term, one)),
    )
    chosen = [_name(one, words) for one in held]
    everywhere = _held(units, written, {term for terms in chosen for term in terms})
    return [
        Name(
            tuple(words.surfaces[term] for term in terms),
            frozenset(unit.ref for unit in group) & frozenset().union(*(everywhere[term] for term in terms)),
        )
        for group, terms in zip(groups, chosen, strict=True)
    ]


def term_of(written: str) -> Term:
    """Give the lemmas of a term as it is written."""
    return tuple(token.lemma for token in tokens(written))


def users_of(group: Iterable[Unit], terms: Collection[Term]) -> dict[Term, set[str]]:
    """List, for each of these terms that some sentences use, the contributions they stand in."""
    wanted = frozenset(word for term in terms for word in term)
    telling = [unit for unit in group if any(token.lemma in wanted for token in unit.tokens)]
    return _held(telling, spelled(telling), terms)


def _held(group: Iterable[Unit], written: Spelled, among: Collection[Term] | None = None) -> dict[Term, set[str]]:
    """Find in which contributions of a group each word or pair of neighbouring words stands, or some of them."""
    found: dict[Term, set[str]] = {}
    for unit in group:
        for term, _ in written[id(unit)]:
            if among is None or term in among:
                found.setdefault(term, set()).add(unit.ref)
    return found


def _terms(unit: Unit) -> list[Written]:
    """List the words of a unit and the pairs that touch in its text, each with its written form."""
    single: list[Written] = [((token.lemma,), token.surface) for token in unit.tokens]
    lowered = unit.words.lower().replace("’", "'")
    pairs: list[Written] = [
        ((first.lemma, second.lemma), surface)
        for first, second in pairwise(unit.tokens)
        if (surface := _touching(first, second, lowered)) is not None
    ]
    return single + pairs


def _touching(first: Token, second: Token, lowered: str) -> str | None:
    joined = f"{first.surface} {second.surface}"
    return joined if joined in lowered and first.lemma != second.lemma else None


def _forms(written: Iterable[list[Written]]) -> dict[Term, dict[str, int]]:
    """Count how each term is written; the commonest form names it, on a tie the first in the alphabet."""
    found: dict[Term, dict[str, int]] = {}
    for terms in written:
        for term, surface in terms:
            forms = found.setdefault(term, {})
            forms[surface] = forms.get(surface, 0) + 1
    return found


def _is_verb(term: Term, forms: Iterable[str]) -> bool:
    """Say whether a word is conjugated: an infinitive for a lemma, and a form that is no plural of it."""
    if len(term) > 1 or not term[0].endswith(_INFINITIVE):
        return False
    return any(form not in {term[0], f"{term[0]}s"} for form in forms)


def _name(held: Mapping[Term, set[str]], words: _Words) -> tuple[Term, ...]:
    """Choose one term after the other; what those before already cover counts for little."""
    size = len({ref for refs in held.values() for ref in refs})
    fewest = max(_FEWEST_USES, _SMALLEST_SHARE * size)
    telling = [term for term in held if not set(term) & _NAMES_NOTHING] or list(held)
    left = [term for term in telling if len(held[term]) >= fewest] or telling
    chosen: list[Term] = []
    covered: set[str] = set()
    while left and len(chosen) < TERMS:
        chosen.append(min(left, key=lambda term: (-_weight(term, held[term], covered, words), term)))
        covered |= held[chosen[-1]]
        left = [term for term in left if not set(term) & set(chosen[-1])]
    return tuple(chosen)


def _weight(term: Term, refs: set[str], covered: set[str], words: _Words) -> float:
    """Weigh a term by how much of it is the group's own, and how many it adds to those already covered."""
    overall = words.overall[term]
    added = len(refs - covered) + _ALREADY_SAID * len(refs & covered)
    kind = _PAIR_BONUS if len(term) > 1 else 1.0
    kind *= _VERB_MALUS if any((word,) in words.verbs for word in term) else 1.0
    return float(kind * (len(refs) / overall) ** _OWN * added * log(1 + words.average / overall))
