"""Names for groups of sentences: the words that set a group apart from the others, as people wrote them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log

from synthesis.analysis.units import Unit
from synthesis.analysis.words import Token, lemma

TERMS = 3
_FEWEST_USES = 2
_SMALLEST_SHARE = 0.06
_PAIR_BONUS = 1.6
# Words about the consultation itself, which every topic holds.
_ABOUT_THE_CONSULTATION = frozenset(
    lemma(word)
    for word in """
    article alinéa loi projet texte proposition contribution consultation argument débat avis idée mot question
    problème commentaire phrase paragraphe ajouter remplacer supprimer modifier préciser rédiger proposer
    disposition mesure objectif lien accord intérêt cause solution fin place base début
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)

Term = tuple[str, ...]
Written = tuple[Term, str]


def label_groups(groups: Sequence[Sequence[Unit]], units: Sequence[Unit]) -> list[tuple[str, ...]]:
    """Name each group by its three most telling terms (c-TF-IDF), never the same name twice."""
    written = {id(unit): _terms(unit) for unit in units}
    counts = [_uses(group, written) for group in groups]
    overall: Counter[Term] = Counter()
    for count in counts:
        overall.update(count)
    average = overall.total() / max(1, len(counts))
    surfaces = _surfaces(written.values())
    sizes = [len({unit.ref for unit in group}) for group in groups]
    return [_name(count, size, overall, average, surfaces) for count, size in zip(counts, sizes, strict=True)]


def _uses(group: Sequence[Unit], written: Mapping[int, list[Written]]) -> Counter[Term]:
    """Count in how many contributions of a group each word or pair of neighbouring words stands."""
    by_ref: dict[str, set[Term]] = {}
    for unit in group:
        by_ref.setdefault(unit.ref, set()).update(term for term, _ in written[id(unit)])
    return Counter(term for terms in by_ref.values() for term in terms)


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


def _surfaces(written: Iterable[list[Written]]) -> dict[Term, str]:
    """Find how each term is most often written; on a tie, the first in the alphabet."""
    found: dict[Term, dict[str, int]] = {}
    for terms in written:
        for term, surface in terms:
            forms = found.setdefault(term, {})
            forms[surface] = forms.get(surface, 0) + 1
    return {term: min(forms, key=lambda form: (-forms[form], form)) for term, forms in found.items()}


def _name(
    count: Counter[Term], size: int, overall: Counter[Term], average: float, surfaces: dict[Term, str]
) -> tuple[str, ...]:
    def weight(term: Term) -> float:
        bonus = _PAIR_BONUS if len(term) > 1 else 1.0
        own = count[term] / overall[term]
        return bonus * own * count[term] * log(1 + average / overall[term])

    fewest = max(_FEWEST_USES, _SMALLEST_SHARE * size)
    telling = [term for term in count if not set(term) & _ABOUT_THE_CONSULTATION] or list(count)
    usual = [term for term in telling if count[term] >= fewest] or telling
    chosen: list[Term] = []
    for term in sorted(usual, key=lambda term: (-weight(term), term)):
        if len(chosen) < TERMS and not any(set(term) & set(other) for other in chosen):
            chosen.append(term)
    return tuple(surfaces[term] for term in chosen)
