import pytest

from synthesis.analysis.words import fold, is_stop_word, lemma, tokens


def lemmas(text: str) -> list[str]:
    return [token.lemma for token in tokens(text)]


def test_elisions_and_function_words_are_left_out() -> None:
    assert lemmas("L’accès à l'internet n’est pas qu’un luxe") == ["accès", "internet", "luxe"]


def test_plurals_and_feminines_share_a_lemma() -> None:
    assert lemmas("données publiques") == lemmas("donnée public")


def test_capitals_are_the_same_words() -> None:
    assert lemmas("LOGICIELS LIBRES") == lemmas("logiciels libres")


def test_addresses_and_masked_names_are_not_words() -> None:
    assert lemmas("voir https://exemple.fr/fibre, www.debit.fr, a@b.fr et [nom]") == []


def test_the_written_form_is_kept_beside_the_lemma() -> None:
    assert tokens("Écoles")[0].surface == "écoles"


def test_numbers_alone_are_not_words() -> None:
    assert lemmas("2028 12 4g") == ["4g"]


@pytest.mark.parametrize("word", ["devrait", "pourra", "faut", "veulent", "été", "notre", "très", "AVEC"])
def test_modal_verbs_and_function_words_never_name_a_subject(word: str) -> None:
    assert is_stop_word(word)


@pytest.mark.parametrize("word", ["fibre", "école", "santé", "accessibilité"])
def test_words_that_mean_something_are_kept(word: str) -> None:
    assert not is_stop_word(word)


def test_folding_drops_case_accents_and_punctuation() -> None:
    assert fold("  L’Œuvre,  d’Été ! ") == "l oeuvre d ete"


def test_a_lemma_is_lower_case() -> None:
    assert lemma("Loire") == "loire"
