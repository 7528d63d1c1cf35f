"""One filter says who reads what; it agrees with the rule, status by status and person by person."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, Visitor
from consult.consultations.models import ConsultationStatus
from consult.kit.errors import NotFound
from consult.kit.permissions import Case
from contributions import operations
from contributions.models import PUBLIC, Contribution, Position, Status
from contributions.operations import SourceDraft
from contributions.queries.proposals import proposal_for
from contributions.queries.responses import comments_of, gestures_of, reasons_of, response_for
from contributions.queries.visibility import moderated_consultations, readable_under, visible_to
from contributions.rules import RULES, Permission
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.people import make_user

READERS = ("visitor", "author", "voter", "moderator", "moderator_elsewhere", "secretariat", "administrator")


@pytest.fixture
def stage(scene):
    """Return one proposal in each status, and people who may or may not read them."""
    people = {
        "visitor": Visitor(),
        "author": scene.author,
        "voter": scene.voter,
        "moderator": make_user(Role.MODERATOR, consultation_id=scene.consultation.id),
        "moderator_elsewhere": make_user(Role.MODERATOR, consultation_id=scene.consultation.id + 1),
        "secretariat": make_user(Role.SECRETARIAT, consultation_id=scene.consultation.id),
        "administrator": make_user(Role.ADMINISTRATOR),
    }
    scene.session.add_all([one for one in people.values() if not isinstance(one, Visitor)])
    texts = {status: post_proposal(scene.author, scene.consultation) for status in Status}
    for status, text in texts.items():
        text.status = status
    scene.session.flush()
    return SimpleNamespace(**vars(scene), people=people, texts=texts)


def seen_by(stage, name: str) -> set[Status]:
    found = stage.session.scalars(select(Contribution).where(visible_to(stage.people[name])))
    return {one.status for one in found}


@pytest.mark.parametrize("name", READERS)
def test_the_filter_and_the_rule_agree(stage, name):
    rule = RULES[Permission.READ]
    by_rule = {status for status, text in stage.texts.items() if rule.check(Case(stage.people[name], text, NOW))}
    # An unsent draft is its author's alone: moderators read what was sent to them.
    expected = by_rule if name == "author" else by_rule - {Status.DRAFT}
    assert seen_by(stage, name) == expected


@pytest.mark.parametrize("name", ["visitor", "voter", "moderator_elsewhere", "secretariat"])
def test_most_people_see_only_what_is_public(stage, name):
    assert seen_by(stage, name) == set(PUBLIC)


@pytest.mark.parametrize("name", READERS)
def test_the_shorter_filter_under_a_proposal_hides_nothing_more_and_shows_no_draft(stage, name):
    proposal = stage.texts[Status.PUBLISHED]
    shown = select(Contribution).where(readable_under(proposal, stage.people[name]))
    statuses = {one.status for one in stage.session.scalars(shown)}
    assert statuses >= seen_by(stage, name)
    assert Status.REMOVED not in statuses or name in {"author", "moderator", "administrator"}


@pytest.mark.parametrize("name", ["visitor", "voter", "author", "moderator"])
def test_a_consultation_still_a_draft_shows_its_texts_to_nobody_new(stage, name):
    stage.consultation.status = ConsultationStatus.DRAFT
    stage.session.flush()
    assert seen_by(stage, name) == (set() if name in {"visitor", "voter"} else seen_by(stage, name))


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PENDING, Status.REFUSED, Status.REMOVED])
def test_a_visitor_is_told_that_nothing_stands_there(stage, status):
    with pytest.raises(NotFound):
        proposal_for(Visitor(), stage.texts[status].id)


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.MERGED, Status.HIDDEN, Status.WITHDRAWN])
def test_a_text_that_was_public_keeps_its_page(stage, status):
    assert proposal_for(Visitor(), stage.texts[status].id).status is status


def test_a_text_withdrawn_before_it_was_public_has_no_page(stage):
    stage.texts[Status.WITHDRAWN].published_at = None
    stage.session.flush()
    with pytest.raises(NotFound):
        proposal_for(Visitor(), stage.texts[Status.WITHDRAWN].id)


def test_a_number_nobody_has_is_not_found(stage):
    with pytest.raises(NotFound):
        proposal_for(stage.author, 10**9)


def test_a_response_is_not_a_proposal(stage):
    argument = post_argument(stage.voter, stage.texts[Status.PUBLISHED])
    with pytest.raises(NotFound):
        proposal_for(stage.author, argument.id)
    assert response_for(stage.author, argument.id).proposal_id == stage.texts[Status.PUBLISHED].id


def arguments_for(proposal, actor):
    return reasons_of(proposal, actor).sides[Position.FOR]


def test_a_hidden_argument_leaves_its_trace_under_the_proposal(stage):
    proposal = stage.texts[Status.PUBLISHED]
    argument = post_argument(stage.voter, proposal)
    argument.status = Status.HIDDEN
    stage.session.flush()
    assert [one.status for one in arguments_for(proposal, Visitor())] == [Status.HIDDEN]


@pytest.mark.parametrize("status", [Status.REMOVED, Status.REFUSED, Status.PENDING])
def test_an_argument_out_of_sight_leaves_none(stage, status):
    proposal = stage.texts[Status.PUBLISHED]
    argument = post_argument(stage.voter, proposal)
    argument.status = status
    stage.session.flush()
    assert arguments_for(proposal, Visitor()) == []
    assert [one.id for one in arguments_for(proposal, stage.people["moderator"])] == [argument.id]
    assert [one.id for one in arguments_for(proposal, stage.voter)] == [argument.id]


def test_the_most_supported_arguments_come_first_on_each_side(stage):
    proposal = stage.texts[Status.PUBLISHED]
    few, many = post_argument(stage.voter, proposal), post_argument(stage.author, proposal)
    few.supports, many.supports = 1, 3
    stage.session.flush()
    assert [one.id for one in arguments_for(proposal, Visitor())] == [many.id, few.id]


def test_imported_supports_rank_with_those_given_here(stage):
    proposal = stage.texts[Status.PUBLISHED]
    here, brought = post_argument(stage.voter, proposal), post_argument(stage.author, proposal)
    here.supports, brought.imported_supports = 2, 9
    stage.session.flush()
    assert arguments_for(proposal, Visitor())[0].id == brought.id


def test_comments_come_thread_by_thread(stage):
    proposal = stage.texts[Status.PUBLISHED]
    first, second = post_comment(stage.voter, proposal), post_comment(stage.author, proposal)
    answer = post_comment(stage.author, proposal, parent=first)
    assert [one.id for one in comments_of(proposal, Visitor())] == [first.id, answer.id, second.id]


def test_a_page_of_comments_begins_with_the_thread_asked_for(stage):
    proposal = stage.texts[Status.PUBLISHED]
    _first, second = post_comment(stage.voter, proposal), post_comment(stage.author, proposal)
    assert [one.id for one in comments_of(proposal, Visitor(), (second.id, 0))] == [second.id]


def test_a_visitor_has_made_no_gesture(stage):
    gestures = gestures_of(Visitor(), stage.texts[Status.PUBLISHED])
    assert (gestures.position, gestures.supported) == (None, frozenset())


def test_sources_are_read_in_the_order_they_came(stage):
    proposal, links = stage.texts[Status.PUBLISHED], ("https://exemple.fr/b", "https://exemple.fr/a")
    for link in links:
        operations.add_source(stage.author, proposal, SourceDraft(link, ""), at=NOW)
    assert [one.link for one in reasons_of(proposal, Visitor()).sources] == list(links)


@pytest.mark.parametrize(
    ("grants", "scope"),
    [
        ([], frozenset()),
        ([(Role.MODERATOR, 3)], frozenset({3})),
        ([(Role.MODERATOR, 3), (Role.ADMINISTRATOR, 4)], frozenset({3, 4})),
        ([(Role.MODERATOR, None)], None),
        ([(Role.ADMINISTRATOR, None)], None),
        ([(Role.SECRETARIAT, None)], frozenset()),
        ([(Role.FACILITATOR, 3)], frozenset()),
    ],
)
def test_whose_withheld_texts_someone_reads_follows_from_their_roles(grants, scope):
    person = make_user()
    for role, where in grants:
        person.grants += make_user(role, consultation_id=where).grants
    assert moderated_consultations(person) == scope


def test_what_is_published_elsewhere_stays_elsewhere(stage):
    other = make_consultation(created_at=NOW - timedelta(days=1))
    stage.session.add(other)
    stage.session.flush()
    text = post_proposal(stage.voter, other)
    assert text.id not in {one.id for one in stage.texts.values()}
    assert proposal_for(Visitor(), text.id).consultation_id == other.id
