from dataclasses import replace

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.facts import Participation, TerritoryTally
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import Section, Table
from tests.factories.corpora import argument, corpus, lively_corpus, proposal


def part(whole: Corpus) -> Section:
    return compose(analyse(whole)).sections[2]


def tables(whole: Corpus) -> dict[str, Table]:
    return {block.id: block for block in part(whole).blocks if isinstance(block, Table)}


def test_channels_are_counted_apart() -> None:
    assert tables(lively_corpus())["table-channels"].rows == (
        ("en ligne", "7", "78\u00a0%"),
        ("sur papier", "1", "11\u00a0%"),
        ("en réunion", "1", "11\u00a0%"),
    )


def test_territories_stand_beside_their_population() -> None:
    assert tables(lively_corpus())["table-territories"].rows == (
        ("Cher", "40", "33\u00a0%", "31\u00a0%"),
        ("Loiret", "80", "67\u00a0%", "69\u00a0%"),
    )


def territories(*rows: TerritoryTally, people: int) -> Table:
    whole = replace(corpus(proposal(1)), participation=Participation(people=people, by_territory=rows))
    return tables(whole)["table-territories"]


def test_where_no_population_is_known_its_column_is_left_out() -> None:
    table = territories(TerritoryTally("18", "Cher", 3), TerritoryTally("45", "Loiret", 1, 600), people=4)
    assert table.headings == ("Territoire", "Personnes", "Part des personnes")
    assert table.rows == (("Cher", "3", "75\u00a0%"), ("Loiret", "1", "25\u00a0%"))


def test_those_who_gave_no_territory_have_their_line_and_the_shares_say_on_how_many() -> None:
    table = territories(TerritoryTally("18", "Cher", 3, 500), people=10)
    assert table.rows == (("Cher", "3", "100\u00a0%", "100\u00a0%"), ("non renseigné", "7", "", ""))
    assert table.caption.endswith("parts comptées sur les 3 personnes qui l’ont indiqué")


def test_kinds_of_people_are_counted() -> None:
    assert tables(lively_corpus())["table-kinds"].rows == (("association", "20"), ("citoyenne", "100"))


def test_unknown_kinds_and_territories_make_no_empty_table() -> None:
    assert list(tables(corpus(proposal(1)))) == ["table-channels"]


def test_a_very_active_author_is_seen() -> None:
    rows = tuple(argument(number, 1, author=5) for number in range(1, 166))
    claims = [claim.text for block in part(corpus(proposal(1), arguments=rows)).blocks for claim in _claims(block)]
    assert any("a publié 99\u00a0% des contributions" in text for text in claims)


def _claims(block: object) -> tuple:  # type: ignore[type-arg]
    return getattr(block, "claims", ())


def test_the_only_author_is_not_called_the_busiest() -> None:
    claims = [claim.id for block in part(corpus(proposal(1))).blocks for claim in _claims(block)]
    assert "people.busiest" not in claims


def test_the_busiest_are_told_with_how_many_wrote() -> None:
    rows = tuple(argument(number, 1, author=number) for number in range(2, 32))
    (busiest,) = [
        claim
        for block in part(corpus(proposal(1, author=1), arguments=rows)).blocks
        for claim in _claims(block)
        if claim.id == "people.busiest"
    ]
    assert "sur 31 qui ont écrit" in busiest.text
    assert dict(busiest.parameters)["authors"] == "31"
