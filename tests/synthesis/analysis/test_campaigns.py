"""What repeated proposals change of the ranks."""

from synthesis.analysis.campaigns import CampaignEffect, campaign_effect
from synthesis.analysis.copies import find_copies
from synthesis.analysis.corpus import Corpus
from tests.factories.corpora import argument, corpus, proposal, votes

TEXT = "Nous demandons que la région finance la fibre jusque dans les hameaux les plus éloignés avant 2028."
OTHERS = (
    "Ouvrir une permanence de médiation numérique dans chaque maison de services du département.",
    "Former les agents des communes rurales à l’accueil des personnes éloignées du numérique.",
)


def effect(whole: Corpus, limit: int = 2) -> CampaignEffect:
    return campaign_effect(whole, find_copies(whole), limit)


def test_copies_nobody_voted_for_change_no_rank() -> None:
    rows = [proposal(1, OTHERS[0], votes=votes(90)), *(proposal(number, TEXT) for number in range(2, 502))]
    assert effect(corpus(*rows)) == CampaignEffect(repeated=499)


def test_copies_that_fill_the_first_places_are_named_with_what_they_hide() -> None:
    rows = [proposal(number, TEXT, votes=votes(90)) for number in (1, 2)]
    rows += [proposal(number, text, votes=votes(40)) for number, text in enumerate(OTHERS, start=3)]
    assert effect(corpus(*rows)) == CampaignEffect(1, entering=("P3",), leaving=("P2",))


def test_repeated_arguments_bear_on_no_rank() -> None:
    rows = (proposal(1, OTHERS[0], votes=votes(90)), proposal(2, OTHERS[1]))
    assert effect(corpus(*rows, arguments=(argument(1, 1, TEXT), argument(2, 2, TEXT)))) == CampaignEffect()


def test_without_a_copy_there_is_nothing_to_say() -> None:
    assert effect(corpus()) == CampaignEffect()
