import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("communes", "commune"),
        ("régionales", "régional"),
        ("écoles", "école"),
        ("élèves", "élève"),
        ("données", "donnée"),
        ("donnée", "donnée"),
        ("demandes", "demande"),
        ("pouvoirs", "pouvoir"),
        ("chevaux", "cheval"),
        ("travaux", "travail"),
        ("réseaux", "réseau"),
        ("numériques", "numérique"),
        ("formations", "formation"),
        ("hameaux", "hameau"),
        ("citoyennes", "citoyen"),
        ("ouvertes", "ouvert"),
        ("vieilles", "vieux"),
        ("hôpitaux", "hôpital"),
        ("journaux", "journal"),
        ("yeux", "œil"),
        ("votent", "voter"),
        ("demandons", "demander"),
        ("devraient", "devoir"),
        ("faudrait", "falloir"),
        ("FIBRE", "fibre"),
        ("wi-fi", "wi-fi"),
    ],
)
def test_forms_of_a_french_word_share_its_dictionary_form(written: str, expected: str) -> None:
    assert lemma(written) == expected


@pytest.mark.parametrize(
    "word",
    [
        *("être", "suis", "sont", "était", "sera", "avoir", "ai", "avait", "aura", "faire", "fait", "font"),
        *("doit", "devons", "devraient", "peut", "pouvons", "pourrait", "faut", "fallait", "faudrait", "veut"),
        *("aller", "vais", "va", "vont", "permet", "permettre", "devient", "dit", "trouve", "crois", "pense"),
        *("souhaite", "souhaitons", "aime", "espère", "met", "prend", "voir", "passer", "rester", "semble"),
        *("le", "LA", "Les", "c’est", "qu’il", "l’on", "aujourd’hui", "Ça", "plutôt", "très", "mai", "août"),
        *("peut-être", "vis-à-vis", "au-delà", "là-bas", "eux-mêmes", "elle-même", "soi-même"),
    ],
)
def test_words_that_carry_no_subject_are_stop_words(word: str) -> None:
    assert is_stop_word(word)
    assert lemmas(word) == []


@pytest.mark.parametrize(
    "word",
    [
        *("fibre", "école", "donnée", "données", "pouvoirs", "savoirs", "demande", "suivi", "numérique"),
        *("guichet", "impôt", "vélo", "sécurité", "eau", "pain", "loi", "région", "commune", "santé", "avis"),
    ],
)
def test_nouns_that_look_like_verbs_are_kept(word: str) -> None:
    assert not is_stop_word(word)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("5G et 4G", ["5g", "4g"]),
        ("Wi-Fi gratuit", ["wi-fi", "gratuit"]),
        ("l’e-mail", ["e-mail"]),
        ("jusqu’à l’école", ["école"]),
        ("presqu’île", ["île"]),
        ("d’l’eau", ["eau"]),
        ("s’inscrire", ["inscrire"]),
        ("[nom masqué] habite Tours", ["habite", "tours"]),
        ("écrire à a@b.fr", ["écrire"]),
        ("COVID-19", ["covid-19"]),
        ("3 000 euros", ["euros"]),
        ("arc-en-ciel", ["arc-en-ciel"]),
        ("école/lycée", ["école", "lycée"]),
        ("C++ et C#", []),
        ("oui, non, peut-être", []),
        ("c’est-à-dire, d’ailleurs", []),
        ("<script>alert(1)</script>", ["script", "alert", "script"]),
        ("", []),
        ("😀 🚲", []),
        ("中文", ["中文"]),
        ("We want open data", ["we", "want", "open", "data"]),
    ],
)
def test_a_text_is_cut_into_the_words_that_mean_something(text: str, surfaces: list[str]) -> None:
    assert [token.surface for token in tokens(text)] == surfaces


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Été", "ete"),
        ("L’œuvre, c’est ça !", "l oeuvre c est ca"),
        ("NAÏF", "naif"),
        ("façade", "facade"),
        ("ÆTHER", "aether"),
        ("a\u00a0b\u202fc", "a b c"),
        ("ﬁbre", "fibre"),
        ("n°3", "n 3"),
        ("Straße", "strasse"),
        ("e\u0301te", "ete"),
        ("—…!?", ""),
        ("𝐅𝐈𝐁𝐑𝐄", "fibre"),
        ("  a \n\t b ", "a b"),
    ],
)
def test_folding_leaves_bare_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_no_token_is_a_stop_word(text: str) -> None:
    assert not [token for token in tokens(text) if is_stop_word(token.surface)]


@pytest.mark.parametrize("text", ["a" * 20_000, "a@" * 10_000, "@" * 20_000, "a." * 10_000, "[" * 20_000])
def test_a_run_of_twenty_thousand_signs_is_read_as_any_other(text: str) -> None:
    assert lemmas(f"{text} fibre")[-1] == "fibre"
