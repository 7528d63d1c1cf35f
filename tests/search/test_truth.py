"""Whatever happens to texts, in any order, results are those a plain reading of what is visible would give."""

from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from consult.accounts.models import User, Visitor
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.db import database
from consult.kit.text.french import terms, terms_of
from consult.kit.text.markdown import plain
from contributions import operations
from contributions.models import PUBLIC, TRANSITIONS, Contribution, Proposal, Status
from contributions.queries.visibility import visible_to
from contributions.status import change_status
from moderation.operations.mergings import merge
from search.engines import engine
from search.pages import Asked, search_page
from tests.factories import NOW
from tests.factories.contributions import draft_for
from tests.factories.people import make_user

WORDS = ["médiathèque", "télémédecine", "covoiturage", "autoroutes", "bibliothécaire"]
GESTURES = st.lists(
    st.tuples(
        st.sampled_from(["propose", "argue", "comment", "edit", "merge", "erase", *Status]),
        st.integers(0, 30),
        st.sampled_from(WORDS),
        st.booleans(),
    ),
    min_size=3,
    max_size=12,
)


def someone(unit):
    """Return an account that is not erased, a new one where none is left."""
    kept = unit.scalars(select(User).where(User.erased_at.is_(None), User.email.is_not(None))).first()
    if kept is None:
        kept = make_user(display_name=f"Camille Berry {uuid4()}")
        unit.add(kept)
        unit.flush()
    return kept


def join(proposals, number, by):
    """Say that a published proposal is the same as another, as a moderator does."""
    published = [one for one in proposals if one.status is Status.PUBLISHED]
    if len(published) > 1:
        duplicate = published[number % len(published)]
        merge(duplicate, next(one.id for one in published if one is not duplicate), by, at=NOW)
        change_status(duplicate, Status.MERGED, by, at=NOW)


def do(site, gesture, number, word, unit):
    """Do one gesture, on a text chosen by its number, where it is allowed."""
    texts = unit.scalars(select(Contribution).order_by(Contribution.id)).all()
    proposals = [one for one in texts if isinstance(one, Proposal)]
    author = someone(unit)
    if gesture == "propose" or not proposals:
        place = unit.get_one(type(site.consultation), site.consultation.id)
        operations.submit_proposal(author, place, draft_for(place, source=f"Une {word}, {number}."), at=NOW)
    elif gesture == "argue":
        target = proposals[number % len(proposals)]
        operations.add_argument(author, target, "for", f"Avec {word}, {number} {len(texts)}.", at=NOW)
    elif gesture == "comment":
        target = proposals[number % len(proposals)]
        operations.add_comment(author, target, f"Et la {word}, {number} {len(texts)} ?", at=NOW)
    elif gesture == "edit":
        target = proposals[number % len(proposals)]
        if target.status is Status.PUBLISHED:
            draft = draft_for(target.consultation, source=f"Deux {word}.")
            operations.edit_proposal(target.author or author, target, draft, at=NOW)
    elif gesture == "merge":
        join(proposals, number, author)
    elif gesture == "erase":
        erase_user(author, (TextsFate.REMOVED, TextsFate.UNSIGNED)[number % 2], at=NOW)
    else:
        target = texts[number % len(texts)]
        if gesture in TRANSITIONS[target.status]:
            change_status(target, gesture, None, at=NOW)


def read_plainly(unit, word):
    """Return the texts with this word, read one after the other."""
    found = set()
    for text in unit.scalars(select(Contribution).where(visible_to(Visitor()))):
        if not isinstance(text, Proposal) and text.proposal.status not in PUBLIC:
            continue
        title = text.title if isinstance(text, Proposal) else ""
        if set(terms_of(word)) & set(terms(f"{title}\n{plain(text.source)}")):
            found.add(text.id)
    return found


def search(unit, word):
    """Return every text found with this word and how many are counted, none signed by someone who left."""
    named = {"", *unit.scalars(select(User.display_name).where(User.erased_at.is_(None)))}
    ids, number = set(), 1
    while True:
        page = search_page(engine(), Asked(word, page=number))
        assert {one.text.author for one in page.results} <= named
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
                assert search(unit, word)[0] <= read_plainly(unit, word)
    site.work()
    with site.app.test_request_context(), database().unit_of_work(writes=False) as unit:
        for word in WORDS:
            expected = read_plainly(unit, word)
            assert search(unit, word) == (expected, len(expected))
