"""Finding consultations: whole, in few queries, and only those one may read."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from consult.accounts.models import Role, RoleGrant, Visitor
from consult.accounts.scopes import Scope
from consult.consultations import operations, queries
from consult.consultations.models import Consultation, ConsultationStatus, ResultKind, ResultLink
from consult.kit.db import database, session
from consult.kit.errors import BadRequest, NotFound
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase, make_theme
from tests.factories.people import make_user
from tests.query_counting import counted_queries

DAY = timedelta(days=1)
DRAFT, PUBLISHED, CLOSED = ConsultationStatus


@pytest.fixture
def reading(app):
    """Open a unit of work that only reads."""
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        yield opened


@pytest.fixture
def kept(unit):
    """Return a function that keeps consultations in the open unit of work."""

    def keep(*consultations: Consultation):
        unit.add_all(consultations)
        unit.flush()
        return consultations

    return keep


def make_closed(days_ago: int, **values: object):
    return make_consultation(status=CLOSED, closed_at=NOW - days_ago * DAY, **values)


# --- one consultation -----------------------------------------------------------------


def test_a_consultation_comes_whole_in_one_query(app, store, reading):
    themes = [make_theme("Santé"), make_theme("Culture")]
    phases = [make_phase(), make_phase(opens_at=NOW + 20 * DAY, closes_at=NOW + 30 * DAY)]
    (stored,) = store(make_consultation(themes=themes, phases=phases))
    with counted_queries(app) as sent:
        found = queries.consultation_for(Visitor(), stored.slug)
        assert (len(found.themes), len(found.phases), found.territory) == (2, 2, None)
        assert found.opens_at == phases[0].opens_at
    assert len(sent) == 1


def test_a_theme_comes_with_all_its_page_needs_in_one_query(app, store, reading):
    (stored,) = store(make_consultation(themes=[make_theme("Santé"), make_theme("Culture")]))
    with counted_queries(app) as sent:
        theme = queries.theme_of(Visitor(), stored.slug, "culture")
        assert theme.title == "Culture"
        assert theme.consultation.phases[0].title == "Contribuer"
        assert len(theme.consultation.themes) == 2
    assert len(sent) == 1


@pytest.mark.parametrize(("slug", "theme"), [("une", "absent"), ("une", "culture"), ("absente", "sante")])
def test_a_theme_is_found_only_in_its_own_consultation(kept, slug, theme):
    kept(make_consultation(slug="une"), make_consultation(slug="deux", themes=[make_theme("Culture")]))
    with pytest.raises(NotFound):
        queries.theme_of(Visitor(), slug, theme)


@pytest.mark.parametrize("status", ConsultationStatus)
@pytest.mark.parametrize("role", [None, *Role])
def test_drafts_are_found_only_by_those_who_run_them(kept, status, role):
    (one,) = kept(make_consultation(status=status))
    actor = make_user(role) if role else Visitor()
    if status is not DRAFT or role in queries.STAFF:
        assert queries.consultation_for(actor, one.slug) is one
    else:
        with pytest.raises(NotFound):
            queries.consultation_for(actor, one.slug)


@pytest.mark.parametrize("role", queries.STAFF)
def test_a_role_on_one_consultation_finds_no_other_draft(kept, role):
    mine, other = kept(make_consultation(status=DRAFT), make_consultation(status=DRAFT))
    someone = make_user(role, consultation_id=mine.id)
    assert queries.consultation_for(someone, mine.slug) is mine
    with pytest.raises(NotFound):
        queries.consultation_for(someone, other.slug)


def test_roles_on_several_consultations_add_up():
    someone = make_user(Role.SECRETARIAT, consultation_id=1)
    someone.grants.append(RoleGrant(role=Role.ADMINISTRATOR, consultation_id=2, granted_at=NOW))
    assert queries.staffed_by(someone) == {1, 2}
    assert queries.staffed_by(make_user(Role.ADMINISTRATOR)) is None
    assert queries.staffed_by(Visitor()) == frozenset()


def test_an_address_is_taken_even_by_a_draft(kept):
    kept(make_consultation(slug="prise", status=DRAFT))
    assert queries.is_slug_taken("prise")
    assert not queries.is_slug_taken("libre")


def test_changes_come_latest_first_with_whoever_made_them(app, kept):
    actor = make_user(Role.SECRETARIAT)
    session.add(actor)
    session.flush()
    created = operations.create_consultation(actor, operations.ConsultationDraft(title="Trains"), at=NOW)
    operations.create_consultation(None, operations.ConsultationDraft(title="Autre"), at=NOW)
    session.expire_all()
    with counted_queries(app) as sent:
        (change,) = queries.changes_of(created)
        assert change.actor.display_name == actor.display_name
    assert len(sent) == 2  # the expired consultation is read again


# --- lists ----------------------------------------------------------------------------


def test_a_list_leaves_the_long_texts_in_the_database(kept):
    kept(make_consultation(body_source="x" * 1000))
    session.expire_all()
    (listed,) = queries.home_listing(NOW).open
    assert {"body_source", "body_html", "modalities_source", "modalities_html"} <= inspect(listed).unloaded


def test_the_home_holds_only_the_last_five_closed(kept):
    kept(*(make_closed(days, title=f"Il y a {days} jours") for days in range(1, 8)))
    closed = queries.home_listing(NOW).closed
    assert [one.title for one in closed.items] == [f"Il y a {days} jours" for days in range(1, 6)]
    assert closed.following is not None


@pytest.mark.parametrize("same_instant", [True, False])
def test_pages_of_closed_consultations_hold_each_once(kept, same_instant):
    kept(*(make_closed(0 if same_instant else number) for number in range(45)))
    seen, cursor = [], None
    for _ in range(3):
        page = queries.public_listing(NOW, cursor).closed
        seen += [one.id for one in page.items]
        cursor = page.following
    assert (len(seen), len(set(seen)), cursor) == (45, 45, None)


def test_what_just_ended_stands_only_on_the_first_page(kept):
    kept(make_consultation(phases=[make_phase(closes_at=NOW)]), *(make_closed(number) for number in range(21)))
    first = queries.public_listing(NOW).closed
    second = queries.public_listing(NOW, first.following).closed
    assert (len(first.items), len(second.items)) == (21, 1)


@pytest.mark.parametrize("cursor", ["zz", "WzEsMl0", "WyIyMDI2IiwgIngiXQ"])
def test_a_false_cursor_is_refused(kept, cursor):
    with pytest.raises(BadRequest):
        queries.public_listing(NOW, cursor)


def test_the_desk_lists_the_latest_created_first_and_by_pages(kept):
    kept(*(make_consultation(status=DRAFT, created_at=NOW - days * DAY, title=f"J-{days}") for days in range(25)))
    page = queries.run_listing(make_user(Role.SECRETARIAT))
    following = queries.run_listing(make_user(Role.SECRETARIAT), page.following)
    assert [one.title for one in page.items] == [f"J-{days}" for days in range(20)]
    assert [one.title for one in following.items] == [f"J-{days}" for days in range(20, 25)]


def test_the_desk_of_someone_with_no_role_is_empty(kept):
    kept(make_consultation())
    assert queries.run_listing(make_user()).items == []


def test_a_consultation_whose_synthesis_is_public_is_finished(kept):
    done = make_closed(9, results=[ResultLink(kind=ResultKind.SYNTHESIS, url="/s/1", published_at=NOW)])
    opinion_only = make_closed(9, results=[ResultLink(kind=ResultKind.OPINION, url="/a/1", published_at=NOW)])
    kept(done, opinion_only, running := make_consultation(), draft := make_consultation(status=DRAFT))
    found = set(queries.unfinished(make_user(Role.SECRETARIAT)))
    assert found == {opinion_only, running, draft}


def test_roles_can_be_given_on_every_consultation_newest_first(kept):
    old, new = kept(make_consultation(created_at=NOW - DAY), make_consultation(status=DRAFT, created_at=NOW))
    assert queries.scopes() == [Scope(new.id, new.slug, new.title), Scope(old.id, old.slug, old.title)]


# --- passages -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "days", "due"),
    [
        ({}, 0, True),
        ({}, -20, False),
        ({"status": DRAFT}, 90, False),
        ({"phases": [make_phase(opening_recorded_at=NOW)]}, 0, False),
        ({"phases": [make_phase(opening_recorded_at=NOW)]}, 20, True),
        ({"phases": [make_phase(opening_recorded_at=NOW, closing_recorded_at=NOW)]}, 90, False),
        ({"phases": []}, 0, False),
    ],
)
def test_only_what_the_dates_have_decided_and_nobody_recorded_is_due(kept, values, days, due):
    kept(make_consultation(**values))
    assert bool(queries.due_for_passage(NOW + days * DAY)) == due
