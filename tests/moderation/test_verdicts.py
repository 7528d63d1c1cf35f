"""Every status met by every decision: what follows, or that it is refused."""

from itertools import pairwise

import pytest

from contributions.models import TRANSITIONS, Status
from moderation.models import Verdict
from moderation.verdicts import AGAINST_THE_AUTHOR, EFFECTS, THROUGH, effect, possible

S, V = Status, Verdict
ALLOWED = {
    (V.PUBLISH, S.PENDING): S.PUBLISHED,
    (V.KEEP, S.PUBLISHED): S.PUBLISHED,
    (V.MASK, S.PENDING): S.PUBLISHED,
    (V.MASK, S.PUBLISHED): S.PUBLISHED,
    (V.REQUEST_REVISION, S.PENDING): S.REVISION_REQUESTED,
    (V.REQUEST_REVISION, S.PUBLISHED): S.REVISION_REQUESTED,
    (V.REFUSE, S.PENDING): S.REFUSED,
    (V.REFUSE, S.REVISION_REQUESTED): S.REFUSED,
    (V.HIDE, S.PUBLISHED): S.HIDDEN,
    (V.HIDE, S.HIDDEN): S.HIDDEN,
    (V.REMOVE, S.PENDING): S.REMOVED,
    (V.REMOVE, S.REVISION_REQUESTED): S.REMOVED,
    (V.REMOVE, S.PUBLISHED): S.REMOVED,
    (V.REMOVE, S.HIDDEN): S.REMOVED,
    (V.RESTORE, S.HIDDEN): S.PUBLISHED,
    (V.RESTORE, S.REMOVED): S.PUBLISHED,
    (V.RESTORE, S.REFUSED): S.PUBLISHED,
    (V.RESTORE, S.REVISION_REQUESTED): S.PUBLISHED,
    (V.RESTORE, S.PUBLISHED): S.PUBLISHED,
    (V.RESTORE, S.MERGED): S.PUBLISHED,
    (V.MERGE, S.PUBLISHED): S.MERGED,
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_decision_on_a_status_leads_where_the_table_says(verdict, status):
    assert effect(verdict, status) is ALLOWED.get((verdict, status))


@pytest.mark.parametrize(("verdict", "status"), ALLOWED)
def test_each_passage_is_one_that_contributions_allow(verdict, status):
    to = EFFECTS[verdict][status]
    steps = [status, *filter(None, [THROUGH.get((status, to))]), to]
    assert to is status or all(after in TRANSITIONS[before] for before, after in pairwise(steps))


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_nothing_is_decided_of_a_draft_or_of_what_its_author_took_back(status):
    assert possible(status) == []


def test_a_decision_against_the_author_takes_the_text_or_some_of_its_words_from_sight():
    harmless = {Status.PUBLISHED}
    from_sight = {verdict for verdict in EFFECTS if set(EFFECTS[verdict].values()) != harmless}
    assert from_sight | {Verdict.MASK} == AGAINST_THE_AUTHOR


def test_merging_is_undone_and_nothing_else_is_decided_of_a_merged_text():
    assert possible(Status.MERGED) == [Verdict.RESTORE]
    assert Verdict.MERGE not in possible(Status.PUBLISHED)


def test_a_published_text_is_restored_only_where_words_are_masked():
    assert Verdict.RESTORE not in possible(Status.PUBLISHED)
    assert Verdict.RESTORE in possible(Status.PUBLISHED, is_masked=True)


def test_what_is_hidden_is_hidden_again_only_to_confirm_what_was_automatic():
    assert Verdict.HIDE not in possible(Status.HIDDEN)
    assert Verdict.HIDE in possible(Status.HIDDEN, is_provisional=True)


def test_nobody_puts_a_text_on_hold_by_hand():
    assert {effect(Verdict.HOLD, status) for status in Status} == {None}
