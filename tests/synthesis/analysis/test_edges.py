"""The edges of the analysis: nothing, one, ties, signs nobody expected."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from synthesis.analysis.campaigns import CampaignEffect, campaign_effect
from synthesis.analysis.codec import plain, typed
from synthesis.analysis.copies import CopyGroup, find_copies, near_pairs
from synthesis.analysis.facts import VoteTotals
from synthesis.analysis.graph import communities, louvain, nearest, resampled, tfidf
from synthesis.analysis.summaries import summaries_of
from synthesis.analysis.units import units_of
from synthesis.analysis.votes import Reception, fit_prior, most_disputed, most_mixed, most_supported, receptions
from synthesis.analysis.words import cleaned, fold, is_stop_word, lemma, tokens
from tests.factories.corpora import OPENED, argument, comment, corpus, proposal, source, votes

LONG = "Les guichets de la gare ferment trop tôt pour qui travaille en ville."
BUS, FIBRE = ["bus", "soir", "gare"], ["fibre", "hameau", "débit"]


@dataclass(frozen=True)
class Note:
    words: str
    at: datetime | None = None
    marks: tuple[int, ...] = ()


def surfaces(text: str) -> list[str]:
    return [token.surface for token in tokens(text)]


def received(total: VoteTotals) -> Reception:
    return receptions(corpus(proposal(1, votes=total)))[0]


# --- words ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n", "😀 …", "42 2026", "a l’y d’", "[nom masqué]"])
def test_a_text_that_says_nothing_has_no_word(text: str) -> None:
    assert tokens(text) == []


def test_elisions_fall_one_after_the_other_whatever_the_apostrophe() -> None:
    assert surfaces("jusqu’à l’école d'aujourd'hui qu’l’hôpital") == ["école", "hôpital"]


def test_addresses_and_masked_names_say_nothing_of_the_subject() -> None:
    text = "Écrire à lea@exemple.fr ou https://exemple.fr/bus : [nom masqué] attend."
    assert surfaces(text) == ["écrire", "attend"]
    assert "exemple" not in cleaned(text)


def test_brackets_that_hold_a_whole_sentence_are_read() -> None:
    assert "guichets" in surfaces("[les guichets de la gare de Bourges fermés]")


def test_texts_are_compared_without_case_accents_ligatures_or_signs() -> None:
    assert fold("  L’ŒUVRE,\té t é!") == fold("l oeuvre e t e") == "l oeuvre e t e"
    assert fold("ÉCOLE") == fold("e\u0301cole") == "ecole"


def test_a_text_without_a_letter_folds_to_nothing() -> None:
    assert fold("« … » — !") == ""


def test_nouns_that_look_like_light_verbs_stay_nouns() -> None:
    assert (lemma("Demandes"), lemma("données")) == ("demande", "donnée")
    assert not is_stop_word("demandes")
    assert is_stop_word("demander")


# --- units and summaries ----------------------------------------------------------------


def test_nothing_to_read_gives_no_unit_and_no_summary() -> None:
    assert (units_of([]), summaries_of([])) == ([], {})


def test_a_source_without_a_text_is_known_by_its_title() -> None:
    (unit,) = units_of([source(1, title="Carte des hameaux sans fibre")])
    assert (unit.words, unit.end) == ("Carte des hameaux sans fibre", 0)


def test_the_same_sentence_twice_is_two_units() -> None:
    units = units_of([argument(1, 1, f"{LONG} {LONG}")])
    assert [unit.words for unit in units] == [LONG, LONG]
    assert units[0].start < units[1].start


def test_two_sentences_are_their_own_summary() -> None:
    assert summaries_of([argument(1, 1, f"{LONG} Les bus du soir manquent aussi.")]) == {}


def test_a_summary_is_words_of_the_text_where_it_says() -> None:
    row = argument(1, 1, f"Bonjour à tous. {LONG} Les guichets de la gare ferment.")
    quote = summaries_of([row])["A1"]
    assert row.text[quote.start : quote.end] == quote.words
    assert "guichets" in quote.words


# --- near texts -------------------------------------------------------------------------


def test_words_of_one_text_alone_weigh_nothing() -> None:
    assert tfidf([["bus"], ["fibre"]]).nnz == 0
    assert tfidf([]).shape == (0, 0)


def test_one_text_has_no_neighbour() -> None:
    assert nearest(tfidf([BUS])).indices.shape == (1, 0)


def test_of_neighbours_equally_near_the_first_comes_first_and_none_is_its_own() -> None:
    near = nearest(tfidf([BUS, FIBRE] * 3))
    assert near.indices[0][:2].tolist() == [2, 4]
    assert near.indices[4][:2].tolist() == [0, 2]
    assert all(row not in others for row, others in enumerate(near.indices.tolist()))


def test_texts_with_nothing_in_common_stay_apart() -> None:
    near = nearest(tfidf([["a"], ["b"], ["c"]]))
    assert resampled(near, np.arange(3), 1.0).tolist() == [0, 1, 2]


def test_two_subjects_make_two_communities() -> None:
    labels, _resolution = communities(nearest(tfidf([BUS, FIBRE] * 4)), 2, 2)
    assert len(set(labels[::2])) == len(set(labels[1::2])) == 1
    assert labels[0] != labels[1]


def test_no_rows_make_no_community() -> None:
    near = nearest(tfidf([BUS, FIBRE] * 2))
    labels, _resolution = communities(near, 1, 3, np.array([], dtype=np.int64))
    assert labels.tolist() == []
    assert louvain(tfidf([]), 1.0).tolist() == []


# --- votes ------------------------------------------------------------------------------


def test_a_consultation_without_proposals_ranks_nothing() -> None:
    assert receptions(corpus()) == ()
    assert most_supported([], 5) == most_disputed([], 5) == most_mixed([], 5) == []


@pytest.mark.parametrize(("against", "disputed"), [(19, False), (20, True)])
def test_a_fifth_on_the_smaller_side_divides_and_less_does_not(against: int, *, disputed: bool) -> None:
    assert received(votes(100 - against, 0, against)).is_disputed is disputed


@pytest.mark.parametrize(("mixed", "hesitates"), [(14, False), (15, True)])
def test_fifteen_mixed_votes_in_a_hundred_are_many_and_fourteen_are_not(mixed: int, *, hesitates: bool) -> None:
    assert received(votes(100 - mixed, mixed, 0)).is_mixed is hesitates


def test_the_smaller_side_counts_whichever_it_is() -> None:
    rows = receptions(corpus(proposal(1, votes=votes(60, 0, 40)), proposal(2, votes=votes(40, 0, 60))))
    assert rows[0].dispute == rows[1].dispute


def test_more_votes_for_the_same_share_are_surer() -> None:
    assert received(votes(80, 0, 20)).support < received(votes(800, 0, 200)).support < 0.8


def test_proposals_voted_once_say_nothing_of_the_others() -> None:
    assert fit_prior([votes(1)] * 50) == fit_prior([])


# --- copies and campaigns ---------------------------------------------------------------


def test_a_text_too_short_to_be_a_campaign_is_no_copy() -> None:
    assert find_copies(corpus(proposal(1, "Oui, du bus."), proposal(2, "Oui, du bus."))) == ()
    assert list(near_pairs([])) == []


def test_signs_and_case_do_not_hide_a_copy() -> None:
    (group,) = find_copies(corpus(proposal(1, LONG), proposal(2, f"  {LONG.upper()} !!")))
    assert (group.refs, group.size, group.exact) == (("P1", "P2"), 2, True)


def test_the_first_published_leads_whatever_its_number_or_kind() -> None:
    late = proposal(1, LONG, published_at=OPENED + timedelta(days=9))
    (group,) = find_copies(corpus(late, arguments=(argument(5, 1, LONG),), comments=(comment(2, 1, LONG),)))
    assert group.refs == ("A5", "C2", "P1")


def test_one_person_who_repeats_is_one_author() -> None:
    (group,) = find_copies(corpus(*(proposal(number, LONG, author=7) for number in (1, 2, 3))))
    assert (group.size, group.authors) == (3, 1)


def test_larger_groups_come_first_then_the_lower_reference() -> None:
    other, third = (
        LONG.replace("gare", "poste centrale de Bourges"),
        "Planter des haies au bord de chaque champ cultivé.",
    )
    rows = [
        proposal(number, text) for number, text in enumerate((third, third, other * 2, other * 2, other * 2), 1)
    ]
    assert [group.refs for group in find_copies(corpus(*rows))] == [("P3", "P4", "P5"), ("P1", "P2")]


def test_copies_among_arguments_leave_the_ranks_of_proposals_alone() -> None:
    whole = corpus(proposal(1, votes=votes(40)))
    assert campaign_effect(whole, [CopyGroup(("A1", "A2"), 2, exact=True)], 5) == CampaignEffect()
    assert campaign_effect(whole, [], 5) == CampaignEffect()


def test_without_its_repeats_a_campaign_leaves_room_for_the_next_proposal() -> None:
    rows = [proposal(number, votes=votes(100 - number)) for number in (1, 2, 3)]
    effect = campaign_effect(corpus(*rows), [CopyGroup(("A9", "P1", "P2"), 3, exact=True)], 2)
    assert effect == CampaignEffect(1, ("P3",), ("P2",))


# --- values read again ------------------------------------------------------------------


def test_nothing_and_empty_are_read_as_what_they_were() -> None:
    assert typed(Note, plain(Note("", None, ()))) == Note("", None, ())


def test_an_instant_comes_back_from_its_text() -> None:
    note = Note("é😀", datetime(2026, 3, 1, 8, 30, tzinfo=UTC), (3, 1))
    assert plain(note) == {"words": "é😀", "at": "2026-03-01T08:30:00+00:00", "marks": [3, 1]}
    assert typed(Note, plain(note)) == note


@pytest.mark.parametrize("change", [{"marks": ["1"]}, {"marks": [True]}, {"at": "hier"}, {"words": None}])
def test_a_value_of_another_kind_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        typed(Note, plain(Note("a")) | change)


def test_a_refusal_names_the_field_nobody_knows() -> None:
    with pytest.raises(ValueError, match="Note: colour"):
        typed(Note, plain(replace(Note("a"), words="b")) | {"colour": "red"})


@pytest.mark.parametrize("marks", ["", "12", {}, {"1": 2}])
def test_a_text_or_a_table_in_place_of_a_list_is_refused_even_empty(marks: object) -> None:
    with pytest.raises(ValueError, match=r"expected .*list"):
        typed(Note, plain(Note("a")) | {"marks": marks})
