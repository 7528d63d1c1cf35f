"""What holds whatever the order in which things are done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from consult.consultations import operations, queries
from consult.consultations.models import TAKING_PART, Consultation, ConsultationChange, ConsultationStatus
from consult.consultations.operations import ConsultationDraft, PhaseDraft, ThemeDraft
from consult.kit.db import database, session
from consult.kit.errors import DomainError
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase

DAY = timedelta(days=1)
ANY_ORDER = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
gestures = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "move", "remove"]), st.integers(0, 5), st.integers(-1, 5)),
    max_size=20,
)
spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=10)


def kept(**values: object):
    consultation = make_consultation(**values)
    session.add(consultation)
    session.flush()
    return consultation


def attempt(verb, *arguments: object, **named: object) -> bool:
    """Do it, unless it is refused; say whether it was done."""
    try:
        verb(*arguments, **named)
    except DomainError:
        return False
    return True


def do(consultation, gesture, which, where):
    """Do one gesture on the tree of themes."""
    themes = list(consultation.themes)
    parent_id = themes[where].id if 0 <= where < len(themes) else None
    if gesture == "add" or which >= len(themes):
        attempt(operations.add_theme, consultation, ThemeDraft("Thème", parent_id=parent_id))
    elif gesture == "edit":
        attempt(operations.edit_theme, themes[which], ThemeDraft("Autre", parent_id=parent_id))
    elif gesture == "move":
        operations.move_theme(themes[which], -1 if where % 2 else 1)
    else:
        attempt(operations.remove_theme, themes[which])


@ANY_ORDER
@given(gestures)
def test_the_themes_always_make_a_tree_of_three_levels_at_most(unit, done):
    consultation = kept(themes=[])
    for gesture in done:
        do(consultation, *gesture)
    nodes = queries.flat_tree(queries.theme_tree(consultation.themes))
    assert {node.theme.id for node in nodes} == {theme.id for theme in consultation.themes}
    assert all(node.depth < 3 for node in nodes)
    assert len({theme.slug for theme in consultation.themes}) == len(consultation.themes)


@ANY_ORDER
@given(spans)
def test_the_phases_never_overlap(unit, planned):
    consultation = kept(status=ConsultationStatus.DRAFT, phases=[])
    for begins, ends in planned:
        draft = PhaseDraft("Phase", NOW + begins * DAY, NOW + ends * DAY, TAKING_PART)
        attempt(operations.add_phase, consultation, draft, at=NOW)
    phases = consultation.phases
    assert all(phase.opens_at < phase.closes_at for phase in phases)
    assert all(one.closes_at <= other.opens_at for one, other in pairwise(phases))


@ANY_ORDER
@given(st.lists(st.integers(0, 50), min_size=1, max_size=12))
def test_whenever_the_worker_comes_each_passage_is_recorded_once(unit, days):
    second = make_phase(opens_at=NOW + 20 * DAY, closes_at=NOW + 40 * DAY)
    consultation = kept(phases=[make_phase(), second])
    rounds = sorted(NOW + day * DAY for day in days)
    recorded = sum(operations.record_passages(moment) for moment in rounds)
    over = rounds[-1]
    due = 1 + 2 * (over >= NOW + 20 * DAY) + (over >= NOW + 40 * DAY)
    assert recorded == due
    assert (consultation.status is ConsultationStatus.CLOSED) == (over >= NOW + 40 * DAY)
    operations.record_passages(NOW + 99 * DAY)


@pytest.mark.parametrize("people", [2, 5])
def test_a_consultation_published_by_several_at_once_is_published_once(app, store, people):
    store(make_consultation(slug="une", status=ConsultationStatus.DRAFT, published_at=None))

    def publish(_person: int) -> bool:
        with app.app_context(), database().unit_of_work():
            one = session.scalars(select(Consultation)).one()
            return attempt(operations.publish_consultation, None, one, at=NOW)

    with ThreadPoolExecutor(people) as crowd:
        assert sum(crowd.map(publish, range(people))) == 1
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.scalar(select(func.count(ConsultationChange.id))) == 1


@pytest.mark.parametrize("people", [2, 5])
def test_an_address_asked_for_by_several_at_once_is_given_once(app, people):
    def create(_person: int) -> bool:
        with app.app_context(), database().unit_of_work():
            draft = ConsultationDraft(title="Trains")
            return attempt(operations.create_consultation, None, draft, slug="trains", at=NOW)

    with ThreadPoolExecutor(people) as crowd:
        assert sum(crowd.map(create, range(people))) == 1
