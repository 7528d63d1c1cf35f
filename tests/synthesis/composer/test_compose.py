import re
from collections import Counter

import pytest

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import Document
from synthesis.composer.edits import Edits
from tests.factories.corpora import corpus, facts, lively_corpus, proposal, votes


def composed(whole: Corpus) -> Document:
    return compose(analyse(whole))


def texts(document: Document) -> str:
    return "\n".join(claim.text for claim in document.claims())


def test_the_chapters_come_in_the_order_a_reader_needs_them() -> None:
    assert [section.id for section in composed(lively_corpus()).sections] == [
        "en-bref",
        "methode",
        "participation",
        "theme-1",
        "theme-2",
        "entre-themes",
        "opinion",
        "a-trancher",
        "limites",
        "annexe",
        "corrections",
        "reproductibilite",
    ]


def test_chapters_are_numbered_but_the_brief_and_the_annex() -> None:
    titles = [section.title for section in composed(lively_corpus()).sections]
    assert titles[0] == "En bref"
    assert titles[1].startswith("1. ")
    assert titles[-3] == "Annexe\u00a0: toutes les contributions"
    assert titles[-1].startswith("9. ")


def test_claims_have_identities_of_their_own_that_survive_a_new_run() -> None:
    first, second = composed(lively_corpus()), composed(lively_corpus())
    ids = [claim.id for claim in first.claims()]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert ids == [claim.id for claim in second.claims()]


def test_every_reference_in_evidence_is_a_published_contribution() -> None:
    whole = lively_corpus()
    document = composed(whole)
    cited = {ref for claim in document.claims() for ref in claim.evidence}
    assert cited <= set(whole.by_ref)


def test_section_identities_are_unique() -> None:
    ids = [section.id for section in composed(lively_corpus()).walk()]
    assert len(ids) == len(set(ids))


def test_the_title_names_the_consultation_and_its_dates() -> None:
    document = composed(lively_corpus())
    assert document.title == "Synthèse de la consultation «\u00a0Stratégie numérique\u00a0»"
    assert "Données arrêtées au 1er avril 2026" in document.dateline


def test_fictitious_data_say_so() -> None:
    document = composed(corpus(proposal(1), consultation=facts(fictitious=True)))
    assert document.notice == "Données fictives"
    assert "fictives" in texts(document)


def test_true_data_do_not_say_they_are_fictitious() -> None:
    document = composed(lively_corpus())
    assert document.notice == ""
    assert "fictives" not in texts(document)


def test_what_waited_for_moderation_stands_in_the_limits() -> None:
    claims = {claim.id: claim.text for claim in composed(lively_corpus()).claims()}
    assert claims["moderation.pending"].startswith("À la clôture, 1 contribution attendait")


def test_imported_totals_are_called_imported() -> None:
    row = proposal(1, imported_votes=votes(40, 5, 5))
    text = texts(composed(corpus(row, consultation=facts(imported=True))))
    assert "50 votes importés" in text
    assert "totaux importés" in text


def test_no_typewriter_space_stands_before_a_double_mark() -> None:
    assert not re.search(
        r"[^\u00a0\u202f][;:!?»]|«[^\u00a0]", re.sub(r"https?://\S+", "", texts(composed(lively_corpus())))
    )


def test_figures_in_claims_are_those_of_their_query() -> None:
    findings = analyse(lively_corpus())
    values = findings.figures.values
    named = [pair for claim in compose(findings).claims() for pair in claim.parameters if pair[0] in values]
    assert named
    assert all(str(values[name]) == value for name, value in named)


@pytest.mark.parametrize(
    ("whole", "sentence"),
    [
        (corpus(), "Aucune contribution n’a été publiée pendant cette consultation"),
        (corpus(proposal(1)), "Aucun vote n’a été exprimé."),
        (corpus(proposal(1, votes=votes(100))), "Aucune proposition ne divise nettement les votes."),
        (corpus(proposal(1, votes=votes(4))), "1 proposition a reçu moins de dix votes"),
        (corpus(proposal(1)), "1 personne a publié 1 proposition."),
    ],
)
def test_an_unusual_consultation_gets_an_honest_sentence(whole: Corpus, sentence: str) -> None:
    assert sentence in texts(composed(whole))


def test_chapters_follow_the_order_a_person_chose_with_their_numbers_and_it_is_told():
    whole = lively_corpus()
    plain_one = compose(analyse(whole))
    chosen = compose(analyse(whole), Edits(order=(2,)))
    names = [section.id for section in chosen.sections if section.id.startswith("theme-")]
    assert names == ["theme-2", "theme-1"]
    titles = [section.title for section in chosen.sections if section.id in names]
    assert [title[0] for title in titles] == ["3", "4"]
    (told,) = [section for section in chosen.sections if section.id == "corrections"]
    rows = [row for block in told.blocks if block.kind == "table" for row in block.rows]
    assert rows == [("Chapitres", "ordre changé", "–", titles[0], "le secrétariat")]
    assert {claim.id for claim in chosen.claims()} == {claim.id for claim in plain_one.claims()}
