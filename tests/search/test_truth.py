"""Whatever happens to texts, in any order, results are those a plain reading of what is visible would give."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from consult.accounts.models import Visitor
from consult.kit.db import database
from consult.kit.text.french import terms, terms_of
from consult.kit.text.markdown import plain
from contributions import operations
from contributions.models import PUBLIC, TRANSITIONS, Argument, Contribution, Proposal, Status
from contributions.queries.visibility import visible_to
from contributions.status import change_status
from search.engines import engine
from search.pages import Asked, search_page
from tests.factories import NOW
from tests.factories.contributions import draft_for

WORDS = ["médiathèque", "télémédecine", "covoiturage", "autoroutes", "bibliothécaire"]
GESTURES = st.lists(
    st.tuples(
        st.sampled_from(["propose", "argue", "edit", *Status]),
        st.integers(0, 30),
        st.sampled_from(WORDS),
        st.booleans(),
    ),
    min_size=3,
    max_size=12,
)


def do(site, gesture, number, word, unit):
    """Do one gesture, on a text chosen by its number, where it is allowed."""
    texts = unit.scalars(select(Contribution).order_by(Contribution.id)).all()
    proposals = [one for one in texts if isinstance(one, Proposal)]
    author = unit.get_one(type(site.author), site.author.id)
    if gesture == "propose" or not proposals:
        place = unit.get_one(type(site.consultation), site.consultation.id)
        operations.submit_proposal(author, place, draft_for(place, source=f"Une {word}, {number}."), at=NOW)
    elif gesture == "argue":
        target = proposals[number % len(proposals)]
        operations.add_argument(author, target, "for", f"Avec {word}, {number} {len(texts)}.", at=NOW)
    elif gesture == "edit":
        target = proposals[number % len(proposals)]
        if target.status is Status.PUBLISHED:
            operations.edit_proposal(
                author, target, draft_for(target.consultation, source=f"Deux {word}."), at=NOW
            )
    else:
        target = texts[number % len(texts)]
        if gesture in TRANSITIONS[target.status]:
            change_status(target, gesture, None, at=NOW)


def read_plainly(unit, word):
    """Return the texts with this word, read one after the other."""
    found = set()
    for text in unit.scalars(select(Contribution).where(visible_to(Visitor()))):
        if isinstance(text, Argument) and text.proposal.status not in PUBLIC:
            continue
        title = text.title if isinstance(text, Proposal) else ""
        if set(terms_of(word)) & set(terms(f"{title}\n{plain(text.source)}")):
            found.add(text.id)
    return found


def search(word):
    ids, number = set(), 1
    while True:
        page = search_page(engine(), Asked(word, page=number))
        ids |= {one.text.id for one in page.results}
        if not page.has_more:
            return ids, page.total
        number += 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gestures=GESTURES)
def test_results_are_what_a_plain_reading_finds(site, gestures):
    for gesture, number, word, worker_runs in gestures:
        with site.unit() as unit:
            do(site, gesture, number, word, unit)
        if worker_runs:
            site.work()
        with site.app.test_request_context(), database().unit_of_work(writes=False) as unit:
            if engine().is_sound():
                assert search(word)[0] <= read_plainly(unit, word)
    site.work()
    with site.app.test_request_context(), database().unit_of_work(writes=False) as unit:
        for word in WORDS:
            expected = read_plainly(unit, word)
            assert search(word) == (expected, len(expected))
