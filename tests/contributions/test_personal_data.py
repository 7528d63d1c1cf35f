"""What becomes of someone's texts and votes when they leave, and what they are handed over."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.accounts.models import Role
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit.jobs import Job
from contributions import counters, drafts, operations, personal_data
from contributions.models import (
    Ballot,
    Contribution,
    Position,
    Proposal,
    Skip,
    Status,
    StatusChange,
    Version,
    Vote,
)
from contributions.operations import ProposalDraft, SourceDraft
from contributions.queries.history import changes_of
from contributions.quick_vote.operations import pass_over
from contributions.threads import signature
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal
from tests.factories.people import make_user

LATER = NOW + timedelta(days=1)


@pytest.fixture
def lived(scene):
    """Return the scene once the author proposed twice and answered, and the voter answered the first proposal."""
    scene.answered = post_proposal(scene.author, scene.consultation)
    scene.alone = post_proposal(scene.author, scene.consultation)
    scene.reply = post_comment(scene.voter, scene.answered)
    scene.other = post_proposal(scene.voter, scene.consultation)
    scene.argument = post_argument(scene.author, scene.other)
    operations.cast_vote(scene.author, scene.other, Position.FOR, at=NOW)
    scene.session.refresh(scene.other)
    return scene


def leave(scene, fate):
    erase_user(scene.author, fate, at=LATER)
    scene.session.expire_all()


@pytest.mark.parametrize("fate", TextsFate)
def test_votes_and_supports_stay_counted(lived, fate):
    operations.support_argument(lived.author, post_argument(lived.voter, lived.other), at=NOW)
    leave(lived, fate)
    counters.rebuild(lived.consultation)
    assert lived.other.votes == (1, 0, 0)
    assert lived.session.scalars(select(Vote)).one().user_id == lived.author.id


@pytest.mark.parametrize("fate", TextsFate)
def test_nothing_written_leads_to_the_account_any_more(lived, fate):
    leave(lived, fate)
    texts = lived.session.scalars(select(Contribution)).all()
    assert {one.author_id for one in texts} == {None, lived.voter.id}
    assert lived.author.id not in set(lived.session.scalars(select(StatusChange.actor_id)))
    assert [one.fingerprint for one in texts if one.author_id is None] == [None] * 3


@pytest.mark.parametrize("fate", TextsFate)
def test_what_was_passed_over_and_the_count_of_votes_are_forgotten(lived, fate):
    lived.consultation.votes_per_person = 3
    operations.cast_vote(lived.author, lived.reply.proposal, Position.FOR, at=NOW)
    pass_over(lived.author, lived.other, at=NOW)
    leave(lived, fate)
    assert lived.session.scalars(select(Skip)).all() == []
    assert lived.session.scalars(select(Ballot)).all() == []
    assert lived.other.considered == 1


def test_what_was_passed_over_is_handed_over_with_the_count_of_votes(lived):
    lived.consultation.votes_per_person = 3
    operations.cast_vote(lived.voter, lived.answered, Position.FOR, at=NOW)
    pass_over(lived.voter, lived.alone, at=NOW)
    parts = {part.name: part.content for part in personal_data.hand_over(lived.voter, LATER)}
    (passed,), (counted,) = parts["propositions-passees"], parts["votes-comptes"]
    assert passed["proposition"] == f"P{lived.alone.id} {lived.alone.title}"
    assert (counted["votes donnés"], counted["votes permis"]) == (1, 3)


def test_an_unsigned_text_keeps_its_words_and_its_place(lived):
    words = lived.alone.source
    leave(lived, TextsFate.UNSIGNED)
    assert (lived.alone.status, lived.alone.source) == (Status.PUBLISHED, words)
    assert signature(lived.alone) == "Une personne qui a supprimé son compte"


def test_what_the_organiser_wrote_stays_said_to_be_theirs(scene):
    staff = make_user(Role.SECRETARIAT)
    scene.session.add(staff)
    scene.session.flush()
    proposal = post_proposal(staff, scene.consultation)
    erase_user(staff, TextsFate.UNSIGNED, at=LATER)
    assert (proposal.author_id, proposal.from_organiser) == (None, True)


def test_a_text_someone_else_answered_stays_unsigned(lived):
    leave(lived, TextsFate.REMOVED)
    assert (lived.answered.status, lived.answered.is_signed) == (Status.PUBLISHED, False)
    assert lived.answered.source


def test_a_text_nobody_answered_is_withdrawn_and_its_words_emptied(lived):
    draft = ProposalDraft("Un autre titre, plus long", "D’autres mots.", lived.alone.theme_id)
    operations.edit_proposal(lived.author, lived.alone, draft, at=NOW)
    leave(lived, TextsFate.REMOVED)
    gone = lived.alone
    assert (gone.status, gone.source, gone.html, gone.excerpt) == (Status.WITHDRAWN, "", "", "")
    assert (gone.title, gone.slug) == ("Proposition retirée", "proposition")
    assert lived.session.scalars(select(Version)).all() == []
    assert changes_of(gone)[-1].reason == personal_data.LEFT


def test_a_withdrawn_text_is_no_longer_counted(lived):
    assert lived.other.arguments_for == 1
    leave(lived, TextsFate.REMOVED)
    assert (lived.other.arguments_for, lived.other.discussion) == (0, 0)
    assert lived.consultation.themes[0].proposals_count == 2


def test_answering_oneself_is_no_answer(lived):
    post_comment(lived.author, lived.alone)
    leave(lived, TextsFate.REMOVED)
    assert lived.alone.status is Status.WITHDRAWN


def test_an_answer_its_author_took_back_is_no_answer(lived):
    operations.withdraw(lived.voter, lived.reply, "other", at=NOW)
    leave(lived, TextsFate.REMOVED)
    assert lived.answered.status is Status.WITHDRAWN


def test_a_comment_that_was_answered_stays(lived):
    comment = post_comment(lived.author, lived.other)
    post_comment(lived.voter, lived.other, parent=comment)
    leave(lived, TextsFate.REMOVED)
    assert comment.status is Status.PUBLISHED


def test_a_text_typed_by_a_facilitator_answers_as_any_other(lived):
    post_comment(lived.voter, lived.alone).author_id = None
    leave(lived, TextsFate.REMOVED)
    assert lived.alone.status is Status.PUBLISHED


def test_the_link_of_a_source_goes_with_it(lived):
    link = SourceDraft("https://exemple.fr/etude", "Une étude", "study", "Page 12.")
    source = operations.add_source(lived.author, lived.other, link, at=NOW)
    leave(lived, TextsFate.REMOVED)
    assert (source.status, source.link, source.label) == (Status.WITHDRAWN, None, None)


@pytest.mark.parametrize("status", [Status.REFUSED, Status.REMOVED, Status.WITHDRAWN])
def test_the_words_of_a_text_already_out_of_sight_go_too(lived, status):
    lived.alone.status = status
    leave(lived, TextsFate.REMOVED)
    assert (lived.alone.status, lived.alone.source) == (status, "")


@pytest.mark.parametrize("fate", TextsFate)
def test_drafts_are_always_deleted(lived, fate):
    drafts.save_draft(lived.author, lived.consultation, draft_for(lived.consultation), at=NOW)
    leave(lived, fate)
    counted = select(func.count()).select_from(Proposal).where(Proposal.status == Status.DRAFT)
    assert lived.session.scalar(counted) == 0


@pytest.mark.parametrize("fate", TextsFate)
def test_later_rooms_read_again_what_lost_its_author(lived, fate):
    lived.session.query(Job).delete()
    leave(lived, fate)
    told = {job.payload["id"] for job in lived.session.scalars(select(Job).where(Job.kind == "search.index"))}
    assert told == {lived.answered.id, lived.alone.id, lived.argument.id}


def test_later_rooms_are_given_the_texts_before_they_lose_their_author(app, lived):
    heard: list[tuple[list[int], set[int | None]]] = []

    def listen(ids, _at):
        texts = lived.session.scalars(select(Contribution).where(Contribution.id.in_(ids)))
        heard.append((list(ids), {one.author_id for one in texts}))

    personal_data.leaving.add(app, listen)
    leave(lived, TextsFate.UNSIGNED)
    assert heard == [([lived.answered.id, lived.alone.id, lived.argument.id], {lived.author.id})]


def test_the_page_of_a_withdrawn_text_says_so_without_its_words(app, browser, lived):
    title, address = lived.alone.title, f"/propositions/{lived.alone.id}"
    leave(lived, TextsFate.REMOVED)
    lived.session.commit()
    page = browser().get(address, follow_redirects=True).text
    assert "Texte retiré par son auteur." in page
    assert title not in page


# --- handing over -----------------------------------------------------------------------


def parts(scene):
    return {part.name: part.content for part in personal_data.hand_over(scene.author, LATER)}


def test_one_is_given_everything_one_wrote_with_its_state_and_dates(lived):
    drafts.save_draft(lived.author, lived.consultation, draft_for(lived.consultation), at=NOW)
    lines = parts(lived)["contributions"]
    assert [(line["nature"], line["état"]) for line in lines] == [
        ("Proposition", "Publiée"),
        ("Proposition", "Publiée"),
        ("Argument", "Publiée"),
        ("Proposition", "Brouillon"),
    ]
    assert lines[0]["texte"] == lived.answered.source
    assert lines[0]["publié le"] == "2026-10-01T11:00:00+02:00"
    assert lines[2]["sous la proposition"] == lived.other.reference


def test_one_is_given_the_former_words_of_a_text(lived):
    before = lived.alone.source
    draft = ProposalDraft("Un autre titre, plus long", "D’autres mots.", lived.alone.theme_id)
    operations.edit_proposal(lived.author, lived.alone, draft, at=NOW)
    line = next(one for one in parts(lived)["contributions"] if one["numéro"] == lived.alone.reference)
    assert [one["texte"] for one in line["versions précédentes"]] == [before]


def test_one_is_given_ones_votes_and_supports(lived):
    argument = post_argument(lived.voter, lived.other, Position.AGAINST)
    operations.support_argument(lived.author, argument, at=NOW)
    given = parts(lived)
    assert [line["vote"] for line in given["votes"]] == ["pour"]
    assert given["votes"][0]["proposition"] == f"{lived.other.reference} {lived.other.title}"
    assert [line["sens"] for line in given["soutiens"]] == ["contre"]


def test_nobody_is_given_what_another_wrote(lived):
    told = str(parts(lived))
    assert lived.reply.source not in told


def test_a_source_is_given_with_its_link(lived):
    link = SourceDraft("https://exemple.fr/etude", "Une étude", "study", "Page 12.")
    operations.add_source(lived.author, lived.other, link, at=NOW)
    assert parts(lived)["contributions"][-1]["lien"] == "https://exemple.fr/etude"
