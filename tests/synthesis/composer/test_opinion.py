"""The chapter on groups of people who vote alike."""

from dataclasses import replace

from synthesis.analysis.facts import Opinion
from synthesis.analysis.findings import analyse
from synthesis.composer.document import Table
from synthesis.composer.opinion import opinion
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import corpus, facts, proposal
from tests.synthesis.analysis.test_camps import TWO


def chapter(said, **changes: object):
    whole = corpus(*(proposal(number) for number in (1, 2, 3)), opinion=said, **changes)
    return opinion(Writer(analyse(whole), Wording()))


def sentences(section):
    return [claim.text for block in section.blocks for claim in getattr(block, "claims", ())]


def test_groups_are_told_with_their_size_and_a_caution():
    told = sentences(chapter(TWO))
    assert "Les 60 personnes" in told[0]
    assert "groupe A, 40 personnes et groupe B, 20 personnes" in told[0]
    assert "n’est pas une part de l’opinion" in told[1]


def test_each_table_names_its_proposals_and_a_share_for_each_group():
    shared, apart = chapter(TWO).sections
    tables = [next(block for block in part.blocks if isinstance(block, Table)) for part in (shared, apart)]
    assert [[row[0].split(",")[0] for row in table.rows] for table in tables] == [["P1"], ["P2"]]
    assert tables[1].headings[1:] == ("Pour, groupe A", "Pour, groupe B")
    assert all(cell.endswith("%") for cell in tables[1].rows[0][1:])


def test_a_part_without_proposals_says_so():
    alike = replace(TWO, camps=(TWO.camps[0], TWO.camps[0]))
    assert sentences(chapter(alike).sections[1]) == ["Aucune proposition."]


def test_votes_that_do_not_divide_are_said_not_to():
    assert "ne se partagent pas en groupes" in sentences(chapter(Opinion(80)))[0]


def test_imported_totals_cannot_be_grouped():
    told = sentences(chapter(Opinion(), consultation=facts(imported=True)))
    assert "totaux importés" in told[0]
