"""Small consultations drawn by Hypothesis: any shape a real one could have, with texts that may hold anything."""

from hypothesis import strategies as st

from synthesis.analysis.corpus import ArgumentRow, Corpus, ProposalRow
from synthesis.analysis.facts import Position
from tests.factories.corpora import SECOND_THEME, THEME, argument, comment, corpus, facts, proposal, source, votes

SENTENCES = (
    "La fibre optique manque encore dans presque tous les villages de mon canton.",
    "Un guichet humain reste le seul recours des personnes âgées sans ordinateur.",
    "Les lycéens apprennent mieux le code informatique avec un professeur formé.",
    "OUI.",
    "=1+1",
    "<script>alert(1)</script> & « 100 % »",
    "#eval(1) $x$ *gras* @label",
    "We want open data.",
    "😀",
    "",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=3).map(" ".join) | st.text(max_size=20)
VOTES = st.builds(votes, st.integers(0, 60), st.integers(0, 20), st.integers(0, 60))


@st.composite
def corpora(draw: st.DrawFn, most: int = 6) -> Corpus:
    """Draw a consultation of up to `most` proposals, with as many replies of each kind."""
    count = draw(st.integers(0, most))
    numbers = list(range(1, count + 1))
    rows = [_proposal(draw, number) for number in numbers]
    parents = draw(st.lists(st.sampled_from(numbers), max_size=most)) if numbers else []
    replies = list(enumerate(parents, start=100))
    return corpus(
        *rows,
        themes=(THEME, SECOND_THEME),
        arguments=tuple(_argument(draw, number, parent) for number, parent in replies[::3]),
        comments=tuple(comment(number, parent, draw(TEXTS)) for number, parent in replies[1::3]),
        sources=tuple(source(number, parent) for number, parent in replies[2::3]),
        consultation=facts(imported=draw(st.booleans())),
    )


def _proposal(draw: st.DrawFn, number: int) -> ProposalRow:
    return proposal(
        number,
        draw(TEXTS),
        theme_id=draw(st.sampled_from((1, 2))),
        author=draw(st.integers(1, 4)),
        votes=draw(VOTES),
        imported_votes=draw(VOTES),
        marked=draw(st.booleans()),
    )


def _argument(draw: st.DrawFn, number: int, parent: int) -> ArgumentRow:
    side = draw(st.sampled_from((Position.FOR, Position.AGAINST)))
    return argument(number, parent, draw(TEXTS), position=side, author=draw(st.integers(1, 4)))
