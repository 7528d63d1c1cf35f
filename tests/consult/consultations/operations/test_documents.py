"""Documents of reference, and the pages that say what came of a consultation."""

import pytest

from consult.consultations import operations, queries
from consult.consultations.models import ResultKind
from consult.consultations.operations import DocumentDraft
from consult.kit.errors import Invalid
from tests.factories import NOW
from tests.factories.consultations import make_consultation

REPORT = DocumentDraft("Le schéma régional", "https://exemple.fr/schema.pdf")


@pytest.fixture
def consultation(unit):
    kept = make_consultation()
    unit.add(kept)
    unit.flush()
    return kept


def test_a_document_is_added_changed_and_taken_off(consultation):
    document = operations.add_document(consultation, REPORT)
    operations.edit_document(document, DocumentDraft("Le schéma", "https://exemple.fr/2.pdf"))
    assert [one.title for one in queries.documents_of(consultation)] == ["Le schéma"]
    operations.remove_document(document)
    assert queries.documents_of(consultation) == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//exemple.fr", "exemple.fr", "data:text/html,x", "ftp://x"]
)
def test_a_link_that_is_no_web_address_is_refused(consultation, url):
    with pytest.raises(Invalid) as refused:
        operations.add_document(consultation, DocumentDraft("Piège", url))
    assert refused.value.field == "url"


def test_a_result_is_shown_once_and_can_be_hidden(consultation):
    for _ in range(2):
        operations.show_result(consultation.id, ResultKind.SYNTHESIS, "/syntheses/1", at=NOW)
    assert [one.url for one in queries.results_of(consultation)] == ["/syntheses/1"]
    operations.hide_result(consultation.id, "/syntheses/1")
    assert queries.results_of(consultation) == []
