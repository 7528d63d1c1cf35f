import json

from synthesis.formats.json import FORMAT, render
from tests.synthesis.formats.documents import hostile_corpus, made


def test_the_whole_tree_is_there() -> None:
    found = json.loads(render(made().document))
    assert found["format"] == FORMAT
    assert found["document"]["sections"][0]["id"] == "en-bref"


def test_a_claim_has_its_template_parameters_evidence_and_confidence() -> None:
    found = json.loads(render(made().document))
    claim = found["document"]["sections"][0]["sections"][1]["blocks"][0]["claims"][0]
    assert claim["template"] == "brief.disputed"
    assert claim["evidence"] == ["P2"]
    assert claim["confidence"] == "exact"


def test_every_figure_is_given_with_its_query() -> None:
    found = json.loads(render(made().document))
    assert {"name": "people", "value": 120, "query": "people_who_took_part"} in found["document"]["figures"]


def test_texts_are_kept_exactly() -> None:
    whole = hostile_corpus()
    found = json.loads(render(made(whole).document))
    (annex,) = [part for part in found["document"]["sections"] if part["id"] == "annexe"]
    titles = [block["title"] for part in annex["sections"] for block in part["blocks"]]
    assert titles == [proposal.title for proposal in whole.proposals]
