"""Facts about one contribution, without a database."""

import pytest

from contributions.models import (
    PUBLIC,
    TRACED,
    TRANSITIONS,
    Argument,
    Channel,
    Comment,
    Kind,
    Position,
    Proposal,
    Source,
    Status,
)


@pytest.mark.parametrize(
    ("kind", "reference"),
    [
        (Proposal, "P12"),
        (Argument, "A12"),
        (Comment, "C12"),
        (Source, "S12"),
    ],
)
def test_a_reference_says_the_kind_and_the_number(kind, reference):
    assert kind(id=12, kind=kind.__mapper_args__["polymorphic_identity"]).reference == reference


@pytest.mark.parametrize(
    ("status", "public"),
    [
        (Status.DRAFT, False),
        (Status.PENDING, False),
        (Status.REVISION_REQUESTED, False),
        (Status.PUBLISHED, True),
        (Status.HIDDEN, False),
        (Status.REMOVED, False),
        (Status.REFUSED, False),
        (Status.WITHDRAWN, False),
        (Status.MERGED, True),
    ],
)
def test_what_everyone_reads_depends_on_the_status(status, public):
    assert Proposal(status=status).is_public is public


@pytest.mark.parametrize(
    ("status", "traced"),
    [
        (Status.HIDDEN, True),
        (Status.WITHDRAWN, True),
        (Status.REMOVED, False),
        (Status.REFUSED, False),
        (Status.PENDING, False),
    ],
)
def test_a_hidden_or_withdrawn_text_leaves_its_trace_and_no_other(status, traced):
    assert (status in TRACED) is traced


def test_nothing_is_both_public_and_a_trace():
    assert not PUBLIC & TRACED


def test_the_table_of_passages_knows_every_status():
    assert set(TRANSITIONS) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_no_status_follows_itself(status):
    assert status not in TRANSITIONS[status]


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.WITHDRAWN}))
def test_every_status_but_the_last_leads_somewhere(status):
    assert TRANSITIONS[status]


@pytest.mark.parametrize(
    ("columns", "votes"),
    [
        ({"votes_for": 3, "votes_mixed": 1, "votes_against": 2}, (3, 1, 2)),
        ({"votes_for": 0, "votes_mixed": 0, "votes_against": 0}, (0, 0, 0)),
    ],
)
def test_votes_are_read_in_one_order(columns, votes):
    assert Proposal(**columns).votes == votes


@pytest.mark.parametrize(
    ("columns", "imported"),
    [
        ({}, None),
        ({"imported_for": None}, None),
        ({"imported_for": 30, "imported_mixed": 2, "imported_against": 5}, (30, 2, 5)),
        ({"imported_for": 0, "imported_mixed": 0, "imported_against": 0}, (0, 0, 0)),
        ({"imported_for": 4}, (4, 0, 0)),
    ],
)
def test_imported_totals_are_absent_or_whole(columns, imported):
    assert Proposal(**columns).imported == imported


@pytest.mark.parametrize(("author_id", "signed"), [(None, False), (3, True)])
def test_a_text_is_signed_while_its_author_stays(author_id, signed):
    assert Proposal(author_id=author_id).is_signed is signed


def test_the_kept_html_is_shown_as_it_is():
    assert str(Proposal(html="<p>Une &lt;commune&gt;</p>").markup.__html__()) == "<p>Une &lt;commune&gt;</p>"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        (Kind.PROPOSAL, "proposal"),
        (Kind.ARGUMENT, "argument"),
        (Kind.COMMENT, "comment"),
        (Kind.SOURCE, "source"),
        (Position.FOR, "for"),
        (Position.MIXED, "mixed"),
        (Position.AGAINST, "against"),
        (Channel.ONLINE, "online"),
        (Channel.PAPER, "paper"),
        (Channel.MEETING, "meeting"),
        (Status.DRAFT, "draft"),
        (Status.PENDING, "pending"),
        (Status.REVISION_REQUESTED, "revision_requested"),
        (Status.PUBLISHED, "published"),
        (Status.HIDDEN, "hidden"),
        (Status.REMOVED, "removed"),
        (Status.REFUSED, "refused"),
        (Status.WITHDRAWN, "withdrawn"),
        (Status.MERGED, "merged"),
    ],
)
def test_the_words_kept_in_the_database_do_not_change(member, value):
    assert member.value == value
