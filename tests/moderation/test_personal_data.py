"""What moderation keeps of someone: handed over on demand, unsigned when they leave."""

import pytest

from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from moderation import personal_data
from moderation.models import Verdict
from moderation.operations.appeals import file_appeal
from tests.factories import NOW
from tests.factories.moderation import decide_on, flag


@pytest.fixture
def lived(scene):
    """Return the scene once someone flagged, and someone else contested."""
    scene.flag = flag(scene.reader, scene.proposal, comment="La fin.")
    decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    scene.appeal = file_appeal(scene.author, decision, "Relisez.", at=NOW)
    return scene


def test_a_flagger_is_given_their_flags(lived):
    parts = {part.name: part.content for part in personal_data.hand_over(lived.reader, NOW)}
    assert [line["comment"] for line in parts["signalements"]] == ["La fin."]
    assert parts["recours"] == []


def test_an_author_is_given_decisions_and_appeals_without_the_moderators_name(lived):
    parts = {part.name: part.content for part in personal_data.hand_over(lived.author, NOW)}
    assert [line["verdict"] for line in parts["decisions-de-moderation"]] == ["hide"]
    assert [line["text"] for line in parts["recours"]] == ["Relisez."]
    assert "decided_by_id" not in parts["decisions-de-moderation"][0]


def test_erasing_unsigns_flags_and_empties_appeals(lived):
    for person in (lived.reader, lived.author):
        erase_user(person, TextsFate.UNSIGNED, at=NOW)
    lived.session.expire_all()
    assert (lived.flag.flagger_id, lived.flag.flagger_key) == (None, f"erased {lived.flag.id}")
    assert lived.appeal.text == ""
