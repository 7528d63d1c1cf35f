from dataclasses import replace

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.facts import Awaited, ModerationFacts, Tally, Wait
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import Document, Table
from tests.factories.corpora import corpus, facts, lively_corpus, proposal

BUSY = ModerationFacts(
    (Tally("Propos injurieux", 2),),
    received=420,
    flags=31,
    decisions=25,
    automatic=1,
    detected=12,
    by_reason=(Tally("Insulte", 2), Tally("Hors sujet", 5)),
    appeals=3,
    overturned=1,
    waits=(Wait(Awaited.DECISION, 5.5, 60.0), Wait(Awaited.APPEAL, 1.0, 24.0)),
)


def written(facts: ModerationFacts) -> Document:
    return compose(analyse(corpus(proposal(1), moderation=facts)))


def said(facts: ModerationFacts) -> dict[str, str]:
    return {claim.id: claim.text for claim in written(facts).claims()}


def table(whole: Document, name: str) -> Table | None:
    blocks = [block for section in whole.walk() for block in section.blocks]
    return next((block for block in blocks if isinstance(block, Table) and block.id == name), None)


def test_what_came_in_and_who_decided_is_said() -> None:
    found = said(BUSY)
    assert found["moderation.received"] == "420 textes reçus et 31 signalements ont donné lieu à 25 décisions."
    assert found["moderation.decided"].startswith("1 décision a été automatique")
    assert found["moderation.detected"].endswith("avant 12 décisions.")


def test_what_was_received_adds_up() -> None:
    found = said(replace(BUSY, received=5, pending_at_closing=1))
    assert found["moderation.others"] == (
        "Textes publiés\u00a0: 1\u202f; écartés\u00a0: 2\u202f; en attente\u00a0: 1. Le dernier est "
        "à corriger par son auteur, ou retiré par lui, ou réuni à un autre."
    )
    assert "Les 2 autres sont" in said(replace(BUSY, received=5))["moderation.others"]
    assert "moderation.others" not in said(replace(BUSY, received=3))
    assert "moderation.others" not in said(replace(BUSY, received=2))


def test_nothing_is_said_of_a_moderation_done_on_another_site() -> None:
    imported = corpus(proposal(1), consultation=facts(imported=True))
    found = {claim.id: claim.text for claim in compose(analyse(imported)).claims()}
    assert "n’est pas connu ici" in found["moderation.unknown"]
    assert found["brief.unmoderated"] == found["moderation.unknown"]
    assert not {"brief.pending", "moderation.excluded", "moderation.undecided"} & set(found)


def test_appeals_and_what_they_changed_are_said() -> None:
    assert said(BUSY)["moderation.appeals"] == "3 recours ont été reçus : 1 décision a été annulée."


def test_decisions_by_reason_begin_with_the_most_frequent() -> None:
    found = table(written(BUSY), "table-motifs")
    assert found is not None
    assert found.rows == (("Hors sujet", "5"), ("Insulte", "2"))


def test_half_of_the_delays_and_nine_in_ten_are_given() -> None:
    found = table(written(BUSY), "table-delais")
    assert found is not None
    assert found.rows == (
        ("Décider", "5,5 heures", "2,5 jours"),
        ("Répondre à un recours", "1 heure", "24 heures"),
    )


def test_where_nothing_was_decided_the_report_is_one_sentence() -> None:
    found = said(ModerationFacts())
    assert found["moderation.undecided"] == "La modération n’a eu à prendre aucune décision."
    assert "moderation.appeals" not in found
    assert table(written(ModerationFacts()), "table-delais") is None


def test_decisions_nobody_contested_and_no_machine_took_are_said_so() -> None:
    found = said(ModerationFacts(received=2, decisions=1))
    assert found["moderation.decided"] == "Chacune a été prise par une personne."
    assert found["moderation.detected"] == "Aucun indice automatique n’avait attiré l’attention."
    assert found["moderation.appeals"] == "Aucune décision n’a été contestée."


def test_excluded_contributions_are_counted_by_rule() -> None:
    found = table(compose(analyse(lively_corpus())), "table-moderation")
    assert found is not None
    assert found.rows == (("Propos injurieux", "2"),)


def test_a_consultation_where_nothing_was_excluded_has_no_such_table() -> None:
    whole: Corpus = corpus(proposal(1))
    document = compose(analyse(whole))
    assert table(document, "table-moderation") is None
    assert said(ModerationFacts())["moderation.excluded"].startswith("Aucune contribution n’a été écartée")
