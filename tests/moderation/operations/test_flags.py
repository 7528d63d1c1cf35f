"""Asking that a text be read again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Visitor
from consult.kit.errors import Invalid
from consult.kit.mail import OutgoingMail
from moderation.models import Concern, Flag, FlagReason, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.flags import forget_addresses, settle_flags, tell_flaggers
from tests.factories import NOW
from tests.factories.contributions import post_comment
from tests.factories.moderation import INSULT, OFF_TOPIC, decide_on, flag
from tests.factories.people import make_user

PERSONAL_DATA = 5


def _mails(scene):
    return scene.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()


def test_a_flag_keeps_who_why_and_which_version(scene):
    made = flag(scene.reader, scene.proposal, INSULT, comment="Troisième phrase.")
    assert (made.flagger_id, made.reason, made.version) == (scene.reader.id, FlagReason.INSULT, 1)
    assert made.comment == "Troisième phrase."


def test_a_flag_is_acknowledged_by_mail(scene):
    flag(scene.reader, scene.proposal)
    assert [mail.recipient for mail in _mails(scene)] == [scene.reader.email]


def test_the_receipt_names_the_text_and_leads_to_it(scene):
    flag(scene.reader, scene.proposal)
    [receipt] = _mails(scene)
    assert scene.proposal.title in receipt.text
    assert f"/propositions/{scene.proposal.id}-" in receipt.text


def test_a_comment_is_named_by_its_first_words(scene):
    comment = post_comment(scene.author, scene.proposal, "Le dernier train part trop tôt.")
    flag(scene.reader, comment)
    assert "Le dernier train part trop tôt." in _mails(scene)[-1].text


def test_an_address_that_nobody_confirmed_gets_one_receipt_a_day(scene):
    for _number in range(3):
        flag(Visitor(), post_comment(scene.author, scene.proposal), email="voisine@exemple.fr")
    receipts = [mail for mail in _mails(scene) if mail.recipient == "voisine@exemple.fr"]
    assert len(receipts) == 1
    assert "une fois par jour" in receipts[0].text
    later = NOW + timedelta(days=1, minutes=1)
    flag(Visitor(), scene.proposal, email="voisine@exemple.fr", at=later)
    assert len([mail for mail in _mails(scene) if mail.recipient == "voisine@exemple.fr"]) == 2


def test_someone_with_an_account_gets_a_receipt_for_each_text(scene):
    flag(scene.reader, scene.proposal)
    flag(scene.reader, post_comment(scene.author, scene.proposal))
    assert len([mail for mail in _mails(scene) if mail.recipient == scene.reader.email]) == 2


@pytest.mark.parametrize(("rule", "named"), [(OFF_TOPIC, True), (PERSONAL_DATA, False)])
def test_a_text_out_of_sight_is_named_save_where_its_words_told_of_a_private_life(scene, rule, named):
    flag(scene.reader, scene.proposal)
    tell_flaggers(decide_on(scene.moderator, scene.proposal, Verdict.HIDE, rule), at=NOW)
    outcome = _mails(scene)[-1]
    assert (scene.proposal.title in outcome.text, f"texte n° {scene.proposal.id}" in outcome.text) == (
        named,
        not named,
    )
    assert f"/contributions/{scene.proposal.id}" in outcome.text


def test_who_flagged_is_told_that_an_appeal_put_the_text_back(scene):
    flag(scene.reader, scene.proposal)
    flag(Visitor(), scene.proposal, email="voisine@exemple.fr")
    hidden = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    tell_flaggers(hidden, at=NOW)
    appeal = file_appeal(scene.author, hidden, "Relisez.", at=NOW)
    tell_flaggers(answer_appeal(scene.second, appeal, "D’accord.", reverse=True, at=NOW), at=NOW)
    tell_flaggers(decide_on(scene.second, scene.proposal, Verdict.HIDE, INSULT), at=NOW)
    for recipient in (scene.reader.email, "voisine@exemple.fr"):
        back, gone = [mail for mail in _mails(scene) if mail.recipient == recipient][-2:]
        assert back.subject == "Le texte que vous aviez signalé est de nouveau en ligne"
        assert gone.subject == "Le texte que vous aviez signalé n’est plus en ligne"
        assert scene.proposal.title in back.text


def test_the_same_person_flags_a_text_once(scene):
    first, second = flag(scene.reader, scene.proposal), flag(scene.reader, scene.proposal, OFF_TOPIC)
    assert first.id == second.id
    assert len(_mails(scene)) == 1


def test_a_new_version_may_be_flagged_again(scene):
    first = flag(scene.reader, scene.proposal)
    scene.proposal.version = 2
    assert flag(scene.reader, scene.proposal).id != first.id


def test_a_visitor_flags_with_an_address(scene):
    made = flag(Visitor(), scene.proposal, email=" Voisine@Exemple.fr ")
    assert (made.flagger_id, made.email) == (None, "voisine@exemple.fr")


def test_a_visitor_without_an_address_is_refused(scene):
    with pytest.raises(Invalid) as refusal:
        flag(Visitor(), scene.proposal)
    assert refusal.value.field == "email"


def test_a_rule_that_the_charter_does_not_hold_is_refused(scene):
    with pytest.raises(Invalid) as refusal:
        flag(scene.reader, scene.proposal, 99)
    assert refusal.value.field == "rule"


def test_flags_are_summed_the_law_first(scene):
    scene.session.add(other := make_user())
    scene.session.flush()
    flag(scene.reader, scene.proposal, OFF_TOPIC)
    flag(other, scene.proposal, INSULT)
    concern = scene.session.get(Concern, scene.proposal.id)
    assert (concern.is_open, concern.law, concern.flags) == (True, True, 2)


def test_an_address_typed_by_a_visitor_never_says_that_the_law_is_at_stake(scene):
    flag(Visitor(), scene.proposal, INSULT, email="voisine@exemple.fr")
    concern = scene.session.get_one(Concern, scene.proposal.id)
    assert (concern.law, concern.flags, concern.rank) == (False, 1, -10)
    flag(scene.reader, scene.proposal, INSULT)
    scene.session.refresh(concern)
    assert (concern.law, concern.flags) == (True, 2)


def test_settled_flags_no_longer_concern_anyone(scene):
    flag(scene.reader, scene.proposal)
    settle_flags(scene.proposal, None, at=NOW)
    concern = scene.session.get(Concern, scene.proposal.id, populate_existing=True)
    assert (concern.is_open, concern.flags) == (False, 0)


def test_flaggers_are_told_the_outcome_and_a_visitors_address_is_forgotten_once_nothing_can_change(scene):
    made = flag(Visitor(), scene.proposal, email="voisine@exemple.fr")
    decision = decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    tell_flaggers(decision, at=NOW)
    outcome = _mails(scene)[-1]
    assert outcome.recipient == "voisine@exemple.fr"
    assert "reste en ligne" in outcome.text
    for days, kept in ((189, "voisine@exemple.fr"), (191, None)):
        forget_addresses(at=NOW + timedelta(days=days))
        assert scene.session.get(Flag, made.id, populate_existing=True).email == kept
