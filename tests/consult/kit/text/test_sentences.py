import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kit.text.sentences import split


def words(text: str) -> list[str]:
    return [sentence.words for sentence in split(text)]


def test_sentences_end_at_full_stops_and_marks() -> None:
    assert words("Oui. Non ! Peut-être ? Bien… Fin") == ["Oui.", "Non !", "Peut-être ?", "Bien…", "Fin"]


@pytest.mark.parametrize(
    "text",
    [
        "Voir l’art. 3 de la loi.",
        "M. Dupont et Mme. Durand l’ont dit.",
        "Un exemple, p. ex. La fibre, suffit.",
        "Le n° 4 de la rue.",
        "J. Rousseau l’écrit.",
        "Le point 1. Installer la fibre.",
        "Le débit... est faible.",
    ],
)
def test_abbreviations_initials_and_numbers_do_not_end_a_sentence(text: str) -> None:
    assert words(text) == [text]


def test_a_line_ends_a_sentence() -> None:
    assert words("Titre sans point\n\n- un point\n- un autre") == ["Titre sans point", "- un point", "- un autre"]


def test_a_closing_guillemet_stays_with_its_sentence() -> None:
    assert words("« Oui. » Il partit.") == ["« Oui. »", "Il partit."]


def test_nothing_gives_no_sentence() -> None:
    assert words(" \n\t ") == []


@given(st.text())
def test_every_sentence_is_the_span_it_says(text: str) -> None:
    assert all(text[one.start : one.end] == one.words for one in split(text))


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    assert "".join("".join(words(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Voir l’art. L. 111-1 du code. C’est clair.", ["Voir l’art. L. 111-1 du code.", "C’est clair."]),
        ("Selon le Dr. Martin, oui. Il insiste.", ["Selon le Dr. Martin, oui.", "Il insiste."]),
        ("Prof. Martin parle. Oui.", ["Prof. Martin parle.", "Oui."]),
        ("Mgr. Durand est venu. Oui.", ["Mgr. Durand est venu.", "Oui."]),
        ("MM. Dupont et Durand. Oui.", ["MM. Dupont et Durand.", "Oui."]),
        ("Mme Durand, av. Foch, habite ici. Elle vote.", ["Mme Durand, av. Foch, habite ici.", "Elle vote."]),
        ("Le bd. Victor est long. Oui.", ["Le bd. Victor est long.", "Oui."]),
        ("Le bld. Victor est long. Oui.", ["Le bld. Victor est long.", "Oui."]),
        ("Vers 50 av. J.-C. Rome était là.", ["Vers 50 av. J.-C. Rome était là."]),
        ("Cf. le rapport. Il est public.", ["Cf. le rapport.", "Il est public."]),
        ("Réf. 12 du dossier. Fin.", ["Réf. 12 du dossier.", "Fin."]),
        ("Éd. Gallimard publie. Oui.", ["Éd. Gallimard publie.", "Oui."]),
        ("Sté. Dupont. Oui.", ["Sté. Dupont.", "Oui."]),
        ("env. 300 personnes. Oui.", ["env. 300 personnes.", "Oui."]),
        ("c.-à-d. La fibre. Oui.", ["c.-à-d. La fibre.", "Oui."]),
        ("p. ex. Le lycée. Oui.", ["p. ex. Le lycée.", "Oui."]),
        ("chap. III. Le texte.", ["chap. III. Le texte."]),
        ("Al. 2 supprimé. Oui.", ["Al. 2 supprimé.", "Oui."]),
        ("Les écoles, les mairies, etc. Nous attendons.", ["Les écoles, les mairies, etc.", "Nous attendons."]),
    ],
)
def test_french_abbreviations_do_not_end_a_sentence(text: str, cut: list[str]) -> None:
    assert words(text) == cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Il coûte 3.50 euros. C’est peu.", ["Il coûte 3.50 euros.", "C’est peu."]),
        ("Version 2.0 du site. Elle marche.", ["Version 2.0 du site.", "Elle marche."]),
        ("L’an 2000. Puis 2001.", ["L’an 2000.", "Puis 2001."]),
        ("Le site www.exemple.fr. Il marche.", ["Le site www.exemple.fr.", "Il marche."]),
        ("Voir https://a.fr/b?c=d. Il marche.", ["Voir https://a.fr/b?c=d.", "Il marche."]),
        ("1. Installer la fibre. 2. Former les agents.", ["1. Installer la fibre.", "2. Former les agents."]),
        ("a) premier\nb) second", ["a) premier", "b) second"]),
        ("- premier\n\n\n- second", ["- premier", "- second"]),
    ],
)
def test_numbers_addresses_and_lists_are_cut_where_a_reader_would(text: str, cut: list[str]) -> None:
    assert words(text) == cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Quoi ?! Vraiment ?", ["Quoi ?!", "Vraiment ?"]),
        ("Oui !!! Encore.", ["Oui !!!", "Encore."]),
        ("Hein ? oui.", ["Hein ? oui."]),
        ("Il a dit « non ». Elle a ri.", ["Il a dit « non ».", "Elle a ri."]),
        ("Il a dit : « Non ! » puis il est parti.", ["Il a dit : « Non ! » puis il est parti."]),
        ("“Oui.” Il part.", ["“Oui.”", "Il part."]),
        ("(Voir plus haut.) Ensuite.", ["(Voir plus haut.)", "Ensuite."]),
        ("Il pleut.Il vente.", ["Il pleut.Il vente."]),
        ("La S.N.C.F. Les trains.", ["La S.N.C.F.", "Les trains."]),
        ("Sans point final", ["Sans point final"]),
        ("   Des espaces.   Partout.   ", ["Des espaces.", "Partout."]),
    ],
)
def test_marks_and_guillemets_stay_with_their_sentence(text: str, cut: list[str]) -> None:
    assert words(text) == cut


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "mot " * 5_000, "Oui. " * 4_000, "\n" * 20_000, " " * 20_000 + "a", "." * 20_000]
)
def test_twenty_thousand_characters_are_cut_without_losing_any(text: str) -> None:
    assert "".join("".join(words(text)).split()) == "".join(text.split())


def test_a_repeated_sentence_has_each_time_a_place_of_its_own() -> None:
    found = split("Oui. Oui. Oui.")
    assert [(one.start, one.end) for one in found] == [(0, 4), (5, 9), (10, 14)]
