from dataclasses import replace

from synthesis.analysis.figures import count_figures
from synthesis.analysis.findings import analyse
from synthesis.analysis.powers import LEXICON
from synthesis.analysis.snapshot import snapshot_hash
from synthesis.composer.compose import compose
from synthesis.composer.document import Document, Table
from tests.factories.corpora import facts, lively_corpus


def document() -> Document:
    return compose(analyse(lively_corpus()), versions=(("consult", "9.9"),))


def table(name: str) -> Table:
    return next(b for b in document().sections[-1].blocks if isinstance(b, Table) and b.id == name)


def test_the_fingerprint_of_the_data_is_printed() -> None:
    fingerprint = snapshot_hash(lively_corpus())
    assert document().snapshot == fingerprint
    assert any(fingerprint in claim.text for claim in document().claims())


def test_versions_are_printed() -> None:
    assert table("table-versions").rows == (("consult", "9.9"),)


def test_every_query_of_a_figure_is_explained() -> None:
    explained = {name for name, _ in table("table-queries").rows}
    assert {row.query for row in count_figures(lively_corpus()).rows} == explained


def test_settings_are_printed() -> None:
    rows = table("table-settings").rows
    assert ("Votes nécessaires pour classer une proposition", "10") in rows
    assert ("Quantile retenu pour classer", "0,05") in rows


def test_a_region_is_given_the_words_that_flag_what_it_does_not_decide() -> None:
    rows = dict(table("table-lexicon").rows)
    assert len(rows) == len(LEXICON)
    assert "gendarmerie" in rows["Police et gendarmerie"]


def test_a_whole_country_is_given_no_such_list() -> None:
    national = replace(lively_corpus(), consultation=replace(facts(), territory="France"))
    last = compose(analyse(national)).sections[-1]
    assert not [block for block in last.blocks if isinstance(block, Table) and block.id == "table-lexicon"]
