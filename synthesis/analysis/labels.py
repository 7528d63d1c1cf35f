"""Names for groups of sentences, in words people used: a proposal's title, or phrases that set the group apart.

A group that mostly answers one proposal bears its title. Any other is named by a phrase, by three at most, that
several authors use there more than elsewhere; where none gathers enough of it, it has no name, which is said.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from synthesis.analysis.phrases import ANY, Term, Written, grammar_of, pieces_of, terms_in
from synthesis.analysis.units import Unit
from synthesis.analysis.unnaming import ALONE, CLOSING, OPENING

TERMS = 3
OF_ONE_PROPOSAL = 0.5
FAIRLY_NAMED, SMALL, FAIRLY_NAMED_WHEN_SMALL = 0.25, 30, 0.4
_COVERED = 0.5
_FEWEST_AUTHORS = 2
_SHARE_OF_A_WORD, _SHARE_OF_A_PHRASE = 0.1, 0.05
_OFTENER = 1.5
_NEARLY_ALL = 0.8
_BONUS = {1: 1.0, 2: 1.8, 3: 2.0}
_TITLED = 1.5
_ALREADY_SAID, _OWN = 0.25, 0.7

Spelled = Mapping[int, Sequence[Written]]


@dataclass(frozen=True)
class Setting:
    """What stands around sentences: authors, the proposal each text belongs to, titles, words known to all.

    `common` are lemmas that set nothing apart: those of the theme's title, of the consultation's, of places.
    """

    authors: Mapping[str, int] = field(default_factory=dict)
    threads: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Name:
    """What a group is called: phrases as they are written, or the title of the proposal `about`, or nothing.

    `users` are the contributions that use one of the phrases, or that belong to the proposal. A group with no
    name keeps the proposal it holds most of, to be told beside that lack.
    """

    label: tuple[str, ...]
    users: frozenset[str]
    about: str = ""


@dataclass(frozen=True)
class _Group:
    """A group to be named: who uses each term in it, and how many of its texts belong to each proposal."""

    refs: frozenset[str]
    held: Mapping[Term, set[str]]
    threads: Counter[str]

    @property
    def about(self) -> str:
        """Give the proposal most of its texts belong to; on a tie, the first published."""
        return min(self.threads, key=lambda ref: (-self.threads[ref], int(ref[1:])), default="")

    @property
    def is_of_one_proposal(self) -> bool:
        """Say whether one proposal, with what answers it, makes half of the group."""
        return bool(self.threads) and self.threads[self.about] >= OF_ONE_PROPOSAL * len(self.refs)


@dataclass(frozen=True)
class _Words:
    """What is known of terms over all sentences: who uses them, how they are written, which stand in titles."""

    setting: Setting
    everyone: int
    users: Mapping[Term, set[str]]
    surfaces: Mapping[Term, str]
    titled: Mapping[Term, set[str]]


def spelled(units: Iterable[Unit]) -> Spelled:
    """List the terms of each unit, by its identity, with the grammar that all of them teach."""
    pieces = {id(unit): pieces_of(unit.words) for unit in units}
    grammar = grammar_of(pieces.values())
    return {key: list(terms_in(found, grammar)) for key, found in pieces.items()}


def name_groups(
    groups: Sequence[Sequence[Unit]],
    units: Sequence[Unit],
    setting: Setting | None = None,
    known_terms: Spelled | None = None,
) -> list[Name]:
    """Name each group of sentences, `units` being all those it stands among.

    Terms listed before are `known_terms`: the parts of a topic are made of its own units.
    """
    known = setting or Setting()
    written = spelled(units) if known_terms is None else known_terms
    words = _Words(
        setting=known,
        everyone=len({unit.ref for unit in units}),
        users=_held(units, written),
        surfaces=_surfaces(written[id(unit)] for unit in units),
        titled=_held([unit for unit in units if not unit.end], written),
    )
    found = [
        _Group(frozenset(unit.ref for unit in group), _held(group, written), _threads(group, known))
        for group in groups
    ]
    once = Counter(group.about for group in found if group.is_of_one_proposal)
    return [_name(group, words, alone=once[group.about] == 1) for group in found]


def term_of(written: str) -> Term:
    """Give the lemmas of a term as it is written."""
    return tuple(piece.lemma for piece in pieces_of(written) if piece.lemma)


def users_of(group: Sequence[Unit], among: Collection[Term]) -> dict[Term, set[str]]:
    """List, for some terms, the contributions whose sentences here use them."""
    first = {term[0] for term in among if term}
    found: dict[Term, set[str]] = {}
    for unit in group if first else ():
        for one in terms_in(pieces_of(unit.words), ANY, first):
            if one.term in among:
                found.setdefault(one.term, set()).add(unit.ref)
    return found


# --- reading the sentences --------------------------------------------------------------


def _held(group: Iterable[Unit], written: Mapping[int, Sequence[Written]]) -> dict[Term, set[str]]:
    """Find in which contributions of a group each term stands."""
    found: dict[Term, set[str]] = {}
    for unit in group:
        for one in written[id(unit)]:
            found.setdefault(one.term, set()).add(unit.ref)
    return found


def _threads(group: Iterable[Unit], known: Setting) -> Counter[str]:
    """Count the texts of a group by the titled proposal each belongs to."""
    refs = {unit.ref for unit in group}
    return Counter(known.threads[ref] for ref in refs if known.titles.get(known.threads.get(ref, "")))


def _surfaces(written: Iterable[Sequence[Written]]) -> dict[Term, str]:
    """Find how each term is mostly written, then with which capitals; on a tie the first in the alphabet."""
    plain: dict[Term, Counter[str]] = {}
    typed: dict[str, Counter[str]] = {}
    for terms in written:
        for one in terms:
            plain.setdefault(one.term, Counter())[one.typed.lower()] += 1
            if one.shows_case:
                typed.setdefault(one.typed.lower(), Counter())[one.typed] += 1
    usual = {term: _commonest(forms) for term, forms in plain.items()}
    return {term: _cased(form, typed[form]) if form in typed else form for term, form in usual.items()}


def _cased(usual: str, typed: Counter[str]) -> str:
    """Give a term its capitals when nearly all give it them, or when it is an acronym."""
    form = _commonest(typed)
    return form if typed[form] >= _NEARLY_ALL * typed.total() or form[1:] != form[1:].lower() else usual


def _commonest(forms: Mapping[str, int]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


# --- choosing ---------------------------------------------------------------------------


def _name(group: _Group, words: _Words, *, alone: bool) -> Name:
    """Name a group by its proposal's title when no other group bears it, else by phrases, else by nothing."""
    of_proposal = frozenset(ref for ref in group.refs if words.setting.threads.get(ref) == group.about)
    if group.is_of_one_proposal and alone:
        return Name((), of_proposal, group.about)
    terms = _phrases(group, words)
    if terms:
        label = tuple(words.surfaces[term] for term in terms)
        return Name(label, frozenset().union(*(group.held[term] for term in terms)))
    return Name((), of_proposal if group.about else frozenset(), group.about)


def _phrases(group: _Group, words: _Words) -> tuple[Term, ...]:
    """Choose one term after the other until half of the group uses one; none when too few of it do."""
    left = {term: refs for term, refs in group.held.items() if _may_name(term, refs, group, words)}
    chosen: list[Term] = []
    covered: set[str] = set()
    while left and len(chosen) < TERMS and len(covered) < _COVERED * len(group.refs):
        chosen.append(min(left, key=lambda term: (-_weight(term, covered, group, words), term)))
        covered |= left[chosen[-1]]
        left = {term: refs for term, refs in left.items() if not set(term) & set(chosen[-1])}
    fair = FAIRLY_NAMED_WHEN_SMALL if len(group.refs) < SMALL else FAIRLY_NAMED
    return tuple(chosen) if len(covered) >= fair * len(group.refs) else ()


def _may_name(term: Term, refs: set[str], group: _Group, words: _Words) -> bool:
    """Say whether enough people use a term here, more than elsewhere, and whether it tells of a subject."""
    share = _SHARE_OF_A_WORD if len(term) == 1 else _SHARE_OF_A_PHRASE
    fewest = _FEWEST_AUTHORS if _is_titled(term, group, words) else _FEWEST_AUTHORS + 1
    enough = len(refs) >= max(_FEWEST_AUTHORS, share * len(group.refs))
    return (
        enough
        and _tells(term, words.setting.common)
        and _authors(refs, words) >= fewest
        and _is_own(term, refs, group, words)
    )


def _authors(refs: Iterable[str], words: _Words) -> int:
    return len({words.setting.authors.get(ref, ref) for ref in refs})


def _tells(term: Term, common: frozenset[str]) -> bool:
    if len(term) == 1:
        return term[0] not in ALONE and term[0] not in common
    return term[0] not in OPENING and term[-1] not in CLOSING and not set(term) <= common


def _is_own(term: Term, refs: set[str], group: _Group, words: _Words) -> bool:
    """Say whether a term is used more often here than in the other texts (odds smoothed by half a text)."""
    others = words.everyone - len(group.refs)
    odds = (len(words.users[term] - group.refs) + 0.5) / (others + 1.0)
    return not others or (len(refs) + 0.5) / (len(group.refs) + 1.0) >= _OFTENER * odds


def _is_titled(term: Term, group: _Group, words: _Words) -> bool:
    return not words.titled.get(term, frozenset()).isdisjoint(group.threads)


def _weight(term: Term, covered: set[str], group: _Group, words: _Words) -> float:
    """Weigh a term by how much of it is the group's own, and how many it adds to those already covered."""
    refs, overall = group.held[term], len(words.users[term])
    added = len(refs - covered) + _ALREADY_SAID * len(refs & covered)
    kind = _BONUS[len(term)] * (_TITLED if _is_titled(term, group, words) else 1.0)
    return float(kind * (len(refs) / overall) ** _OWN * added * log(1 + words.everyone / overall))
