from synthesis.analysis.figures import count_figures
from synthesis.analysis.findings import analyse
from synthesis.analysis.snapshot import snapshot_hash
from synthesis.composer.compose import compose
from synthesis.composer.document import Document, Table
from tests.factories.corpora import lively_corpus


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
