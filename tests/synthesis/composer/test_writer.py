from dataclasses import replace
from datetime import timedelta

from synthesis.analysis.facts import ModerationFacts
from synthesis.analysis.findings import analyse
from synthesis.composer.wording import ALL_SHOWN, FIRST_SHOWN, NONE_SHOWN, Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import CLOSED, facts, lively_corpus, votes

REFS = tuple(f"A{number}" for number in range(1, 200))


def writer() -> Writer:
    return Writer(analyse(lively_corpus()), Wording())


def test_a_few_references_are_all_printed() -> None:
    claim = writer().claim("t", "Phrase.", evidence=REFS[:ALL_SHOWN])
    assert (claim.shown, claim.rest) == (REFS[:ALL_SHOWN], "")


def test_more_references_are_counted_after_the_first() -> None:
    claim = writer().claim("t", "Phrase.", evidence=REFS[: FIRST_SHOWN + 20])
    assert (claim.shown, claim.rest) == (REFS[:FIRST_SHOWN], "et 20 autres, en annexe")


def test_very_many_references_send_to_the_annex_and_stay_in_the_claim() -> None:
    claim = writer().claim("t", "Phrase.", evidence=REFS[: NONE_SHOWN + 1])
    assert (claim.shown, claim.rest) == ((), "voir l’annexe")
    assert len(claim.evidence) == NONE_SHOWN + 1


def test_a_claim_about_something_carries_it_in_its_identity() -> None:
    assert writer().claim("theme.votes", "Phrase.", scope="theme-3").id == "theme.votes.theme-3"


def test_figures_become_parameters() -> None:
    assert writer().claim("t", "Phrase.", figures=("people",)).parameters == (("people", "120"),)


def test_votes_agree_with_their_number() -> None:
    assert writer().votes(votes(1, 1, 0)) == "1 pour, 1 mitigé, 0 contre"
    assert writer().votes(votes(0, 2, 3)) == "0 pour, 2 mitigés, 3 contre"


def test_bars_are_on_one_scale() -> None:
    assert [bar.width for bar in writer().bars(votes(5, 3, 2))] == [0.5, 0.3, 0.2]


def test_bars_without_votes_are_empty() -> None:
    assert [(bar.width, bar.share) for bar in writer().bars(votes())] == [(0.0, "–")] * 3


def test_an_attribution_says_what_where_how_and_when() -> None:
    one = writer()
    rows = one.findings.corpus.by_ref
    assert one.attribution(rows["P1"]) == "proposition, citoyenne, Loiret, en ligne, 1er mars 2026"
    assert one.attribution(rows["A3"]) == "argument contre, en ligne, 2 mars 2026"
    assert one.attribution(rows["C1"]) == "commentaire, sur papier, 3 mars 2026"


def written(**changes: object) -> Writer:
    return Writer(analyse(replace(lively_corpus(), **changes)), Wording())  # type: ignore[arg-type]


def test_data_taken_at_closing_or_later_speak_of_the_closing() -> None:
    for late in (CLOSED, CLOSED + timedelta(days=3)):
        assert written(taken_at=late).when_taken() == "À la clôture"


def test_data_taken_before_closing_speak_of_their_own_day() -> None:
    early = written(taken_at=CLOSED - timedelta(days=3))
    assert not early.is_after_closing
    assert early.when_taken() == "Le 29 mars 2026, date de la photographie"


def test_the_moderation_of_another_site_is_not_known() -> None:
    imported = facts(imported=True)
    assert not written(consultation=imported, moderation=ModerationFacts()).knows_moderation
    assert written(moderation=ModerationFacts()).knows_moderation


def test_what_was_moderated_here_after_an_import_is_known() -> None:
    imported = facts(imported=True)
    assert written(consultation=imported).knows_moderation
    assert written(consultation=imported, moderation=ModerationFacts(received=4)).knows_moderation
