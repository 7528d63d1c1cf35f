"""Words that must find each other, and words that must not, one row a pair."""

import pytest

from consult.kit.text.french import fold, terms, terms_of, tokens


def meet(one: str, other: str) -> bool:
    asked = [token.terms for token in tokens(one) if token.terms]
    return bool(asked) and all(set(found) & set(terms(other)) for found in asked)


PAIRS = [
    ("fiscalité", "fiscale"),
    ("fiscalité", "fiscaux"),
    ("fiscal", "fiscales"),
    ("lycée", "lycee"),
    ("lycée", "lycées"),
    ("lycée", "LYCÉES"),
    ("lycéen", "lycéens"),
    ("lycéenne", "lycéennes"),
    ("égalité", "égaux"),
    ("égalité", "egalite"),
    ("égal", "égale"),
    ("œuvre", "oeuvre"),
    ("œuvre", "œuvres"),
    ("cœur", "coeur"),
    ("sœur", "SOEURS"),
    ("nœud", "noeuds"),
    ("aujourd'hui", "aujourd’hui"),
    ("aujourd'hui", "AUJOURD'HUI"),
    ("commune", "communes"),
    ("communal", "communaux"),
    ("communale", "communales"),
    ("travail", "travaux"),
    ("lieu", "lieux"),
    ("enjeu", "enjeux"),
    ("milieu", "milieux"),
    ("vœu", "vœux"),
    ("vœu", "voeux"),
    ("œil", "yeux"),
    ("ciel", "cieux"),
    ("noyau", "noyaux"),
    ("bijou", "bijoux"),
    ("donnée", "données"),
    ("donnée", "donnees"),
    ("école", "écoles"),
    ("école", "ECOLE"),
    ("hôpital", "hôpitaux"),
    ("hôpital", "hopital"),
    ("local", "locaux"),
    ("national", "nationaux"),
    ("journal", "journaux"),
    ("réseau", "réseaux"),
    ("bureau", "bureaux"),
    ("citoyen", "citoyens"),
    ("citoyenne", "citoyennes"),
    ("numérique", "numériques"),
    ("numérique", "numerique"),
    ("portabilité", "portabilite"),
    ("portable", "portabilite"),
    ("fiscale", "FISCALITE"),
    ("égaux", "egalite"),
    ("premier", "premieres"),
    ("régulier", "regulierement"),
    ("utilisé", "utilisees"),
    ("sécurité", "securite"),
    ("santé", "sante"),
    ("marché", "marchés"),
    ("forêt", "forêts"),
    ("forêt", "foret"),
    ("accès", "acces"),
    ("façade", "facades"),
    ("handicapé", "handicapés"),
    ("handicapée", "handicapées"),
    ("agriculture", "agricultures"),
    ("démocratie", "démocraties"),
    ("démocratique", "démocratiques"),
    ("transition", "transitions"),
    ("énergie", "énergies"),
    ("énergétique", "energetiques"),
    ("vélo", "vélos"),
    ("vélo", "VELO"),
    ("bus", "BUS"),
    ("5G", "5g"),
    ("tiers-lieu", "tiers lieux"),
    ("vidéo-protection", "vidéoprotection"),
    ("e\u0301cole", "école"),
    ("nume\u0301rique", "numérique"),
    ("é́cole", "école"),
    ("ﬁbre", "fibre"),
    ("ＦＩＢＲＥ", "fibre"),
    ("rec\u00adherche", "recherche"),
    ("recher\u200bche", "recherche"),
    ("prud'homme", "prud’hommes"),
    ("presqu'île", "île"),
    ("loi", "lois"),
    ("emploi", "emplois"),
    ("élu", "élus"),
    ("élu", "ELUS"),
    ("ami", "amis"),
    ("euro", "euros"),
    ("photo", "photos"),
    ("vidéo", "vidéos"),
    ("numéro", "numeros"),
    ("agenda", "agendas"),
    ("revenu", "revenus"),
    ("contenu", "contenus"),
    ("naïf", "naif"),
    ("Noël", "noel"),
    ("ex æquo", "ex aequo"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_forms_of_a_word_find_each_other_both_ways(one: str, other: str) -> None:
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("communes", "communication"),
        ("commune", "commun"),
        ("données", "donner"),
        ("école", "écologie"),
        ("santé", "santal"),
        ("eau", "gaz"),
        ("lycée", "collège"),
        ("fibre", "fable"),
        ("vélo", "véloce"),
        ("port", "portabilité"),
        ("port", "portabilite"),
        ("limiter", "satellite"),
        ("poste", "poterie"),
        ("œuvre", "ouvre"),
        ("12", "123"),
        ("fois", "foi"),
        ("Paris", "pari"),
        ("5G", "4G"),
    ],
)
def test_words_of_two_families_do_not(one: str, other: str) -> None:
    assert not meet(one, other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'eau", ["eau"]),
        ("L’EAU", ["eau"]),
        ("d'eau", ["eau"]),
        ("j'ai", ["ai"]),
        ("qu'il", ["il"]),
        ("n'est-ce", ["est", "ce"]),
        ("s'il", ["il"]),
        ("m'a t'a", ["a", "a"]),
        ("c'est", ["est"]),
        ("jusqu'ici", ["ici"]),
        ("lorsqu'on", ["on"]),
        ("puisqu'elle", ["elle"]),
        ("quoiqu'il", ["il"]),
        ("quelqu'un", ["un"]),
        ("qu'aujourd'hui", ["aujourd'hui"]),
        ("d'aujourd’hui", ["aujourd’hui"]),
        ("l'entr'aide", ["entr'aide"]),
        ("d'l'eau", ["eau"]),
        ("rock'n'roll", ["rock", "n", "roll"]),
        ("O'Brien", ["o", "brien"]),
        ("l'", ["l"]),
        ("'eau'", ["eau"]),
        ("lʼeau", ["eau"]),
        ("l`eau", ["eau"]),
        ("l＇eau", ["eau"]),
        ("rendez-vous", ["rendez", "vous"]),
        ("c’est-à-dire", ["est", "à", "dire"]),
        ("va-t-il", ["va", "t", "il"]),
        ("Aix-en-Provence", ["aix", "en", "provence"]),
        ("-eau-", ["eau"]),
        ("eau--gaz", ["eau", "gaz"]),
        ("eau–gaz", ["eau", "gaz"]),
        ("eau_gaz", ["eau", "gaz"]),
        ("3,5 km", ["3", "5", "km"]),
        ("http://eau.fr/gaz", ["http", "eau", "fr", "gaz"]),
        ("moi@eau.fr", ["moi", "eau", "fr"]),
        ("eau\x00gaz", ["eau", "gaz"]),
        ("eau\u2028gaz", ["eau", "gaz"]),
        ("#eau", ["eau"]),
        ("eau👍gaz", ["eau", "gaz"]),
        ("\u202eeau\u202c", ["eau"]),
    ],
)
def test_a_text_is_cut_into_words_without_their_elisions(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text)] == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("É", "e"),
        ("ÀÂÄ", "aaa"),
        ("ç", "c"),
        ("Œuvre", "oeuvre"),
        ("Æ", "ae"),
        ("Straße", "strasse"),
        ("øłđ", "old"),
        ("L’eau", "l'eau"),
        ("lʼeau", "l'eau"),
        ("ﬁn", "fin"),
        ("½", "1⁄2"),
        ("ÿ", "y"),
        ("ñ", "n"),
        ("e\u0301", "e"),
        ("İ", "i"),
        ("", ""),
        ("123", "123"),
        ("水", "水"),
        ("права", "права"),
    ],
)
def test_folding_leaves_no_case_accent_or_ligature(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "word",
    "à a le la LES dès DES où ou été-là y d l qu très tres même meme être etre moi-même une Aux".split(),  # noqa: SIM905
)
def test_a_word_too_common_finds_nothing_by_itself(word: str) -> None:
    assert [one for one in terms(word) if one != "ete"] == []


@pytest.mark.parametrize("word", ["été", "sans", "contre", "non", "eau", "or1", "7", "jamais", "mieux"])
def test_a_word_that_says_something_is_kept(word: str) -> None:
    assert terms_of(word) != ()
