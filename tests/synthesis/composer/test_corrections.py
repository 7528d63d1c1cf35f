"""The annex of what a person changed: what it counts, lists, and says of those who contested."""

from dataclasses import replace

import pytest

from synthesis.composer.changes import Lapse
from synthesis.composer.corrections import CORRECTIONS, Contested, Shown, corrections, listed
from synthesis.composer.document import Table
from synthesis.composer.wording import Wording

RENAMED = Shown("4. Santé", "sujet renommé", "école, cantine", "La cantine")
NEVER, FRENCH = Contested(), Wording()
OPENED = Contested(opened_on="3 mars 2026", closed_on="17 mars 2026")


def section(shown=(), lapses=(), contested=NEVER, say=FRENCH):
    return listed(corrections(say), shown, lapses, contested, say)


def said(contested: Contested) -> list[str]:
    return [claim.text.replace("\u00a0", " ") for claim in section(contested=contested).blocks[0].claims]


def tables(found) -> dict[str, Table]:
    return {block.id: block for block in found.blocks if isinstance(block, Table)}


def test_nobody_changed_anything_and_it_says_so():
    found = section()
    assert found == corrections(Wording())
    assert found.blocks[0].claims[0].text.startswith("Le secrétariat n’a rien changé")
    assert tables(found) == {}


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 changement, marqué à sa place"), (2, "2 changements, chacun marqué")]
)
def test_changes_are_counted_with_their_noun(count, words):
    (claim,) = section([RENAMED] * count).blocks[0].claims
    assert words in claim.text.replace("\u00a0", " ")
    assert dict(claim.parameters) == {"changes": str(count)}


def test_each_change_is_listed_in_its_order_with_before_and_after():
    moved = Shown("5. Culture", "contributions déplacées", "bus", "fibre")
    table = tables(section([moved, replace(RENAMED, on="4 mars 2026")]))["table-corrections"]
    assert table.headings == ("Partie", "Ce qui a changé", "Avant", "Après", "Par qui, quand")
    assert table.rows == (
        ("5. Culture", "contributions déplacées", "bus", "fibre", "le secrétariat"),
        ("4. Santé", "sujet renommé", "école, cantine", "La cantine", "le secrétariat, le 4 mars 2026"),
    )


def test_where_nothing_stood_before_a_dash_says_so():
    added = replace(RENAMED, before="", after="")
    assert tables(section([added]))["table-corrections"].rows[0][2:4] == ("–", "–")


def test_a_change_that_lost_its_place_is_named_with_the_reason_beside_the_others():
    found = tables(section([RENAMED], [Lapse("e4", "le sujet n’existe plus")]))
    assert found["table-sans-place"].rows == (("e4", "le sujet n’existe plus"),)
    assert "table-corrections" in found


def test_a_synthesis_that_was_never_opened_says_nothing_of_contests():
    assert len(said(Contested(people=3, misplaced=3))) == 1


def test_days_of_the_opening_are_said_and_that_nobody_answered():
    assert said(OPENED)[1:] == [
        "La synthèse provisoire a été ouverte du 3 mars 2026 au 17 mars 2026 à celles et ceux qui ont contribué.",
        "Personne n’a dit que sa contribution était mal placée ou mal comprise.",
    ]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            (1, 1, 0, 1, 0),
            (
                "1 personne s’est exprimée : 1 contribution dite mal placée, 0 dite mal comprise. "
                "Le secrétariat a accepté 1 demande et expliqué son choix pour 0 autre."
            ),
        ),
        (
            (2, 2, 3, 4, 2),
            (
                "2 personnes se sont exprimées : 2 contributions dites mal placées, 3 dites mal comprises. "
                "Le secrétariat a accepté 4 demandes et expliqué son choix pour 2 autres."
            ),
        ),
    ],
    ids=["one", "many"],
)
def test_who_spoke_and_what_was_answered_are_counted(counts, words):
    names = ("people", "misplaced", "misunderstood", "accepted", "explained")
    assert said(replace(OPENED, **dict(zip(names, counts, strict=True))))[2] == words


def test_each_figure_of_the_contests_stands_beside_its_sentence():
    claim = section(contested=replace(OPENED, people=2, misunderstood=3, explained=1)).blocks[0].claims[2]
    assert dict(claim.parameters) == {
        "people": "2",
        "misplaced": "0",
        "misunderstood": "3",
        "accepted": "0",
        "explained": "1",
    }


def test_the_annex_keeps_its_name_and_its_title():
    found = section([RENAMED])
    assert (found.id, found.title) == (CORRECTIONS, "Annexe\u00a0: ce que le secrétariat a changé")


def test_in_another_language_sentences_and_headings_are_told_in_it():
    other = Wording("en", lambda text: f"EN {text}", lambda one, many, number: f"EN {many if number > 1 else one}")
    found = section([RENAMED, RENAMED], [Lapse("e1", "…")], OPENED, other)
    assert all(claim.text.startswith("EN ") for claim in found.blocks[0].claims)
    for table in tables(found).values():
        assert all(heading.startswith("EN ") for heading in (table.caption, *table.headings))
