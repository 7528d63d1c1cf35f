from synthesis.analysis.corpus import Corpus
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import Table
from tests.factories.corpora import argument, corpus, facts, lively_corpus, proposal, votes

TEXT = "Nous demandons que la région finance la fibre jusque dans les hameaux les plus éloignés avant 2028."


def said(whole: Corpus) -> dict[str, str]:
    return {claim.id: claim.text for claim in compose(analyse(whole)).claims()}


def table(whole: Corpus, name: str) -> Table | None:
    blocks = [block for section in compose(analyse(whole)).walk() for block in section.blocks]
    return next((block for block in blocks if isinstance(block, Table) and block.id == name), None)


def test_the_weight_of_early_proposals_is_printed() -> None:
    rows = (proposal(1, votes=votes(80)), proposal(2, votes=votes(10)), proposal(3, votes=votes(10)))
    assert "a reçu 80\u00a0% des votes" in said(corpus(*rows))["limits.age"]


def test_imported_votes_are_a_limit() -> None:
    row = proposal(1, imported_votes=votes(40))
    assert "limits.imported" in said(corpus(row, consultation=facts(imported=True)))
    assert "limits.imported" not in said(corpus(row))


def test_repeated_texts_are_shown_and_counted_apart() -> None:
    whole = corpus(*(proposal(number, TEXT) for number in range(1, 4)))
    assert said(whole)["copies.groups"].startswith("1 groupe de contributions (3 en tout)")
    found = table(whole, "table-copies")
    assert found is not None
    assert found.rows == (("P1", "3", "3", "à l’identique"),)


def test_a_campaign_does_not_change_the_ranks() -> None:
    rows = [proposal(1, "Autre chose.", votes=votes(90)), *(proposal(n, TEXT) for n in range(2, 100))]
    assert "brief.supported.P1" in said(corpus(*rows))


def test_what_a_campaign_changes_of_the_ranks_is_said_apart() -> None:
    first = [proposal(number, TEXT, votes=votes(90)) for number in range(1, 7)]
    other = proposal(7, "Former les agents à l’accueil des personnes éloignées du numérique.", votes=votes(40))
    assert said(corpus(*first, other))["copies.ranks"] == (
        "Sans les propositions répétées, les premières changeraient. Entreraient\u00a0: P7. "
        "Sortiraient\u00a0: P2, P3, P4 et P5."
    )
    whole = corpus(proposal(1), arguments=(argument(1, 1, TEXT), argument(2, 1, TEXT)))
    assert said(whole)["copies.ranks"].startswith("Aucune proposition n’en répète une autre")


def test_no_copy_is_said_too() -> None:
    assert said(lively_corpus())["copies.none"] == "Aucun texte n’a été envoyé plusieurs fois."
