"""Who may do what with contributions, right by right and person by person."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from consult.accounts.models import ContributorKind, Role, User, Visitor
from consult.consultations.models import Action, ConsultationStatus
from consult.kit.permissions import Case
from contributions.models import Argument, Comment, Proposal, Source, Status
from contributions.rules import RULES, Permission
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.people import make_user

HERE, ELSEWHERE = 7, 8
PEOPLE = (
    "visitor",
    "unconfirmed",
    "citizen",
    "author",
    "facilitator",
    "facilitator_elsewhere",
    "moderator",
    "moderator_elsewhere",
    "secretariat",
    "council_member",
    "administrator",
)
STAFF_HERE = {
    "facilitator": (Role.FACILITATOR, HERE),
    "facilitator_elsewhere": (Role.FACILITATOR, ELSEWHERE),
    "moderator": (Role.MODERATOR, HERE),
    "moderator_elsewhere": (Role.MODERATOR, ELSEWHERE),
    "secretariat": (Role.SECRETARIAT, HERE),
    "council_member": (Role.COUNCIL_MEMBER, None),
    "administrator": (Role.ADMINISTRATOR, None),
}
CONFIRMED = frozenset(PEOPLE) - {"visitor", "unconfirmed"}


def person(name: str) -> User | Visitor:
    """Return someone, not stored: a rule looks at nothing but the person, the object and the time."""
    if name == "visitor":
        return Visitor()
    role, where = STAFF_HERE.get(name, (None, None))
    user = make_user(*([role] if role else []), consultation_id=where, kind=ContributorKind.CITIZEN)
    user.id = 1 if name == "author" else 100 + PEOPLE.index(name)
    if name == "unconfirmed":
        user.confirmed_at = None
    return user


def consultation(**values: object):
    """Return an open consultation, not stored."""
    made = make_consultation(**values)
    made.id = HERE
    return made


def contribution(kind: type = Proposal, status: Status = Status.PUBLISHED, **values: object):
    """Return a contribution of the author, not stored."""
    frame = consultation(**values)
    return SimpleNamespace(
        kind=kind.__mapper_args__["polymorphic_identity"],
        status=status,
        is_public=status in {Status.PUBLISHED, Status.MERGED},
        author_id=1,
        published_at=NOW,
        consultation=frame,
        consultation_id=HERE,
    )


def allowed(permission: Permission, name: str, target: object) -> bool:
    return RULES[permission].check(Case(person(name), target, NOW))


def test_every_right_has_its_rule():
    assert set(RULES) == set(Permission)


# --- while everything is open ---------------------------------------------------------

WHILE_OPEN = {
    Permission.PROPOSE: CONFIRMED,
    Permission.VOTE: CONFIRMED,
    Permission.ARGUE: CONFIRMED,
    Permission.COMMENT: CONFIRMED,
    Permission.SUPPORT: CONFIRMED,
    Permission.DRAFT: CONFIRMED,
    Permission.DELETE_DRAFT: set(),
    Permission.EDIT: {"author"},
    Permission.WITHDRAW: {"author"},
    Permission.SEE_OWN: set(PEOPLE) - {"visitor"},
    Permission.ENTER: {"facilitator", "secretariat", "administrator"},
    Permission.READ: set(PEOPLE),
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("permission", WHILE_OPEN)
def test_who_may_while_everything_is_open(permission, name):
    target = (
        consultation()
        if permission in {Permission.PROPOSE, Permission.DRAFT, Permission.ENTER}
        else contribution()
    )
    assert allowed(permission, name, target) is (name in WHILE_OPEN[permission])


def test_one_supports_the_argument_of_another_and_not_one_s_own():
    argument = contribution(Argument)
    assert allowed(Permission.SUPPORT, "citizen", argument)
    assert not allowed(Permission.SUPPORT, "author", argument)
    assert allowed(Permission.SUPPORT, "author", contribution(Proposal))


# --- once it is over ------------------------------------------------------------------

ONCE_OVER = {
    Permission.PROPOSE: set(),
    Permission.VOTE: set(),
    Permission.ARGUE: set(),
    Permission.COMMENT: set(),
    Permission.SUPPORT: set(),
    Permission.DRAFT: CONFIRMED,
    Permission.EDIT: set(),
    Permission.WITHDRAW: {"author"},
    Permission.ENTER: set(),
    Permission.READ: set(PEOPLE),
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("permission", ONCE_OVER)
def test_who_may_once_the_dates_are_past(permission, name):
    over = [make_phase(opens_at=NOW - timedelta(days=9), closes_at=NOW)]
    values = {"phases": over}
    at_consultation = permission in {Permission.PROPOSE, Permission.ENTER}
    target = consultation(**values) if at_consultation else contribution(**values)
    assert allowed(permission, name, target) is (name in ONCE_OVER[permission])


@pytest.mark.parametrize("permission", [Permission.VOTE, Permission.ARGUE, Permission.COMMENT, Permission.EDIT])
def test_a_consultation_closed_by_hand_stops_everything_before_its_dates(permission):
    target = contribution(status=Status.PUBLISHED)
    target.consultation.status = ConsultationStatus.CLOSED
    assert not allowed(permission, "author", target)


# --- a phase opens only what it says ------------------------------------------------------

OPENED_BY = {
    Permission.PROPOSE: Action.PROPOSE,
    Permission.VOTE: Action.VOTE,
    Permission.ARGUE: Action.ARGUE,
    Permission.SUPPORT: Action.ARGUE,
    Permission.COMMENT: Action.COMMENT,
}


@pytest.mark.parametrize("action", [Action.PROPOSE, Action.VOTE, Action.ARGUE, Action.COMMENT])
@pytest.mark.parametrize("permission", OPENED_BY)
def test_a_phase_opens_only_what_it_says(permission, action):
    values = {"phases": [make_phase(opens=frozenset({action}))]}
    target = consultation(**values) if permission is Permission.PROPOSE else contribution(**values)
    assert allowed(permission, "citizen", target) is (OPENED_BY[permission] is action)


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        (Proposal, Action.PROPOSE),
        (Argument, Action.ARGUE),
        (Comment, Action.COMMENT),
        (Source, Action.ARGUE),
    ],
)
def test_a_text_is_edited_while_the_phase_of_its_kind_is_open(kind, action):
    opened = contribution(kind, phases=[make_phase(opens=frozenset({action}))])
    shut = contribution(kind, phases=[make_phase(opens=frozenset({Action.READ}))])
    assert allowed(Permission.EDIT, "author", opened)
    assert not allowed(Permission.EDIT, "author", shut)


@pytest.mark.parametrize(
    ("kind", "window"),
    [(Proposal, timedelta(days=7)), (Argument, timedelta(days=1)), (Comment, timedelta(days=1))],
)
def test_a_published_text_is_edited_for_a_while_only(kind, window):
    target, second = contribution(kind), timedelta(seconds=1)
    target.published_at = NOW - window + second
    assert allowed(Permission.EDIT, "author", target)
    target.published_at = NOW - window
    assert not allowed(Permission.EDIT, "author", target)


def test_a_text_to_revise_is_edited_however_old_it_is():
    target = contribution(status=Status.REVISION_REQUESTED)
    target.published_at = NOW - timedelta(days=9)
    assert allowed(Permission.EDIT, "author", target)


def test_who_comes_too_late_to_edit_is_told_since_when_and_what_to_do(app):
    target = contribution()
    target.published_at = NOW - timedelta(days=8)
    with app.test_request_context():
        said = str(RULES[Permission.EDIT].refusal(Case(person("author"), target, NOW)))
    assert "depuis le 30 septembre 2026" in said.replace("\xa0", " ")
    assert said.endswith("Vous pouvez encore le retirer.")


def test_a_draft_is_written_whatever_the_calendar_says():
    target = contribution(status=Status.DRAFT, phases=[make_phase(opens=frozenset({Action.READ}))])
    assert allowed(Permission.EDIT, "author", target)
    assert not allowed(Permission.EDIT, "citizen", target)


# --- status by status -------------------------------------------------------------------

BY_STATUS = {
    Status.DRAFT: {Permission.EDIT, Permission.DELETE_DRAFT},
    Status.PENDING: {Permission.EDIT, Permission.WITHDRAW},
    Status.REVISION_REQUESTED: {Permission.EDIT, Permission.WITHDRAW},
    Status.PUBLISHED: {
        Permission.EDIT,
        Permission.WITHDRAW,
        Permission.VOTE,
        Permission.ARGUE,
        Permission.COMMENT,
        Permission.SUPPORT,
    },
    Status.HIDDEN: {Permission.WITHDRAW},
    Status.REMOVED: set(),
    Status.REFUSED: set(),
    Status.WITHDRAWN: set(),
    Status.MERGED: set(),
}
ACTS = (
    Permission.EDIT,
    Permission.DELETE_DRAFT,
    Permission.WITHDRAW,
    Permission.VOTE,
    Permission.ARGUE,
    Permission.COMMENT,
    Permission.SUPPORT,
)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("permission", ACTS)
def test_what_its_author_may_do_with_a_text_in_each_status(permission, status):
    assert allowed(permission, "author", contribution(status=status)) is (permission in BY_STATUS[status])


READERS = {
    Status.DRAFT: {"author", "moderator", "administrator"},
    Status.PENDING: {"author", "moderator", "administrator"},
    Status.REVISION_REQUESTED: {"author", "moderator", "administrator"},
    Status.PUBLISHED: set(PEOPLE),
    Status.HIDDEN: {"author", "moderator", "administrator"},
    Status.REMOVED: {"author", "moderator", "administrator"},
    Status.REFUSED: {"author", "moderator", "administrator"},
    Status.WITHDRAWN: {"author", "moderator", "administrator"},
    Status.MERGED: set(PEOPLE),
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("status", Status)
def test_who_reads_the_words_in_each_status(status, name):
    assert allowed(Permission.READ, name, contribution(status=status)) is (name in READERS[status])


# --- the sentence of a refusal --------------------------------------------------------------


def refusal(permission: Permission, name: str, target: object) -> str:
    return str(RULES[permission].refusal(Case(person(name), target, NOW)))


def test_a_visitor_is_told_to_sign_in(app):
    with app.app_context():
        assert refusal(Permission.VOTE, "visitor", contribution()) == "Connectez-vous pour continuer."


def test_someone_unconfirmed_is_told_where_the_link_is(app):
    with app.app_context():
        assert "Confirmez" in refusal(Permission.VOTE, "unconfirmed", contribution())


def test_a_closed_vote_says_since_when(app):
    target = contribution(phases=[make_phase(opens_at=NOW - timedelta(days=9), closes_at=NOW - timedelta(days=1))])
    with app.app_context():
        assert "30 septembre 2026" in refusal(Permission.VOTE, "citizen", target)


def test_a_vote_to_come_says_from_when(app):
    later = make_phase(opens_at=NOW + timedelta(days=2), closes_at=NOW + timedelta(days=9))
    with app.app_context():
        assert "3 octobre 2026" in refusal(Permission.VOTE, "citizen", contribution(phases=[later]))


def test_someone_else_s_text_says_whose_it_is(app):
    with app.app_context():
        assert "Seule la personne" in refusal(Permission.EDIT, "citizen", contribution())


def test_a_withheld_text_says_one_can_no_longer_answer_it(app):
    with app.app_context():
        assert "n’est plus publiée" in refusal(Permission.COMMENT, "citizen", contribution(status=Status.HIDDEN))
