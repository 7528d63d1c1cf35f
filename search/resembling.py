"""Find the published proposals of a consultation that say almost what someone is writing.

The words of the title and the most repeated ones of the text are looked for together; what the engine
answers is kept when it shares at least half of the title's words, so that nothing unrelated is shown.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from consult.kit.similar import MOST, Similar
from consult.kit.text.french import Token, fold
from consult.kit.text.markdown import excerpt
from consult.kit.text.words import asked_tokens, language_of, tokens_of
from contributions.models import Kind
from search import kinds
from search.engine import Alternative, Clause, Facet, Query, SearchUnavailable
from search.engines import engine
from search.kinds import FoundText
from search.queries.texts import visible_contributions
from search.queries.waiting import pending_changes

TITLE_WORDS, TEXT_WORDS = 10, 6
CANDIDATES = 20
EXCERPT = 160
LONGEST_READ = 2_000
"""Characters of a text whose words are counted."""

_FEWEST_SHARED = 2
_SHARED_PART = 0.5
_ANY_WORD_WILL_DO = 1_000_000_000


def resembling(consultation: str, title: str, text: str, *, however_far: bool = False) -> Sequence[Similar]:
    """Return the closest proposals everyone may read, the closest first; none without two words to look for.

    Only those that share half of the title's words, unless they are asked for `however_far` they are.
    """
    of_title = _words(title)[:TITLE_WORDS]
    if len(of_title) < _FEWEST_SHARED:
        return []
    without = kinds.keys_of(pending_changes(kinds.INDEX))
    try:
        hits = engine().search(replace(nearest(consultation, title, text), without=without)).hits
    except SearchUnavailable:
        return []
    visible = visible_contributions([hit.id for hit in hits])
    read = (visible[hit.id] for hit in hits if hit.id in visible)
    close = (one for one in read if however_far or _is_close(one, of_title))
    return [Similar(one.id, one.title, excerpt(one.text, EXCERPT), one.url) for one in close][:MOST]


def nearest(consultation: str, title: str, text: str) -> Query:
    """Return what looks for the proposals of a consultation that hold most of these words."""
    of_title = _words(title)[:TITLE_WORDS]
    return _query(consultation, of_title, _words(text[:LONGEST_READ]))


def _words(text: str) -> list[Token]:
    """Return the words of a text that can be looked for, each once, the most repeated first."""
    found = [token for token in asked_tokens(text, language_of(text)) if token.terms]
    counted = Counter(token.terms for token in found)
    once = {token.terms: token for token in reversed(found)}
    return [once[terms] for terms, _ in counted.most_common()]


def _query(consultation: str, of_title: Sequence[Token], of_text: Sequence[Token]) -> Query:
    known = {token.terms for token in of_title}
    others = [token for token in of_text if token.terms not in known][:TEXT_WORDS]
    return Query(
        clauses=tuple(_clause(token) for token in (*of_title, *others)),
        chosen={Facet.CONSULTATION: consultation, Facet.KIND: Kind.PROPOSAL.value},
        few=_ANY_WORD_WILL_DO,
        counted=False,
        limit=CANDIDATES,
    )


def _clause(token: Token) -> Clause:
    return Clause((Alternative((token.terms,), (fold(token.word),)),), token.word)


def _is_close(found: FoundText, of_title: Sequence[Token]) -> bool:
    said = {term for token in tokens_of(f"{found.title}\n{found.text}") for term in token.terms}
    shared = sum(not said.isdisjoint(token.terms) for token in of_title)
    return shared >= max(_FEWEST_SHARED, ceil(_SHARED_PART * len(of_title)))
