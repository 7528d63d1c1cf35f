"""What each way of typing asks for, one row a case."""

import pytest

from consult.kit.text.synonyms import phrase_of
from search.engine import Alternative, Query
from search.query import LONGEST, MOST_CLAUSES, parse
from tests.factories.search import NONE, phrase_asked


def said(query: Query) -> list[str]:
    return [clause.typed for clause in query.clauses]


def exact(query: Query) -> list[str]:
    return [clause.typed for clause in query.clauses if clause.alternatives[0].exact]


def prefixes(query: Query) -> list[str]:
    return [clause.alternatives[0].prefix for clause in query.clauses if clause.alternatives[0].prefix]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("eau", ["eau"]),
        ("eau gaz", ["eau", "gaz"]),
        ("gaz eau", ["gaz", "eau"]),
        ("  eau\t\tgaz  ", ["eau", "gaz"]),
        ("eau\ngaz", ["eau", "gaz"]),
        ("eau\u00a0gaz", ["eau", "gaz"]),
        ("eau\u202fgaz", ["eau", "gaz"]),
        ("eau,gaz;vent", ["eau", "gaz", "vent"]),
        ("eau/gaz", ["eau", "gaz"]),
        ("EAU", ["eau"]),
        ("Écoles", ["écoles"]),
        ("l'eau", ["eau"]),
        ("l’eau", ["eau"]),
        ("qu'une école", ["école"]),
        ("d'aujourd'hui", ["aujourd'hui"]),
        ("jusqu'à Lyon", ["lyon"]),
        ("tiers-lieux", ["tiers", "lieux"]),
        ("eau eau", ["eau"]),
        ("5G", ["5g"]),
        ("2015", ["2015"]),
        ("article 12", ["article", "12"]),
        ("C++", []),
        ("e-mail", ["e", "mail"]),
        ("prix: 10 €", ["prix", "10"]),
        ("où est la mairie ?", ["mairie"]),
        ("(eau)", ["eau"]),
        ("[eau]", ["eau"]),
        ("<b>eau</b>", ["eau"]),
        ("eau!", ["eau"]),
        ("…eau…", ["eau"]),
        ("été sans eau", ["été", "sans", "eau"]),
    ],
)
def test_words_are_read_in_order_each_once(typed: str, expected: list[str]) -> None:
    assert said(parse(typed, NONE)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"droit opposable"', ["droit opposable"]),
        ("«droit opposable»", ["droit opposable"]),
        ("« droit opposable »", [" droit opposable "]),
        ("«\u00a0droit opposable\u00a0»", ["\u00a0droit opposable\u00a0"]),
        ('"eau" "gaz"', ["eau", "gaz"]),
        ('eau "haut débit" gaz', ["haut débit"]),
        ('"haut débit" "haut débit"', ["haut débit"]),
        ('""', []),
        ('"   "', []),
        ('"de la"', []),
        ('"haut débit', []),
        ('haut débit"', []),
        ("«haut débit", []),
        ("haut débit»", []),
        ("'haut débit'", []),
        ('"""eau"""', []),
    ],
)
def test_a_phrase_is_what_stands_between_two_quotes(typed: str, expected: list[str]) -> None:
    assert [one.strip() for one in exact(parse(typed, NONE))] == [one.strip() for one in expected]


@pytest.mark.parametrize(
    "typed",
    ['"haut débit', 'haut débit"', "«haut débit", "haut débit»", "'haut débit'", 'haut" débit', "haut «débit"],
)
def test_quotes_left_open_lose_none_of_the_words(typed: str) -> None:
    assert said(parse(typed, NONE)) == ["haut", "débit"]


@pytest.mark.parametrize(
    ("typed", "left_out", "kept"),
    [
        ("-eau", ["eau"], []),
        ("gaz -eau", ["eau"], ["gaz"]),
        ("-eau gaz", ["eau"], ["gaz"]),
        ("gaz -eau -vent", ["eau", "vent"], ["gaz"]),
        ('gaz -"haut débit"', ["haut débit"], ["gaz"]),
        ("gaz -«haut débit»", ["haut débit"], ["gaz"]),
        ("gaz -l'eau", ["eau"], ["gaz"]),
        ("gaz -Écoles", ["écoles"], ["gaz"]),
        ("gaz - eau", [], ["gaz", "eau"]),
        ("gaz --eau", [], ["gaz", "eau"]),
        ("gaz-eau", [], ["gaz", "eau"]),
        ("gaz -", [], ["gaz"]),
        ("gaz -la", [], ["gaz"]),
        ("gaz -!", [], ["gaz"]),
        ("gaz –eau", ["eau"], ["gaz"]),
        ("10 -5", ["5"], ["10"]),
    ],
)
def test_a_minus_stuck_to_a_word_leaves_it_out(typed: str, left_out: list[str], kept: list[str]) -> None:
    query = parse(typed, NONE)
    assert [one.phrase for one in query.excluded] == [phrase_asked(one) for one in left_out]
    assert said(query) == kept


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("gaz -por*", "por"),
        ("gaz -École*", "ecole"),
        ("gaz -l'éco*", "eco"),
    ],
)
def test_a_minus_leaves_out_a_beginning_too(typed: str, prefix: str) -> None:
    assert parse(typed, NONE).excluded == (Alternative(prefix=prefix),)


@pytest.mark.parametrize(
    ("typed", "themes"),
    [
        ("theme:santé", ["santé"]),
        ("thème:santé", ["santé"]),
        ("thème : santé", ["santé"]),
        ("thème\u00a0: santé", ["santé"]),
        ("THEME:Santé", ["santé"]),
        ("THÈME:Santé", ["santé"]),
        ('theme:"santé et soins"', ["santé et soins"]),
        ("theme:« santé et soins »", ["santé et soins"]),
        ("theme:santé theme:culture", ["santé", "culture"]),
        ("theme:l'école", ["école"]),
        ("theme:tiers-lieux", ["tiers-lieux"]),
        ("theme:", []),
        ("theme:!", []),
        ("theme:la", []),
        ("theme santé", []),
        ("themes:santé", []),
        ("montheme:santé", []),
    ],
)
def test_a_theme_is_what_follows_the_word_and_its_colon(typed: str, themes: list[str]) -> None:
    assert list(parse(typed, NONE).themes) == [phrase_of(one) for one in themes]


@pytest.mark.parametrize(
    ("typed", "authors"),
    [
        ("auteur:Berry", ["Berry"]),
        ("auteure:Berry", ["Berry"]),
        ("AUTEUR:berry", ["berry"]),
        ("auteur : Berry", ["Berry"]),
        ('auteur:"Camille Berry"', ["Camille Berry"]),
        ("auteure:« Camille Berry »", ["Camille Berry"]),
        ("auteur:d'Alembert", ["Alembert"]),
        ("auteur:Saint-Exupéry", ["Saint-Exupéry"]),
        ("auteur:A auteur:Berry", ["Berry"]),
        ('auteur:""', []),
        ('auteur:"', []),
        ("auteur:", []),
        ("auteurs:Berry", []),
        ("auteur Berry", []),
    ],
)
def test_an_author_is_what_follows_the_word_and_its_colon(typed: str, authors: list[str]) -> None:
    assert list(parse(typed, NONE).authors) == [phrase_of(one) for one in authors]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("theme:santé eau", ["eau"]),
        ("eau theme:santé", ["eau"]),
        ("theme:santé et soins", ["soins"]),
        ("eau auteur:Camille Berry", ["eau", "berry"]),
        ('theme:"santé" auteur:Berry', []),
        ("theme : santé eau auteur : Berry gaz", ["eau", "gaz"]),
        ("-theme:santé", []),
    ],
)
def test_a_theme_or_an_author_is_not_looked_for_in_the_text(typed: str, words: list[str]) -> None:
    assert said(parse(typed, NONE)) == words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("por*", ["por"]),
        ("Porta*", ["porta"]),
        ("École*", ["ecole"]),
        ("œuv*", ["oeuv"]),
        ("œu*", ["oeu"]),
        ("l'éco*", ["eco"]),
        ("vidéo-pro*", ["pro"]),
        ("5G+*", []),
        ("po*", []),
        ("p*", []),
        ("*", []),
        ("***", []),
        ("*porta", []),
        ("por*ta", []),
        ("porta *", []),
        ("porta**", ["porta"]),
        ('"porta*"', []),
        ("des*", ["des"]),
        ("santé* eau*", ["sante", "eau"]),
        ("%", []),
        ("por%", []),
        ("por?", []),
        ("por_", []),
    ],
)
def test_only_a_star_after_three_letters_is_a_beginning(typed: str, expected: list[str]) -> None:
    assert prefixes(parse(typed, NONE)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "\n\t",
        "*",
        "**",
        "%",
        "_",
        "?",
        '"',
        '""',
        '"""',
        "«",
        "»",
        "«»",
        "-",
        "--",
        "- -",
        "'",
        "\\",
        "((((",
        "&|!",
        "<->",
        ":*",
        "::",
        "👍",
        "👨‍👩‍👧",
        "🇫🇷",
        "\x00",
        "\x00\x1b\x07",
        "\u200b\u200d",
        "\u202e\u202d",
        "\ufeff",
        "\u0301\u0301",
        "\ud800",
        "le la les",
        "DE LA",
        "l'",
        "qu’",
        "theme:",
        "auteur:",
        'auteur:"',
    ],
)
def test_what_holds_no_word_asks_no_word(typed: str) -> None:
    query = parse(typed, NONE)
    assert [one for one in said(query) if one not in {"theme", "auteur"}] == []
    assert (query.excluded, query.themes, query.authors) == ((), (), ())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("OR 1=1", ["1"]),
        ("' OR '1'='1", ["1"]),
        ("'; DROP TABLE document; --", ["drop", "table", "document"]),
        ("eau AND NOT gaz", ["eau", "gaz"]),
        ("eau & gaz | vent", ["eau", "gaz", "vent"]),
        ("eau <-> gaz", ["eau", "gaz"]),
        ("eau:*", ["eau"]),
        ("titre:eau", ["titre", "eau"]),
        ("eau^4", ["eau", "4"]),
        ("eau~2", ["eau", "2"]),
        ("[a TO z]", []),
        ("{{ 7*7 }}", ["7"]),
        ("${eau}", ["eau"]),
        ("%27eau", ["27eau"]),
        ("\\x41 eau", ["x41", "eau"]),
        ("eau\x00gaz", ["eaugaz"]),
        ("\x1b[31meau", ["31meau"]),
        ("eau👍gaz", ["eau", "gaz"]),
        ("\u202eeau", ["eau"]),
        ("النطاق العريض", ["النطاق", "العريض"]),
        ("шум воды", ["шум", "воды"]),
    ],
)
def test_the_words_of_other_languages_and_machines_are_only_words(typed: str, expected: list[str]) -> None:
    assert said(parse(typed, NONE)) == expected


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        (" ".join(f"mot{n}" for n in range(200)), MOST_CLAUSES),
        ("a" * 10_000, 1),
        ("eau " * 2_500, 1),
        ("(" * 10_000, 0),
        ('"' * 10_000, 0),
        ("👍" * 10_000, 0),
        ('"eau" ' * 2_000, 1),
        ("é\u0301" * 5_000, 1),
        (" " * 10_000 + "eau", 1),
        ("x" * 9_999 + "*", 1),
        ("theme:" * 2_000, MOST_CLAUSES),
    ],
    ids=[
        "words",
        "one word",
        "same word",
        "brackets",
        "quotes",
        "emoji",
        "phrases",
        "marks",
        "blank",
        "star",
        "theme",
    ],
)
def test_a_very_long_query_is_cut_to_what_is_read(typed: str, most: int) -> None:
    query = parse(typed, NONE)
    assert len(query.clauses) <= most
    assert len(query.text) <= LONGEST


@pytest.mark.parametrize("sign", ["-mot{}", "theme:mot{}", "auteur:mot{}", '"mot{} mot"', "mot{}*"])
def test_no_part_of_a_query_holds_more_than_its_share(sign: str) -> None:
    query = parse(" ".join(sign.format(n) for n in range(200)), NONE)
    sizes = [len(query.clauses), len(query.excluded), len(query.themes), len(query.authors)]
    assert 1 <= max(sizes) <= MOST_CLAUSES
    assert sizes.count(0) == len(sizes) - 1


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("eau", "eau"),
        ("  eau   gaz ", "eau gaz"),
        ("eau\n\ngaz", "eau gaz"),
        ("Eau & Gaz", "Eau & Gaz"),
        ('"Haut débit" -eau', '"Haut débit" -eau'),
        ("<script>", "<script>"),
        ("", ""),
    ],
)
def test_the_text_of_a_query_is_what_was_typed_on_one_line(typed: str, text: str) -> None:
    assert parse(typed, NONE).text == text
