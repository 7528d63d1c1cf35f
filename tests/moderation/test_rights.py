"""Who may do what in moderation, right by right, person by person and situation by situation."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from consult.accounts.models import ContributorKind, Role, User, Visitor
from consult.kit.permissions import Case
from contributions.models import Status
from moderation.rules import RULES, Permission
from tests.factories import NOW
from tests.factories.people import make_user

HERE, ELSEWHERE = 7, 8
ROLES = {
    "visitor": (None, None),
    "citizen": (None, None),
    "author": (None, None),
    "typist": (Role.FACILITATOR, HERE),
    "facilitator": (Role.FACILITATOR, HERE),
    "secretariat": (Role.SECRETARIAT, HERE),
    "council_member": (Role.COUNCIL_MEMBER, None),
    "moderator": (Role.MODERATOR, HERE),
    "decider": (Role.MODERATOR, HERE),
    "author_moderator": (Role.MODERATOR, HERE),
    "typist_moderator": (Role.MODERATOR, HERE),
    "moderator_elsewhere": (Role.MODERATOR, ELSEWHERE),
    "moderator_everywhere": (Role.MODERATOR, None),
    "administrator": (Role.ADMINISTRATOR, None),
}
PEOPLE = tuple(ROLES)
AUTHORS = {"author", "author_moderator"}
MODERATING = {
    "moderator",
    "decider",
    "author_moderator",
    "typist_moderator",
    "moderator_everywhere",
    "administrator",
}


def person(name: str) -> User | Visitor:
    """Return someone, not stored."""
    if name == "visitor":
        return Visitor()
    role, where = ROLES[name]
    user = make_user(*([role] if role else []), consultation_id=where, kind=ContributorKind.CITIZEN)
    user.id = 100 + PEOPLE.index(name)
    return user


def number(name: str) -> int:
    return 100 + PEOPLE.index(name)


def text_of(asker: str, status: Status = Status.PUBLISHED):
    """Return a text, not stored, that the asker wrote or typed when their name says so."""
    return SimpleNamespace(
        status=status,
        consultation_id=HERE,
        author_id=number(asker if asker in AUTHORS else "author"),
        entered_by_id=number(asker) if "typist" in asker else None,
    )


def decision_on(asker: str, until: timedelta | None = timedelta(days=1)):
    """Return a decision, not stored, that one may contest during some time."""
    return SimpleNamespace(
        contribution=text_of(asker),
        consultation_id=HERE,
        decided_by_id=number("decider"),
        is_automatic=False,
        appeal_until=None if until is None else NOW + until,
    )


def appeal_of(asker: str):
    """Return an appeal against a decision, not stored."""
    decision = decision_on(asker)
    return SimpleNamespace(decision=decision, contribution=decision.contribution, consultation_id=HERE)


def allowed(permission: Permission, name: str, target: object) -> bool:
    return RULES[permission].check(Case(person(name), target, NOW))


def test_every_right_has_its_rule():
    assert set(RULES) == set(Permission)


# --- on a text ------------------------------------------------------------------------

ON_A_TEXT = {
    Permission.FLAG: set(PEOPLE) - AUTHORS,
    Permission.REVIEW: MODERATING,
    Permission.DECIDE: MODERATING - {"author_moderator", "typist_moderator"},
    Permission.READ_REGISTER: set(PEOPLE),
}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("permission", ON_A_TEXT)
def test_who_may_on_a_published_text(permission, name):
    assert allowed(permission, name, text_of(name)) is (name in ON_A_TEXT[permission])


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("status", Status)
def test_only_what_everyone_reads_is_flagged(status, name):
    public = status in {Status.PUBLISHED, Status.MERGED}
    assert allowed(Permission.FLAG, name, text_of(name, status)) is (public and name not in AUTHORS)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("permission", [Permission.REVIEW, Permission.DECIDE])
def test_the_status_of_a_text_changes_nothing_of_who_moderates_it(permission, status, name):
    assert allowed(permission, name, text_of(name, status)) is (name in ON_A_TEXT[permission])


@pytest.mark.parametrize("name", PEOPLE)
def test_a_text_without_an_author_is_flagged_by_everyone_and_decided_by_moderators(name):
    text = text_of("citizen")
    text.author_id = None
    assert allowed(Permission.FLAG, name, text)
    assert allowed(Permission.DECIDE, name, text) is (name in MODERATING)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_queue_is_open_to_whoever_moderates_somewhere(name):
    somewhere = MODERATING | {"moderator_elsewhere"}
    assert allowed(Permission.OPEN_QUEUE, name, None) is (name in somewhere)


# --- on a decision --------------------------------------------------------------------


@pytest.mark.parametrize("name", PEOPLE)
def test_reasons_are_read_by_the_author_and_by_moderators(name):
    assert allowed(Permission.READ_DECISION, name, decision_on(name)) is (name in AUTHORS | MODERATING)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(
    ("until", "open_"),
    [
        (timedelta(days=184), True),
        (timedelta(days=1), True),
        (timedelta(seconds=1), True),
        (timedelta(0), True),
        (timedelta(seconds=-1), False),
        (timedelta(days=-1), False),
        (None, False),
    ],
)
def test_only_the_author_contests_until_the_last_instant(until, open_, name):
    assert allowed(Permission.APPEAL, name, decision_on(name, until)) is (open_ and name in AUTHORS)


@pytest.mark.parametrize("name", PEOPLE)
def test_an_appeal_is_answered_by_another_moderator_than_the_one_who_decided(name):
    others = MODERATING - {"decider", "author_moderator", "typist_moderator"}
    assert allowed(Permission.ANSWER_APPEAL, name, appeal_of(name)) is (name in others)


@pytest.mark.parametrize("name", PEOPLE)
def test_an_appeal_is_read_by_every_moderator_of_the_consultation(name):
    assert allowed(Permission.REVIEW, name, appeal_of(name)) is (name in MODERATING)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_charter_is_changed_by_those_who_run_the_consultation(name):
    place = SimpleNamespace(consultation_id=HERE)
    assert allowed(Permission.CHANGE_CHARTER, name, place) is (name in {"secretariat", "administrator"})


@pytest.mark.parametrize("name", PEOPLE)
def test_a_charter_is_accepted_by_whoever_signed_in(name):
    assert allowed(Permission.ACCEPT_CHARTER, name, SimpleNamespace(consultation_id=HERE)) is (name != "visitor")


@pytest.mark.parametrize("name", PEOPLE)
def test_the_register_of_readings_is_for_administrators(name):
    assert allowed(Permission.READ_STAFF_READS, name, None) is (name == "administrator")


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(("owner", "shared"), [("moderator", False), ("moderator", True), ("citizen", True)])
def test_a_saved_reply_is_deleted_by_its_owner_or_where_it_is_shared(owner, shared, name):
    reply = SimpleNamespace(owner_id=number(owner), consultation_id=HERE if shared else None)
    expected = name == owner or (shared and name in MODERATING)
    assert allowed(Permission.FORGET_REPLY, name, reply) is expected


# --- on an account --------------------------------------------------------------------


def suspension_of(concerned: str, until: timedelta = timedelta(days=1)):
    """Return a suspension, not stored, of this person, taken by the decider."""
    return SimpleNamespace(
        user_id=number(concerned), decided_by_id=number("decider"), consultation_id=HERE, appeal_until=NOW + until
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_an_author_is_suspended_by_another_moderator(name):
    others = MODERATING - {"author_moderator", "typist_moderator"}
    assert allowed(Permission.SUSPEND, name, text_of(name)) is (name in others)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_is_suspended_for_an_unsigned_text(name):
    text = text_of("citizen")
    text.author_id = None
    assert not allowed(Permission.SUSPEND, name, text)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_suspension_is_read_by_its_person_and_by_moderators(name):
    assert allowed(Permission.READ_SUSPENSION, name, suspension_of("author")) is (name in MODERATING | {"author"})


@pytest.mark.parametrize("name", PEOPLE)
def test_ones_own_suspensions_are_listed_to_whoever_signed_in(name):
    assert allowed(Permission.SEE_OWN_SUSPENSIONS, name, None) is (name != "visitor")


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(
    ("until", "in_time"), [(timedelta(days=1), True), (timedelta(0), True), (-timedelta(days=1), False)]
)
def test_a_suspension_is_contested_by_its_person_in_time(until, in_time, name):
    expected = in_time and name == "author"
    assert allowed(Permission.CONTEST_SUSPENSION, name, suspension_of("author", until)) is expected


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("concerned", ["author", "moderator"])
def test_a_contested_suspension_is_answered_by_a_third_party(concerned, name):
    others = MODERATING - {"decider", concerned}
    assert allowed(Permission.ANSWER_SUSPENSION, name, suspension_of(concerned)) is (name in others)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("concerned", ["author", "moderator"])
def test_a_suspension_is_lifted_by_any_moderator_but_the_person(concerned, name):
    assert allowed(Permission.LIFT_SUSPENSION, name, suspension_of(concerned)) is (
        name in MODERATING - {concerned}
    )


# --- what is said to whom is refused ----------------------------------------------------


@pytest.mark.parametrize(
    ("permission", "name", "words"),
    [
        (Permission.FLAG, "author", "C’est votre texte"),
        (Permission.REVIEW, "citizen", "réservée aux personnes qui modèrent"),
        (Permission.REVIEW, "moderator_elsewhere", "réservée aux personnes qui modèrent"),
        (Permission.DECIDE, "secretariat", "réservée aux personnes qui modèrent"),
        (Permission.DECIDE, "author_moderator", "une autre personne doit en décider"),
        (Permission.DECIDE, "typist_moderator", "une autre personne doit en décider"),
    ],
)
def test_a_refusal_on_a_text_says_why(permission, name, words):
    assert words in str(RULES[permission].refusal(Case(person(name), text_of(name), NOW)))
