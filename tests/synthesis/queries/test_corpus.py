from datetime import timedelta

import pytest

from consult.accounts.models import ContributorKind, Role
from consult.territories.models import Territory, TerritoryLevel
from contributions import operations as writing
from contributions.addresses import contribution_url
from contributions.models import Status
from contributions.status import change_status
from moderation.models import PickedQuote, Verdict
from synthesis.analysis.facts import Channel, Picked, Position, VoteTotals
from synthesis.analysis.snapshot import from_json, to_json
from synthesis.composer.wording import Wording
from synthesis.queries.corpus import WITHOUT_THEME, corpus_of, texts_of
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_comment, post_proposal
from tests.factories.moderation import decide_on
from tests.factories.people import make_user
from tests.factories.syntheses import close
from tests.query_counting import counted_queries


def photograph(scene, at=NOW):
    scene.session.flush()
    return corpus_of(scene.consultation, at=at, say=Wording())


def test_everything_published_is_there_with_its_reference(taking_part):
    corpus = photograph(taking_part)
    assert [row.ref[0] for row in corpus.contributions] == ["P", "P", "A", "C"]
    assert corpus.proposals[0].ref == taking_part.proposal.reference


def test_a_text_is_given_without_its_marks_and_with_them(taking_part):
    row = photograph(taking_part).proposals[0]
    assert row.source == "Une **permanence** par semaine, sans rendez-vous."
    assert row.text == "Une permanence par semaine, sans rendez-vous."


def test_votes_are_counted_by_position(taking_part):
    assert photograph(taking_part).proposals[0].votes == VoteTotals(favour=12)


def test_an_argument_keeps_its_side_and_its_proposal(taking_part):
    argument = photograph(taking_part).arguments[0]
    assert (argument.position, argument.proposal_id) == (Position.AGAINST, taking_part.proposal.id)


def test_paths_are_those_of_the_pages(taking_part, app):
    corpus = photograph(taking_part)
    with app.test_request_context():
        assert corpus.proposals[0].path == contribution_url(taking_part.proposal)
        assert corpus.arguments[0].path == contribution_url(taking_part.argument)


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.WITHDRAWN])
def test_what_is_no_longer_public_is_left_out(taking_part, status):
    change_status(taking_part.argument, status, taking_part.author, at=NOW)
    assert photograph(taking_part).arguments == ()


def test_replies_under_a_withheld_proposal_are_left_out_with_it(taking_part):
    change_status(taking_part.proposal, Status.HIDDEN, taking_part.author, at=NOW)
    corpus = photograph(taking_part)
    assert [row.ref[0] for row in corpus.contributions] == ["P"]


def test_drafts_and_texts_that_wait_are_left_out(taking_part):
    taking_part.consultation.pre_moderated = True
    post_proposal(taking_part.author, taking_part.consultation)
    corpus = photograph(taking_part)
    assert len(corpus.proposals) == 2
    assert corpus.moderation.pending_at_closing == 1


def test_what_moderation_left_out_is_counted_by_rule(taking_part):
    moderator = make_user(Role.MODERATOR)
    taking_part.session.add(moderator)
    taking_part.session.flush()
    decide_on(moderator, taking_part.argument, Verdict.HIDE)
    assert [(row.name, row.count) for row in photograph(taking_part).moderation.excluded_by_rule] == [
        ("Dans le sujet", 1)
    ]


def test_another_consultation_is_another_corpus(taking_part):
    other = make_consultation()
    taking_part.session.add(other)
    taking_part.session.flush()
    post_proposal(taking_part.author, other)
    assert len(photograph(taking_part).proposals) == 2


def test_authors_are_numbers_that_say_nothing_of_accounts(taking_part):
    corpus = photograph(taking_part)
    authors = {row.author for row in corpus.contributions}
    assert authors == set(range(1, len(authors) + 1))


def test_each_unsigned_text_has_an_author_of_its_own(taking_part):
    taking_part.proposal.author_id = taking_part.argument.author_id = None
    corpus = photograph(taking_part)
    assert corpus.proposals[0].author != corpus.arguments[0].author


def test_people_are_those_who_wrote_voted_or_supported(taking_part):
    people = photograph(taking_part).participation
    assert (people.people, people.voters) == (14, 12)
    assert [(row.name, row.count) for row in people.by_kind] == [("à titre personnel", 14)]


def test_who_did_not_say_in_whose_name_is_counted_apart_and_signed_by_a_name_alone(taking_part):
    taking_part.author.kind = ContributorKind.NOT_SAID
    corpus = photograph(taking_part)
    assert corpus.proposals[0].author_kind == ""
    counted = {row.name: row.count for row in corpus.participation.by_kind}
    assert counted == {"à titre personnel": 13, "qualité non précisée": 1}


def test_people_stand_beside_the_population_of_their_department(taking_part):
    loiret = Territory(level=TerritoryLevel.DEPARTMENT, code="45", name="Loiret", population=680_000)
    cher = Territory(level=TerritoryLevel.DEPARTMENT, code="18", name="Cher", population=300_000)
    town = Territory(level=TerritoryLevel.COMMUNE, code="45234", name="Orléans", department_code="45")
    taking_part.session.add_all([loiret, cher, town])
    taking_part.author.territory = town
    rows = photograph(taking_part).participation.by_territory
    assert [(row.name, row.people, row.population) for row in rows] == [
        ("Cher", 0, 300_000),
        ("Loiret", 1, 680_000),
    ]


def test_themes_follow_the_tree_and_one_that_only_holds_others_has_no_chapter(taking_part):
    top, below = make_theme("Territoires"), make_theme("Fibre")
    below.parent = top
    taking_part.consultation.themes.extend([top, below])
    taking_part.session.flush()
    assert [theme.title for theme in photograph(taking_part).themes] == ["Santé", "Culture", "Fibre"]


def test_a_proposal_without_a_theme_has_a_chapter_too(taking_part):
    taking_part.proposal.theme_id = None
    corpus = photograph(taking_part)
    assert corpus.themes[-1] == WITHOUT_THEME
    assert corpus.proposals[0].theme_id == WITHOUT_THEME.id


def test_a_closed_consultation_is_dated_by_its_closing(taking_part):
    close(taking_part.secretariat, taking_part.consultation)
    later = photograph(taking_part, at=NOW + timedelta(days=9))
    assert later == photograph(taking_part, at=NOW + timedelta(days=20))
    assert later.taken_at == NOW + timedelta(hours=1)


def test_paper_is_counted_as_paper(taking_part):
    taking_part.proposal.channel = type(taking_part.proposal.channel).PAPER
    assert photograph(taking_part).proposals[0].channel is Channel.PAPER


def test_a_corpus_of_the_database_is_read_back_from_its_file(taking_part):
    corpus = photograph(taking_part)
    assert from_json(to_json(corpus)) == corpus


def test_a_photograph_costs_the_same_number_of_queries_at_two_sizes(taking_part, app):
    with counted_queries(app) as few:
        photograph(taking_part)
    for _ in range(20):
        post_comment(taking_part.author, taking_part.proposal)
    writing.support_argument(taking_part.author, taking_part.argument, at=NOW)
    with counted_queries(app) as many:
        photograph(taking_part)
    assert len(many) <= len(few) <= 14


def test_words_that_moderators_picked_go_with_the_photograph(taking_part):
    moderator = make_user(Role.MODERATOR)
    taking_part.session.add(moderator)
    taking_part.session.flush()
    row = {"contribution_id": taking_part.argument.id, "picked_by_id": moderator.id, "picked_at": NOW}
    taking_part.session.add_all([PickedQuote(words="deux heures par semaine", **row)])
    assert photograph(taking_part).picked == (Picked(f"A{taking_part.argument.id}", "deux heures par semaine"),)


def test_picked_words_of_a_text_no_longer_public_are_left_out(taking_part):
    row = {"contribution_id": taking_part.argument.id, "picked_by_id": taking_part.author.id, "picked_at": NOW}
    taking_part.session.add(PickedQuote(words="deux heures par semaine", **row))
    change_status(taking_part.proposal, Status.HIDDEN, taking_part.author, at=NOW)
    assert photograph(taking_part).picked == ()


def test_some_texts_are_read_as_the_photograph_reads_them(taking_part):
    whole = photograph(taking_part)
    found = texts_of([int(row.ref[1:]) for row in whole.contributions])
    assert [(row.ref, row.text) for row in found] == sorted(
        ((row.ref, row.text) for row in whole.contributions), key=lambda pair: int(pair[0][1:])
    )


def test_a_text_that_nobody_may_read_is_not_read(taking_part):
    change_status(taking_part.argument, Status.HIDDEN, taking_part.author, at=NOW)
    taking_part.session.flush()
    assert texts_of([taking_part.argument.id]) == []
