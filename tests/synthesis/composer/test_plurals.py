"""Every sentence that counts something agrees with zero, one and two; in French zero is singular."""

from itertools import product

import pytest

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.facts import ModerationFacts, Participation, Tally
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import KeyFigures
from tests.factories.corpora import CLOSED, argument, comment, corpus, facts, proposal, source, votes

LONG = ("Installer la fibre dans chaque commune de la région.", "Ouvrir un guichet humain dans chaque mairie.")


def said(whole: Corpus) -> dict[str, str]:
    return {claim.id: claim.text for claim in compose(analyse(whole)).claims()}


def people(count: int = 0, voters: int = 0) -> Participation:
    return Participation(people=count, voters=voters)


def moderated(excluded: int = 0, pending: int = 0) -> ModerationFacts:
    return ModerationFacts((Tally("Injure", excluded),) if excluded else (), pending_at_closing=pending)


def proposals(count: int, **changes: object) -> Corpus:
    return corpus(*(proposal(number, **changes) for number in range(1, count + 1)))


def voted(*each: int, imported: bool = False) -> Corpus:
    kind = "imported_votes" if imported else "votes"
    rows = (proposal(number, **{kind: votes(one)}) for number, one in enumerate(each, start=1))
    return corpus(*rows, consultation=facts(imported=imported))


def marked(count: int) -> Corpus:
    rows = (proposal(number, marked=number <= count) for number in range(1, 4))
    return corpus(*rows, consultation=facts(imported=True))


def copied(groups: int) -> Corpus:
    texts = [text for text in LONG[:groups] for _ in range(2)]
    return corpus(*(proposal(number, text) for number, text in enumerate(texts, start=1)))


@pytest.mark.parametrize(
    ("claim_id", "whole", "sentence"),
    [
        ("people.took_part", corpus(participation=people(0)), "0 personne a participé."),
        ("people.took_part", corpus(participation=people(1)), "1 personne a participé."),
        ("people.took_part", corpus(participation=people(2)), "2 personnes ont participé."),
        ("people.took_part", corpus(participation=people(1_500)), "1\u202f500 personnes ont participé."),
        ("people.voted", corpus(participation=people(9, 1)), "1 personne a voté."),
        ("people.voted", corpus(participation=people(9, 2)), "2 personnes ont voté."),
        ("people.wrote", corpus(participation=people(9)), "0 d’entre elles a écrit au moins une contribution."),
        (
            "people.wrote",
            corpus(proposal(1), participation=people(9)),
            "1 d’entre elles a écrit au moins une contribution.",
        ),
        (
            "people.wrote",
            corpus(proposal(1), proposal(2), participation=people(9)),
            "2 d’entre elles ont écrit au moins une contribution.",
        ),
        ("brief.votes", voted(1), "1 vote a été exprimé."),
        ("brief.votes", voted(2), "2 votes ont été exprimés."),
        ("brief.no_vote", voted(0), "Aucun vote n’a été exprimé."),
        (
            "brief.imported_votes",
            voted(1, imported=True),
            "Le site d’origine a compté 1 vote\u202f; ce total importé est montré à part.",
        ),
        (
            "brief.imported_votes",
            voted(2, imported=True),
            "Le site d’origine a compté 2 votes\u202f; ces totaux importés sont montrés à part.",
        ),
        (
            "brief.few_votes",
            voted(10),
            "Chaque proposition a reçu dix votes au moins.",
        ),
        (
            "brief.few_votes",
            voted(9),
            "1 proposition a reçu moins de dix votes\u00a0: elle n’est pas classée.",
        ),
        (
            "brief.few_votes",
            voted(9, 0),
            "2 propositions ont reçu moins de dix votes\u00a0: elles ne sont pas classées.",
        ),
        (
            "limits.few_votes",
            voted(10),
            "Chaque proposition a reçu dix votes au moins\u00a0: toutes sont classées.",
        ),
        (
            "limits.few_votes",
            voted(9, 9),
            "2 propositions ont reçu moins de dix votes\u00a0: trop peu de votes pour les classer.",
        ),
        ("theme.votes.theme-1", voted(1), "Les propositions ont reçu 1 vote."),
        ("theme.votes.theme-1", voted(1, 1), "Les propositions ont reçu 2 votes."),
        ("theme.votes.theme-1", voted(1, imported=True), "Les propositions ont reçu 1 vote importé."),
        ("theme.votes.theme-1", voted(2, imported=True), "Les propositions ont reçu 2 votes importés."),
        ("theme.published.theme-1", proposals(1), "1 personne a publié 1 proposition."),
        ("theme.published.theme-1", proposals(2), "2 personnes ont publié 2 propositions."),
        ("theme.published.theme-1", proposals(2, author=1), "1 personne a publié 2 propositions."),
    ],
)
def test_a_sentence_agrees_with_its_number(claim_id: str, whole: Corpus, sentence: str) -> None:
    assert said(whole)[claim_id] == sentence


@pytest.mark.parametrize(
    ("claim_id", "pending", "beginning"),
    [
        ("brief.pending", 0, "À la clôture, aucune contribution n’attendait de décision de modération."),
        ("brief.pending", 1, "À la clôture, 1 contribution attendait encore"),
        ("brief.pending", 2, "À la clôture, 2 contributions attendaient encore"),
        ("moderation.pending", 0, "À la clôture, aucune contribution n’attendait de décision."),
        ("moderation.pending", 1, "À la clôture, 1 contribution attendait encore une décision\u00a0: elle n’est"),
        ("moderation.pending", 2, "À la clôture, 2 contributions attendaient encore une décision\u00a0: elles ne"),
    ],
)
def test_what_waits_agrees_with_its_number(claim_id: str, pending: int, beginning: str) -> None:
    whole = corpus(proposal(1), moderation=moderated(pending=pending))
    assert said(whole)[claim_id].startswith(beginning)


@pytest.mark.parametrize(
    ("excluded", "sentence"),
    [
        (0, "Aucune contribution n’a été écartée par la modération."),
        (1, "1 contribution a été écartée par la modération\u202f; elle ne figure pas"),
        (2, "2 contributions ont été écartées par la modération\u202f; elles ne figurent pas"),
    ],
)
def test_what_was_excluded_agrees_with_its_number(excluded: int, sentence: str) -> None:
    assert said(corpus(moderation=moderated(excluded)))["moderation.excluded"].startswith(sentence)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "1 proposition vient de la corbeille du site d’origine\u202f; elle est marquée dans l’annexe."),
        (2, "2 propositions viennent de la corbeille du site d’origine\u202f; elles sont marquées dans l’annexe."),
    ],
)
def test_what_comes_from_the_bin_agrees_with_its_number(count: int, sentence: str) -> None:
    assert said(marked(count))["limits.marked"] == sentence


def test_nothing_from_the_bin_is_not_a_limit() -> None:
    assert "limits.marked" not in said(marked(0))


@pytest.mark.parametrize(
    ("groups", "beginning"),
    [
        (1, "1 groupe de contributions (2 en tout) répète le même texte"),
        (2, "2 groupes de contributions (4 en tout) répètent le même texte"),
    ],
)
def test_repeated_texts_agree_with_their_number(groups: int, beginning: str) -> None:
    assert said(copied(groups))["copies.groups"].startswith(beginning)


@pytest.mark.parametrize(
    ("authors", "beginning"),
    [
        (31, "La personne la plus active, sur 31 qui ont écrit, a publié 3\u00a0% des contributions."),
        (100, "La personne la plus active, sur 100 qui ont écrit, a publié 1\u00a0% des contributions."),
        (101, "Les 2 personnes les plus actives, sur 101 qui ont écrit, ont publié 2\u00a0% des contributions."),
    ],
)
def test_the_busiest_agree_with_their_number(authors: int, beginning: str) -> None:
    assert said(proposals(authors))["people.busiest"] == beginning


@pytest.mark.parametrize(
    ("counts", "things"),
    [
        ((0, 0, 0), "1 proposition"),
        ((1, 0, 0), "1 proposition et 1 argument"),
        ((2, 0, 0), "1 proposition et 2 arguments"),
        ((0, 1, 0), "1 proposition et 1 commentaire"),
        ((0, 2, 1), "1 proposition, 2 commentaires et 1 source"),
        ((2, 1, 2), "1 proposition, 2 arguments, 1 commentaire et 2 sources"),
    ],
)
def test_kinds_there_are_none_of_are_not_named(counts: tuple[int, int, int], things: str) -> None:
    arguments, comments, sources = counts
    whole = corpus(
        proposal(1),
        arguments=tuple(argument(number) for number in range(arguments)),
        comments=tuple(comment(number) for number in range(comments)),
        sources=tuple(source(number) for number in range(sources)),
    )
    assert said(whole)["brief.published"].endswith(f" publié {things}.")


@pytest.mark.parametrize(
    ("count", "labels"),
    [
        (1, ["personne a participé", "proposition", "argument", "vote"]),
        (2, ["personnes ont participé", "propositions", "arguments", "votes"]),
    ],
)
def test_key_figures_agree_with_their_number(count: int, labels: list[str]) -> None:
    rows = [proposal(number) for number in range(1, count + 1)]
    rows[0] = proposal(1, votes=votes(count))
    arguments = tuple(argument(number) for number in range(count))
    blocks = compose(analyse(corpus(*rows, arguments=arguments, participation=people(count)))).sections[0].blocks
    figures = next(block for block in blocks if isinstance(block, KeyFigures))
    assert [item.label for item in figures.items] == labels


@pytest.mark.parametrize(
    ("whole", "pattern"), list(product((proposals(0), proposals(1), proposals(2)), ("%(", "None", "{")))
)
def test_no_sentence_shows_its_template(whole: Corpus, pattern: str) -> None:
    assert not [text for text in said(whole).values() if pattern in text]


def test_the_day_data_were_taken_is_the_day_of_the_document() -> None:
    assert compose(analyse(corpus())).taken_at == CLOSED
